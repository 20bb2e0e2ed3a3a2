"""The page on which it is said what each passage of a report means."""

from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django import Settings

from tests import factories, test_meanings
from tests.admin.conftest import filled, mistakes, notes
from tracker import models, reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    settings.REVIEW_HOLD = 0


def address(row: models.Development) -> str:
    return f"/admin/tracker/development/{row.pk}/passages/"


def fields(row: models.Development, number: int, **said: str) -> dict[str, str]:
    """Return fields of the form of a passage, by their names."""
    key = row.own_citations[number].pk
    return {f"passage-{key}-{name}": value for name, value in said.items()}


def sent(desk: Client, row: models.Development, *said: dict[str, str], **more: Any) -> Any:
    values: dict[str, Any] = {**filled(desk, address(row)), **more}
    for each in said:
        values |= each
    return desk.post(address(row), values, follow=True)


def test_each_passage_stands_beside_the_commitment_with_who_speaks_in_it(desk: Client) -> None:
    row = test_meanings.report()

    page = html.fromstring(desk.get(address(row)).content.decode())

    assert [mark.text for mark in page.xpath("//mark")] == [
        test_meanings.RUIZ,
        test_meanings.VIDAL,
        test_meanings.BUILT,
    ]
    assert "Costaguana will not host foreign military bases." in page.text_content()
    values = filled(desk, address(row))
    first, second = (row.own_citations[number].pk for number in (0, 1))
    assert values[f"passage-{first}-kind"] == [""]
    assert values[f"passage-{first}-official"] == ["Ana Ruiz (ana-ruiz)"]
    assert values[f"passage-{first}-side"] == ["holder"]
    assert values[f"passage-{second}-side"] == ["counterpart"]
    assert values[f"passage-{second}-occurred_date"] == ["2026-02-10"]


def test_what_they_mean_is_stored_each_as_its_own(desk: Client) -> None:
    row = test_meanings.report()

    response = sent(
        desk,
        row,
        fields(row, 0, kind="commitment.reaffirmed"),
        fields(row, 2, kind="commitment.broken", name="", side="holder", occurred_date="2026-02"),
        reason="Read twice",
    )

    assert notes(response) == [f"Said what it means: “{row}”."]
    assert [str(each) for each in row.meanings.order_by("pk")] == [
        "Commitment reaffirmed by Ana Ruiz: No foreign bases",
        "Commitment reported broken: No foreign bases",
    ]
    broken = factories.shown(models.Development.objects.get(kind="commitment.broken"))
    assert (broken["side"], broken["occurred_date"]) == ("holder", "2026-02")
    assert models.Revision.objects.latest("sequence").reason == "Read twice"


def test_somebody_else_is_entered_by_name(desk: Client) -> None:
    row = test_meanings.report()
    who = {"name": "", "official": "Tomás Vidal", "party": "", "role": "Minister"}

    sent(desk, row, fields(row, 2, kind="commitment.qualified", side="counterpart", **who))

    told = models.Development.objects.get(kind="commitment.qualified")
    assert (told.speaker_name, told.speaker_official) == ("Tomás Vidal", factories.tomas_vidal())


def test_that_it_means_nothing_is_stored_too(desk: Client) -> None:
    row = test_meanings.report()

    response = sent(desk, row, fields(row, 0, kind="nothing"))

    assert notes(response) == [f"Said what it means: “{row}”."]
    assert not models.Development.objects.unjudged().exists()


def test_what_a_person_said_is_shown_and_can_be_said_otherwise(desk: Client) -> None:
    row = test_meanings.report()
    sent(desk, row, fields(row, 0, kind="commitment.reaffirmed"))
    first = row.own_citations[0].pk
    assert filled(desk, address(row))[f"passage-{first}-kind"] == ["commitment.reaffirmed"]

    sent(desk, row, fields(row, 0, kind="commitment.qualified"))

    (told,) = models.Development.objects.filter(report=row)
    assert (told.kind, told.review_state) == ("commitment.qualified", "corrected")


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ({"kind": "commitment.stated"}, "Select a valid choice."),
        ({"occurred_date": "soon"}, "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."),
        ({"official": "Nobody"}, "No official is on record by this name."),
    ],
)
def test_mistakes_are_said_beside_their_fields(
    desk: Client, said: dict[str, str], mistake: str
) -> None:
    row = test_meanings.report()

    response = sent(desk, row, fields(row, 0, **said))

    (shown,) = mistakes(response)
    assert shown.startswith(mistake)
    assert notes(response) == ["Nothing was stored. Put right what is marked below."]


def test_nothing_said_is_nothing_stored(desk: Client) -> None:
    row = test_meanings.report()

    assert notes(sent(desk, row)) == ["Say of at least one passage what it means."]
    assert factories.stored(row).review_state == "flagged"


def test_what_was_decided_meanwhile_is_looked_at_again(desk: Client) -> None:
    row = test_meanings.report()
    values = filled(desk, address(row)) | fields(row, 0, kind="commitment.reaffirmed")
    reviewing.confirm(row, "Martin Decoud", "seen", factories.NOW)

    response = desk.post(address(row), values, follow=True)

    assert notes(response) == [
        "Someone has decided on it meanwhile. Look at it again, and say it again."
    ]
    assert models.Development.objects.get() == row


def test_the_page_is_of_reports_and_for_those_who_review(desk: Client, client: Client) -> None:
    row = test_meanings.report()
    (told,) = test_meanings.judged(row, ruiz="commitment.reaffirmed")
    assert desk.get(address(told)).status_code == 404
    assert desk.get(f"/admin/tracker/development/{'9' * 20}/passages/").status_code == 404

    client.force_login(factories.UserFactory.create(role="editor"))
    assert client.get(address(row)).status_code == 403
