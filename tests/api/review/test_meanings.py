"""What passages of a report mean, said by the API."""

import pytest
from django.test import Client

from tests import test_meanings
from tests.api import editors, expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def of_report() -> tuple[str, dict[str, str]]:
    """Return the address of a report's meanings, and its first passage."""
    row = test_meanings.report()
    quote = row.own_citations[0]
    passage = {"document": quote.snapshot.document.slug, "exact": quote.exact}
    return f"/v1/developments/{row.slug}/meanings", passage


def test_each_meaning_is_listed_by_its_report(bearer: Bearer, client: Client) -> None:
    address, passage = of_report()
    sent = {"reason": "Read", "meanings": [{**passage, "kind": "commitment.reaffirmed"}]}

    body = expect.json(editors.post(bearer("reviewer"), address, sent, If_Match="*"))

    assert body["review_state"] == "confirmed"
    (told,) = body["developments"]
    meaning = expect.json(client.get(told["url"]))
    assert (meaning["kind"], meaning["side"]) == ("commitment.reaffirmed", "holder")
    assert meaning["speaker"]["official"]["slug"] == "ana-ruiz"


@pytest.mark.parametrize(
    "meaning", [{}, {"kind": "commitment.stated"}, {"kind": None, "exact": "no"}, {"more": 1}]
)
def test_what_cannot_be_is_refused(bearer: Bearer, meaning: dict[str, object]) -> None:
    address, passage = of_report()
    sent = {"meanings": [{**passage, **meaning}]}

    answer = editors.post(bearer("reviewer"), address, sent, If_Match="*")

    expect.problem(answer, 400, "invalid")
    assert models.Development.objects.count() == 1


def test_only_reviewers_say_it_and_only_of_what_stands(bearer: Bearer) -> None:
    address, passage = of_report()
    sent = {"meanings": [{**passage, "kind": None}]}
    expect.problem(editors.post(bearer("editor"), address, sent), 403, "missing_scope")
    reviewer = bearer("reviewer")
    dismissal = address.replace("meanings", "dismiss")
    editors.post(reviewer, dismissal, {"reason": "Old"}, If_Match="*")

    expect.problem(editors.post(reviewer, address, sent, If_Match="*"), 409, "already_decided")
