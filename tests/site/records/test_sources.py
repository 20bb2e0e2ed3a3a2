"""The page of a source: what it is, its articles, and what it edited."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.site import reading
from tests.site.records import scene
from tracker import flagging, models, reviewing

pytestmark = pytest.mark.django_db

SOURCE_ENGLISH = [
    "Source · Press",
    "The Sulaco Courier",
    "What it is",
    "Press",
    "An outlet that edits its own news publishes it.",
    "Its texts",
    "The outlet’s own",
    "Only what is quoted is shown here; read them where they were published.",
    "How fresh it is",
    "Handed in",
    "Its articles are handed in, not fetched.",
    "What it edited",
    "No text that we read was changed or taken away since.",
    "Latest articles",
    "Costaguana rules out foreign bases",
    "The Sulaco Courier 25 January 2026",
]
SOURCE_SPANISH = [
    "Fuente · Prensa",
    "The Sulaco Courier",
    "Qué es",
    "Prensa",
    "Lo publica un medio con redacción propia.",
    "Sus textos",
    "Son del medio",
    "Aquí solo se muestra lo citado; léalos donde se publicaron.",
    "Cuándo se leyó",
    "Por entrega",
    "Sus artículos se entregan, no se descargan.",
    "Qué modificó",
    "Ningún texto leído se modificó ni se retiró después.",
    "Últimos artículos",
    "Costaguana rules out foreign bases",
    "The Sulaco Courier 25 de enero de 2026",
]


def test_a_source_says_what_it_is(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/sources/sulaco-courier") == SOURCE_ENGLISH


def test_a_source_says_what_it_is_in_spanish(client: Client) -> None:
    scene.set_up()

    assert reading.record(client, "/es/sources/sulaco-courier") == SOURCE_SPANISH


def test_what_a_source_edited_is_shown_with_the_words_before_and_after(client: Client) -> None:
    named = {"name": "The Sulaco Courier", "slug": "sulaco-courier"}
    factories.source(**named, is_text_public=True)
    slug = edited("No base will be built.", "No base will be built before May.")

    said = reading.record(client, "/sources/sulaco-courier")

    start = said.index("What it edited")
    assert said[start + 1 : start + 6] == [
        "Text changed · 1 March 2026",
        "Costaguana rules out foreign bases",
        "Taken out: No base will be built.",
        "Put in: No base will be built before May.",
        "What changed, word by word — Costaguana rules out foreign bases Details and citation"
        " — Text changed without notice: Costaguana rules out foreign bases",
    ]
    page = reading.get(client, "/es/sources/sulaco-courier")
    assert f'<a href="/es/documents/{slug}/versions/2">Qué cambió' in page


def test_a_page_of_the_past_shows_the_edits_that_were_told_then(client: Client) -> None:
    factories.snapshot("No base will be built.", scene.URL)
    moment = reading.now()
    edited("No base will be built.", "No base will be built before May.")

    before = reading.record(client, f"/sources/sulaco-courier?known_at={moment}")
    after = reading.record(client, f"/sources/sulaco-courier?known_at={reading.now()}")

    assert "No text that we read was changed or taken away since." in before
    assert "Put in: No base will be built before May." in after
    assert ("How fresh it is" in before, "How fresh it is" in after) == (False, False)


def test_an_edit_that_was_dismissed_is_not_shown(client: Client) -> None:
    edited("No base will be built.", "No base will be built before May.")
    row = models.Development.objects.get(kind="source.changed")
    reviewing.dismiss(row, "ana", "A typing error", timezone.now())

    said = reading.record(client, "/sources/sulaco-courier")

    assert "No text that we read was changed or taken away since." in said


@pytest.mark.parametrize(
    ("ago", "paused", "said"),
    [
        (timedelta(hours=1), False, "Last read"),
        (timedelta(days=9), False, "It has brought nothing new for longer than usual."),
        (timedelta(hours=1), True, "Not read at present"),
    ],
)
def test_a_source_that_is_read_says_how_fresh_it_is(
    client: Client, ago: timedelta, paused: bool, said: str
) -> None:
    row = factories.source(
        name="The Gazette", slug="gazette", external_url="https://gazette.example/", reader="feed"
    )
    last = timezone.now() - ago
    models.Polling.objects.filter(source=row.pk).delete()
    host = models.Host.objects.of("https://gazette.example/")
    models.Polling.objects.create(
        source=row,
        host=host,
        url=row.url,
        last_success_at=last,
        last_new_at=last,
        usual_gap_seconds=3600,
        paused_at=last if paused else None,
    )

    page = " ".join(reading.record(client, "/sources/gazette"))

    assert said in page


def edited(before: str, after: str) -> str:
    """Have an article and a later version of it read; return its slug."""
    factories.snapshot(before, scene.URL)
    snapshot = factories.snapshot(after, scene.URL)
    while flagging.flag_waiting(10):
        pass
    return snapshot.document.slug
