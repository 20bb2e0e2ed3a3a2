"""Articles handed in: read once, or failed with the reason."""

import threading
from typing import Any

import pytest
import pytest_django
from django.db import connection
from django.db.models.functions import Now

from tests import factories, refusing
from tests.ingest import site as sites
from tests.ingest.site import Page, Site
from tracker import ingest, models
from tracker.ingest import submissions

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
    particulars = ["title", "outlet", "author", "language", "published_at", "published_from"]
    assert [shown(submission)[name] for name in particulars] == [
        "Costaguana rules out foreign bases",
        "The Sulaco Courier",
        "Martin Decoud",
        "en",
        "2026-01-25",
        "meta",
    ]


def test_what_was_entered_counts_more_than_what_the_page_says() -> None:
    submission = submit(html=PAGE, url=URL, outlet="El Porvenir", published_at="2026-01-26")

    ingest.read_submissions(10)

    submission.refresh_from_db()
    assert shown(submission)["outlet"] == "El Porvenir"
    assert shown(submission)["published_at"] == "2026-01-26"
    assert shown(submission)["published_from"] == "entered"


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
    stuck = factories.SubmissionFactory.create(attempts=submissions.MOST_ATTEMPTS)
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

    submissions.read(slow)

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


def test_one_that_cannot_be_stored_ends_no_batch_is_put_off_and_given_up() -> None:
    factories.source()
    refused = submit(text="Poison.", outlet="A", language="en")
    others = [submit(text=f"No bases, {n}.", outlet="A", language="en") for n in range(4)]
    refusing.refuse("tracker_snapshot", "NEW.text = 'Poison.'")

    assert ingest.read_submissions(10) == 5
    refused.refresh_from_db()
    assert refused.attempts == 1
    assert refused.leased_until is not None
    assert refused.detail == "It could not be stored (ProgrammingError)."
    for _ in range(4):
        models.Submission.objects.filter(pk=refused.pk).update(leased_until=Now())
        assert ingest.read_submissions(10) == 1

    assert models.Document.objects.count() == len(others)
    given_up = models.Submission.objects.get(pk=refused.pk)
    assert (given_up.state, given_up.attempts, given_up.leased_until) == ("failed", 5, None)
    assert ingest.read_submissions(10) == 0


def hand_in(site: Site, path: str = "/bases", **fields: Any) -> models.Submission:
    """Hand in an address of the site, and have it wait for its host."""
    submission = submit(url=site.at(path), text_kind="full", **fields)
    ingest.read_submissions(10)
    return submission


def read_all(submission: models.Submission) -> tuple[str, str]:
    """Read until nothing is due, and return what became of one submission, and why."""
    while ingest.read_submissions(10):
        pass
    submission.refresh_from_db()
    return submission.state, submission.detail


def test_a_page_handed_in_by_its_address_is_fetched_after_the_rules_of_its_host(site: Site) -> None:
    site.pages["/bases"] = sites.article()

    submission = hand_in(site)

    assert read_all(submission) == ("read", "")
    assert site.paths() == ["/robots.txt", "/bases"]
    assert text_of(submission).startswith("Costaguana rules out foreign bases")
    assert models.Recheck.objects.get().document == submission.document


def test_what_robots_forbid_is_not_fetched_because_somebody_hands_it_in(site: Site) -> None:
    site.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /bases", content_type="text/plain")
    site.pages["/bases"] = sites.article()

    submission = hand_in(site)

    assert read_all(submission) == ("failed", "Its robots.txt forbids it.")
    assert site.paths() == ["/robots.txt"]


def test_pages_handed_in_leave_their_host_its_pause(
    site: Site, settings: pytest_django.Settings
) -> None:
    settings.FETCH_SPACING_SECONDS = 3600
    site.pages["/bases"] = site.pages["/port"] = sites.article()
    hand_in(site)
    second = hand_in(site, "/port")

    assert read_all(second) == ("waiting", "")
    assert site.paths() == ["/robots.txt"]


def test_a_page_handed_in_that_is_not_there_or_no_article_fails_with_the_reason(site: Site) -> None:
    site.pages["/loading"] = Page("<html><body><article><p>Loading...</p></article></body></html>")
    site.pages["/short"] = sites.Page(
        "<html><body><main><p>Some few words.</p></main></body></html>"
    )

    found = [read_all(hand_in(site, path)) for path in ("/gone", "/loading", "/short")]

    assert found == [
        ("failed", "The server answered 404."),
        ("failed", "the page is no article, but says: loading"),
        ("failed", "the page holds no article, but 3 words"),
    ]


def test_a_server_that_fails_is_asked_again_later_for_what_was_handed_in(site: Site) -> None:
    site.pages["/bases"] = Page(status=503)
    submission = hand_in(site)

    assert read_all(submission) == ("waiting", "The server answered 503.")
    site.pages["/bases"] = sites.article()
    models.Submission.objects.update(next_attempt_at=Now())
    models.Host.objects.update(next_allowed_at=Now())
    assert read_all(submission) == ("read", "")


def test_where_no_rules_can_be_had_what_was_handed_in_fails_in_the_end(site: Site) -> None:
    site.pages["/robots.txt"] = Page(status=500)
    submission = hand_in(site)
    reason = "Its robots.txt cannot be had. The server answered 500."
    assert read_all(submission) == ("waiting", reason)
    for _ in range(submissions.MOST_ATTEMPTS):
        models.Host.objects.update(next_allowed_at=Now())
        found = read_all(submission)

    assert found == ("failed", reason)
    assert set(site.paths()) == {"/robots.txt"}


@pytest.mark.parametrize("host", ["169.254.169.254", "courier.invalid"])
def test_a_private_address_and_an_unknown_name_wait_alike_and_fail_in_the_end(host: str) -> None:
    submission = submit(url=f"http://{host}/latest", text_kind="full")
    reason = "Its robots.txt cannot be had. unreachable: the address cannot be reached from here"
    found = []
    for _ in range(submissions.MOST_ATTEMPTS):
        models.Host.objects.update(next_allowed_at=Now())
        found.append(read_all(submission))

    waits = submissions.MOST_ATTEMPTS - 1
    assert found == [("waiting", reason)] * waits + [("failed", reason)]
    assert submission.attempts == submissions.MOST_ATTEMPTS


def test_of_a_page_that_says_that_readers_pay_for_the_rest_only_an_excerpt_is_kept(
    site: Site,
) -> None:
    paid = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}'
    )
    page = str(sites.article().body).replace("</head>", f"{paid}</script></head>")
    site.pages["/bases"] = Page(page)
    submission = hand_in(site)

    assert read_all(submission) == ("read", "")
    assert shown(submission)["text_kind"] == "excerpt"
