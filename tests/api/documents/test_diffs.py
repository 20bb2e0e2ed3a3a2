"""Differences between versions of a text, whole or in part; and what the detectors read."""

import pytest
from django.test import Client

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer
from tracker import models

pytestmark = pytest.mark.django_db

RAIN = "\n\n".join(["It rained all day long in the hills above the town."] * 40)

URL = "https://courier.example/bases"
FILLER = " ".join(f"Sentence number {number} says little." for number in range(30))
BEFORE = f"{FILLER} No base will be built. {FILLER}"
AFTER = f"{FILLER} A small base will be built. {FILLER}"


def versions(*texts: str, **details: str) -> models.Document:
    for text in texts:
        document = factories.document(text, url=URL, **details)
    return document


def test_of_a_text_that_is_not_public_only_what_changed_is_shown(client: Client) -> None:
    document = versions(BEFORE, AFTER)

    found = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/2/diff"))

    assert (found["from"]["number"], found["to"]["number"], found["is_whole"]) == (1, 2, False)
    assert found["to"]["url"] == f"/v1/documents/{document.slug}/snapshots/2"
    assert found["to"]["drift"] == "substantive"
    (change,) = found["changes"]
    start = AFTER.index("A small")
    assert change == {
        "change": "replaced",
        "before": "No base will be built.",
        "after": "A small base will be built.",
        "words": [
            {"change": "deleted", "text": "No"},
            {"change": "inserted", "text": "A small"},
            {"change": "equal", "text": " base will be built."},
        ],
        "is_cut": False,
        "start": start,
        "end": start + 27,
    }
    assert found["is_cut"] is False
    assert found["quotes"] == []


def test_of_a_public_text_the_whole_is_shown(client: Client) -> None:
    source = factories.source(name="Gazette", slug="gazette", tier="official", is_text_public=True)
    document = versions(BEFORE, AFTER, source=source.slug)

    found = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/2/diff"))

    assert found["is_whole"] is True
    assert [change["change"] for change in found["changes"]] == ["equal", "replaced", "equal"]
    assert " ".join(change["after"] for change in found["changes"]) == AFTER
    assert " ".join(change["before"] for change in found["changes"]) == BEFORE
    assert {change["is_cut"] for change in found["changes"]} == {False}


def test_a_quote_that_was_lost_is_said_to_be(client: Client) -> None:
    document = versions(factories.ARTICLE)
    factories.commitment(citations=[{"document": document.slug, "exact": factories.QUOTE}])
    versions(factories.ARTICLE.replace("will not host", "may host"))

    found = expect.json(client.get(f"/v1/documents/{document.slug}/snapshots/2/diff?against=1"))

    (quote,) = found["quotes"]
    assert (quote["exact"], quote["snapshot"], quote["is_kept"]) == (factories.QUOTE, 1, False)
    assert quote["record"] == "/v1/commitments/no-foreign-bases"


def test_versions_are_compared_either_way(client: Client) -> None:
    document = versions(BEFORE, AFTER)
    address = f"/v1/documents/{document.slug}/snapshots"

    (back,) = expect.json(client.get(f"{address}/1/diff?against=2"))["changes"]

    assert (back["before"], back["after"]) == (
        "A small base will be built.",
        "No base will be built.",
    )
    assert expect.json(client.get(f"{address}/1/diff"))["changes"] == []


@pytest.mark.parametrize(
    ("against", "code"),
    [
        ("0", "invalid_parameter"),
        ("x", "invalid_parameter"),
        ("", "invalid_parameter"),
        ("-1", "invalid_parameter"),
        ("3", "does_not_exist"),
    ],
)
def test_a_version_to_compare_with_that_is_none_is_refused(
    client: Client, against: str, code: str
) -> None:
    document = versions(BEFORE, AFTER)
    address = f"/v1/documents/{document.slug}/snapshots/2/diff?against={against}"

    problem = expect.problem(client.get(address), 400, code)

    assert [error["parameter"] for error in problem["errors"]] == ["against"]


def test_a_version_that_is_none_has_no_difference(client: Client) -> None:
    document = versions(BEFORE)

    address = f"/v1/documents/{document.slug}/snapshots/2/diff"
    expect.problem(client.get(address), 404, "not_found")
    expect.problem(client.get("/v1/documents/x/snapshots/1/diff"), 404, "not_found")


# --- What the detectors read ----------------------------------------------------------------------


def test_a_reading_shows_candidates_and_findings_and_stores_nothing(bearer: Bearer) -> None:
    factories.ana_ruiz()
    factories.commitment(watch={"terms": {"foreign bases": 3.0, "host": 1.0}})
    document = factories.document()

    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))

    assert (found["document"]["slug"], found["snapshot"]) == (document.slug, 1)
    assert found["flagged_at"] is None
    assert found["detector"]["name"] == "prose"
    assert found["outcome"] == "flagged"
    (candidate,) = found["candidates"]
    assert candidate["commitment"] == "/v1/commitments/no-foreign-bases"
    assert candidate["is_linked"]
    assert candidate["probability"] > 0.8
    assert {"terms_best", "words_all", "holder"} <= candidate["contributions"].keys()
    assert [factories.ARTICLE[t["start"] : t["end"]] for t in candidate["terms"]] == [
        "host",
        "foreign bases",
    ]
    assert [
        (finding["kind"], finding["relation"], finding["record"], finding["speaker"]["official"])
        for finding in found["findings"]
        if finding["record"]
    ] == [
        ("commitment.reaffirmed", "reaffirms", "/v1/commitments/no-foreign-bases", "ana-ruiz"),
        ("commitment.reported", None, "/v1/commitments/no-foreign-bases", "ana-ruiz"),
    ]
    assert not models.Development.objects.exists()


@pytest.mark.parametrize(
    ("text", "outcome", "linked"),
    [
        ("Exports of silver rose by a fifth.", "no_terms", []),
        (f"A host of guests is in town.\n\n{RAIN}", "terms_only", [False]),
    ],
)
def test_a_reading_says_why_nothing_was_flagged(
    bearer: Bearer, text: str, outcome: str, linked: list[bool]
) -> None:
    factories.commitment(watch={"terms": {"foreign bases": 3.0, "host": 1.0}})
    document = factories.document(text, title="A quiet day")

    found = expect.json(bearer("reviewer").get(f"/v1/documents/{document.slug}/reading"))

    assert (found["outcome"], found["findings"]) == (outcome, [])
    assert [candidate["is_linked"] for candidate in found["candidates"]] == linked
    assert found["explanation"].keys() == {"en", "es"}


def test_a_reading_is_for_editors_and_reviewers(client: Client, bearer: Bearer) -> None:
    document = factories.document()
    address = f"/v1/documents/{document.slug}/reading"

    expect.problem(client.get(address), 401, "not_authenticated")
    assert bearer("reader").get(address).status_code == 403
    expect.problem(bearer("editor").get("/v1/documents/x/reading"), 404, "not_found")
