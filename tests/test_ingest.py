"""Articles handed in: one document for one address, a snapshot for each text, read once."""

import threading
from typing import Any

import pytest
from django.db import connection

from tests import factories
from tracker import ingest, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

URL = "https://courier.example/bases"
PAGE = """<!doctype html><html lang="en"><head><title>Costaguana rules out foreign bases</title>
<meta property="og:site_name" content="The Sulaco Courier">
<meta name="author" content="Martin Decoud">
<meta property="article:published_time" content="2026-01-25"></head><body><article>
<h1>Costaguana rules out foreign bases</h1>
<p>SULACO, Jan. 25. Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said on
Sunday, after a week of talks about the port and its approaches.</p>
<p>She spoke after meeting Tomás Vidal of Ruritania at the San Tomé palace, where both countries
discussed customs, fishing and the lighthouse on the Great Isabel.</p></article></body></html>"""


def store(text: str, url: str = URL, **details: Any) -> models.Snapshot:
    return factories.snapshot(text, url, **details)


def drifts() -> list[tuple[int, str, float]]:
    return list(
        models.Snapshot.objects.order_by("number").values_list("number", "drift", "significance")
    )


# --- Texts ----------------------------------------------------------------------------------------


def test_the_same_text_again_makes_no_snapshot_and_no_revision() -> None:
    first = store(factories.ARTICLE)
    revisions = models.Revision.objects.count()

    again = store(factories.ARTICLE)

    assert again == first
    assert drifts() == [(1, "first", 1.0)]
    assert models.Revision.objects.count() == revisions


def test_a_text_that_changes_and_changes_back_is_two_changes() -> None:
    store("Costaguana will not host bases. So she said. The port stays.")
    store("Costaguana may host bases. So she said. The port stays.")
    store("Costaguana will not host bases. So she said. The port stays.")

    assert drifts() == [(1, "first", 1.0), (2, "substantive", 0.3333), (3, "reverted", 0.3333)]


def test_another_layout_is_a_cosmetic_change() -> None:
    store("No bases. The port stays.")
    store("No bases.\n\nThe  port stays.")

    assert [drift for _, drift, _ in drifts()] == ["first", "cosmetic"]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\n\ufeff"])
def test_a_text_of_nothing_is_no_deletion(text: str) -> None:
    store("No bases.")

    with pytest.raises(ingest.UnreadableError):
        store(text)

    assert len(drifts()) == 1


def test_line_ends_and_accents_are_stored_in_one_form() -> None:
    snapshot = store("Tome\u0301\r\nde Sulaco \r\n")

    assert snapshot.text == "Tomé\nde Sulaco"
    assert snapshot.text_sha256 == models.text_digest("Tomé\nde Sulaco")
    assert store("Tomé\nde Sulaco") == snapshot


def test_what_no_database_can_hold_is_left_out_of_a_text() -> None:
    assert store("No\0 ba\x07ses\ud800.\tFin.").text == "No bases.\tFin."


# --- Addresses ------------------------------------------------------------------------------------


def test_one_address_is_one_document_whatever_trackers_it_carries() -> None:
    first = store("No bases.", "https://Courier.example:443/bases?id=7&utm_source=x#top")
    second = store("Perhaps bases.", "https://courier.example/bases?fbclid=1&id=7")

    assert first.document == second.document
    assert second.document.canonical_url == "https://courier.example/bases?id=7"
    assert (first.number, second.number) == (1, 2)


def test_articles_without_address_are_each_a_document() -> None:
    assert store("No bases.", "").document != store("No bases.", "").document


def test_what_is_handed_in_without_a_source_belongs_to_one_source_of_its_own() -> None:
    for url in (URL, f"{URL}/2"):
        entry = ingest.Entry("", "No bases.", url, {"outlet": "Leaflet", "language": "en"})
        with recording.change("Emilia Gould") as change:
            snapshot = ingest.store(change, entry, factories.NOW)
        assert snapshot.document.source.slug == "handed-in"

    assert models.Source.objects.count() == 1


# --- Submissions ----------------------------------------------------------------------------------


def shown(submission: models.Submission) -> dict[str, Any]:
    """Return the body of the document that a submission became."""
    assert submission.document is not None
    return factories.shown(submission.document)


def text_of(submission: models.Submission) -> str:
    assert submission.snapshot is not None
    return submission.snapshot.text


def submit(**payload: Any) -> models.Submission:
    return ingest.submit(payload, "Emilia Gould", factories.NOW)


def test_a_text_handed_in_is_read() -> None:
    submission = factories.SubmissionFactory.create()

    assert ingest.read_submissions(10) == 1

    submission.refresh_from_db()
    assert (submission.state, submission.detail, submission.attempts) == ("read", "", 1)
    assert submission.leased_until is None
    assert text_of(submission) == factories.ARTICLE
    assert shown(submission)["published_at"] == "2026-01-25"
    assert models.Revision.objects.latest("sequence").actor == "Emilia Gould"
    assert ingest.read_submissions(10) == 0


def test_a_page_handed_in_is_read_with_its_particulars() -> None:
    submission = submit(html=PAGE, url=URL)

    ingest.read_submissions(10)

    submission.refresh_from_db()
    assert (submission.state, submission.detail) == ("read", "")
    assert text_of(submission).count(factories.QUOTE) == 1
    assert models.Snapshot.objects.get().extractor_version.startswith("trafilatura ")
    particulars = ["title", "outlet", "author", "language", "published_at"]
    assert [shown(submission)[name] for name in particulars] == [
        "Costaguana rules out foreign bases",
        "The Sulaco Courier",
        "Martin Decoud",
        "en",
        "2026-01-25",
    ]


def test_what_was_entered_counts_more_than_what_the_page_says() -> None:
    submission = submit(html=PAGE, url=URL, outlet="El Porvenir", published_at="2026-01-26")

    ingest.read_submissions(10)

    submission.refresh_from_db()
    assert shown(submission)["outlet"] == "El Porvenir"
    assert shown(submission)["published_at"] == "2026-01-26"


@pytest.mark.parametrize(
    ("payload", "detail"),
    [
        ({"text": " ", "outlet": "A", "language": "en"}, "The article has no text."),
        ({"text": "No bases.", "language": "en"}, "outlet: This field is required."),
        (
            {"text": "No bases.", "language": "en", "outlet": "A", "source": "nobody"},
            "source: There is no source with this slug.",
        ),
        ({"html": "<html><body></body></html>"}, "no article text was found on the page"),
        (
            {"text": "No.", "language": "en", "outlet": "A", "published_at": "yesterday"},
            "published_at: Use a real date: YYYY, YYYY-MM or YYYY-MM-DD.",
        ),
    ],
    ids=["no text", "no outlet", "no such source", "no article", "no date"],
)
def test_what_cannot_be_read_says_why_and_is_not_tried_again(
    payload: dict[str, str], detail: str
) -> None:
    submission = submit(**payload)

    ingest.read_submissions(10)

    submission.refresh_from_db()
    assert (submission.state, submission.detail) == ("failed", detail)
    assert models.Document.objects.count() == 0
    assert ingest.read_submissions(10) == 0


def test_one_that_was_taken_up_too_often_fails_and_holds_up_nobody() -> None:
    stuck = factories.SubmissionFactory.create(attempts=ingest.MOST_ATTEMPTS)
    good = submit(text="No bases.", outlet="A", language="en")

    assert ingest.read_submissions(10) == 2

    stuck.refresh_from_db()
    good.refresh_from_db()
    assert (stuck.state, stuck.detail) == ("failed", "It was taken up 5 times in vain.")
    assert good.state == "read"


def test_whose_lease_ran_out_writes_nothing() -> None:
    factories.SubmissionFactory.create()
    [slow] = models.Submission.objects.all().claim(1, -1)
    ingest.read_submissions(10)
    before = models.Revision.objects.count()

    ingest._read(slow)

    assert models.Revision.objects.count() == before
    assert models.Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_readers_read_each_submission_once() -> None:
    factories.source()
    for number in range(12):
        submit(text=f"No bases, {number}.", outlet="A", language="en", url=f"{URL}/{number % 6}")
    start, taken = threading.Barrier(2), []

    def read() -> None:
        try:
            start.wait(30)
            taken.append(sum(ingest.read_submissions(3) for _ in range(12)))
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sum(taken) == 12
    assert set(models.Submission.objects.values_list("state", "attempts")) == {("read", 1)}
    assert models.Document.objects.count() == 6
    assert models.Snapshot.objects.count() == 12
