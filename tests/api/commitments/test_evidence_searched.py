"""What was searched: how much was read, of which sources and outlets, and which went silent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.api import expect
from tracker import flagging, ingest, models

pytestmark = pytest.mark.django_db

ADDRESS = "/v1/commitments/no-foreign-bases/evidence"
TRADE = "SULACO, Jan. 26. Exports of silver rose by a fifth last year, the port office said."


def test_absence_says_which_sources_were_searched_until_when(client: Client) -> None:
    factories.commitment()
    radio = factories.source(name="Radio Sulaco", slug="radio-sulaco", tier="press")
    trade = {"url": "https://courier.example/trade", "title": "Silver"}
    factories.snapshot(TRADE, **trade)
    factories.snapshot(TRADE + " It is a record.", **trade)
    factories.snapshot("La plata subió.", source=radio.slug, language="es", title="Plata")
    assert flagging.flag_waiting(10) == 3
    factories.snapshot("Not read yet.", url="https://courier.example/later")
    read = [
        document.snapshots.order_by("number").values_list("flagged_at", flat=True)
        for document in models.Document.objects.order_by("pk")[:2]
    ]

    found = expect.json(client.get(ADDRESS))

    searched = found["searched"]
    assert found["found_nothing"] is True
    assert [
        (each["source"]["slug"], each["documents"], each["from"], each["until"])
        for each in searched["sources"]
    ] == [
        ("radio-sulaco", 1, shown(read[1][0]), shown(read[1][0])),
        ("sulaco-courier", 1, shown(read[0][0]), shown(read[0][1])),
    ]
    until = max(moment for moments in read for moment in moments if moment)
    assert (searched["documents"], searched["until"]) == (2, shown(until))
    assert searched["languages"] == ["en", "es"]
    day = f"{until:%Y-%m-%d %H:%M} UTC"
    assert found["sentence"] == {
        "en": f"No evidence found in 2 documents of 1 outlet read until {day}.",
        "es": f"No se halló evidencia en 2 documentos de 1 medio, leídos hasta {day}.",
    }


def test_each_outlet_counts_whose_articles_are_handed_in_as_of_one_source(client: Client) -> None:
    factories.commitment()
    outlets = ["The Sulaco Courier", "the sulaco courier", "Radio Sulaco", "Harbour Gazette"]
    for number, outlet in enumerate(outlets):
        factories.snapshot(f"{TRADE} {number}", f"https://{number}.example/", outlet=outlet)
    models.Snapshot.objects.update(flagged_at=timezone.now())

    found = expect.json(client.get(ADDRESS))

    searched = found["searched"]
    assert [each["documents"] for each in searched["sources"]] == [4]
    assert (searched["documents"], searched["outlets"]) == (4, 3)
    assert found["sentence"]["en"].startswith("No evidence found in 4 documents of 3 outlets read")
    assert "en 4 documentos de 3 medios, leídos" in found["sentence"]["es"]


@pytest.mark.parametrize(
    ("silent", "en", "es"),
    [
        (1, "1 source with nothing new", "1 fuente sin novedades"),
        (2, "2 sources with nothing new", "2 fuentes sin novedades"),
    ],
)
def test_absence_says_how_many_of_the_sources_have_gone_silent(
    client: Client, silent: int, en: str, es: str
) -> None:
    factories.commitment()
    for number in range(3):
        address = f"https://{number}.example/feed"
        feed = factories.source(
            name=f"Paper {number}", slug=f"paper-{number}", reader="feed", external_url=address
        )
        factories.snapshot(f"{TRADE} {number}", f"https://{number}.example/1", source=feed.slug)
    ingest.check_now(models.Source.objects.all())
    now = timezone.now()
    models.Snapshot.objects.update(flagged_at=now)
    quiet = models.Polling.objects.filter(source__name__in=["Paper 0", "Paper 1"][:silent])
    quiet.update(last_new_at=now - timedelta(days=5), usual_gap_seconds=3600)

    sentence = expect.json(client.get(ADDRESS))["sentence"]

    assert sentence["en"].endswith(f"; {en} for longer than usual.")
    assert sentence["es"].endswith(f"; {es} desde hace más de lo habitual.")


def shown(moment: object) -> str:
    text = str(moment).replace(" ", "T").replace("+00:00", "")
    return f"{text if '.' in text else text + '.000000'}Z"
