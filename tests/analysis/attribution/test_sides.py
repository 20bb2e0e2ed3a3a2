"""Whose words they are, and for which side."""

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED
from tracker.analysis import base
from tracker.analysis.attribution import sides
from tracker.analysis.attribution.quotes import Voice
from tracker.analysis.mentions.index import Index

INDEX = Index(TRACKED)
RUIZ = Voice("official", "Ana Ruiz", "Minister Ana Ruiz", key="ana-ruiz")
HALE = Voice("official", "Tom Hale", "Hale", key="tom-hale")
VEGA = Voice("official", "Luis Vega", "Vega", key="luis-vega")


@pytest.mark.parametrize(
    ("voice", "home", "side"),
    [
        (None, "XC", "outlet"),
        (RUIZ, None, "holder"),
        (HALE, None, "counterpart"),
        (VEGA, None, "third_party"),
        (Voice("party", "Embassy of Azuera", "", key="azuera-embassy"), None, "counterpart"),
        (Voice("country", "Sulaco", "Sulaco", country="XC"), None, "holder"),
        (Voice("country", "Peru", "Peru", country="PE"), None, "third_party"),
        (Voice("institution", "the ministry", "the ministry"), "XC", "holder"),
        (Voice("institution", "the ministry", "the ministry"), "XA", "counterpart"),
        (Voice("institution", "the ministry", "the ministry"), "PE", "unknown"),
        (Voice("institution", "the ministry", "", country="PE"), "XC", "third_party"),
        (Voice("person", "Juan Rey", "Juan Rey"), "XC", "third_party"),
        (Voice("outsider", "critics", "critics"), "XC", "third_party"),
    ],
)
def test_a_voice_takes_the_side_of_its_party(
    voice: Voice | None, home: str | None, side: str
) -> None:
    assert sides.side(voice, NO_BASES, home, INDEX) == side


def test_an_official_is_a_speaker_with_office_and_party() -> None:
    assert sides.placed(RUIZ, "es", None, INDEX) == base.Speaker(
        *("Ana Ruiz", "ana-ruiz", "costaguana"),
        "Ministra de Relaciones Exteriores",
        "Minister Ana Ruiz",
    )


def test_nobody_is_no_speaker() -> None:
    assert sides.placed(None, "en", "XC", INDEX) is None
