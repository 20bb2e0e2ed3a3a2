"""The dry run: what would be new, changed, unchanged or doubled, and what is wrong, by cell."""

import pytest

from tests import factories
from tracker import importing, models
from tests.importing.sheets import planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def test_a_row_of_a_record_that_is_not_there_is_new() -> None:
    factories.costaguana()

    plan = planned("official", "name,role,party", "Charles Gould,Administrator,XC")

    (row,) = plan.rows
    assert (row.state, row.slug, plan.is_possible) == ("new", "charles-gould", True)
    assert not models.Official.objects.exists()
