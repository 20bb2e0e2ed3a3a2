"""Deeds that a sentence reports."""

import pytest

from tracker.analysis import deeds
from tracker.analysis.structure import sentences


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("The assembly voted to leave.", "en", "vote"),
        ("The assembly passed a law on ports.", "en", "law"),
        ("She issued a decree.", "en", "decree"),
        (
            "The Supreme Court of Azuera struck down the ban: the court struck down both.",
            "en",
            "ruling",
        ),
        ("Azuera deployed two frigates.", "en", "deployment"),
        ("They carried out a joint raid.", "en", "operation"),
        ("The minister inaugurated a port.", "en", "construction"),
        ("Azuera has delivered six boats.", "en", "delivery"),
        ("Azuera imposed tariffs.", "en", "measure"),
        ("Two sailors were killed.", "en", "incident"),
        ("La Asamblea votó a favor.", "es", "vote"),
        ("El Congreso aprobó la ley de puertos.", "es", "law"),
        ("El tribunal ordenó reabrir el puerto.", "es", "ruling"),
        ("Azuera desplegó dos fragatas.", "es", "deployment"),
        ("Azuera impuso aranceles.", "es", "measure"),
    ],
)
def test_each_deed_has_its_kind(text: str, language: str, kind: str) -> None:
    (sentence,) = sentences.split(text, language)

    found = deeds.told(sentence, language)

    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Azuera will deploy frigates.",
        "Azuera has not imposed tariffs.",
        "Azuera may have deployed ships.",
    ],
)
def test_what_was_not_done_is_no_deed(text: str) -> None:
    (sentence,) = sentences.split(text, "en")

    assert deeds.told(sentence, "en") is None
