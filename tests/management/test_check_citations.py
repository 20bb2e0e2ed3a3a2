"""``check_citations`` names what was made public before it had to be cited."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def test_what_lacks_a_citation_is_named() -> None:
    factories.commitment()
    quoted = factories.document()
    cited = {"document": quoted.slug, "exact": factories.QUOTE}
    kept = factories.commitment(wording="verbatim", citations=[cited])
    old = factories.commitment(short_title="Old promise")
    said = factories.statement()
    models.Commitment.objects.filter(pk=old.pk).update(wording="verbatim")
    models.Statement.objects.filter(pk=said.pk).update(is_direct_quote=True)
    out = io.StringIO()

    with pytest.raises(CommandError, match="2 without a citation"):
        call_command("check_citations", stdout=out)

    assert out.getvalue().splitlines() == [
        "/v1/commitments/old-promise",
        f"/v1/statements/{said.slug}",
    ]
    assert kept.slug not in out.getvalue()


def test_where_nothing_lacks_one_that_is_said() -> None:
    out = io.StringIO()

    call_command("check_citations", stdout=out)

    assert out.getvalue() == "nothing lacks a citation\n"
