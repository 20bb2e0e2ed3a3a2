"""How rows of commitments are called at the desk."""

import pytest

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def test_who_made_a_commitment_is_called_by_the_most_that_is_known() -> None:
    ana, party = factories.ana_ruiz(), factories.costaguana()
    called = "A source at the ministry"

    known = [
        models.Speaker(official=ana, party=party, attributed_as=called),
        models.Speaker(party=party, attributed_as=called),
        models.Speaker(attributed_as=called),
    ]

    assert [str(speaker) for speaker in known] == ["Ana Ruiz", "Costaguana", called]
