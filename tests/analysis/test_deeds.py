"""Deeds that a sentence reports."""

from datetime import date

import pytest

from tests.analysis.costaguana import AZUERA, COSTAGUANA, RUIZ, TUESDAY, fields, proposed
from tracker.analysis import base, deeds, lexicon, normalise, reading

PORT_LAW = base.Event(
    "port-law", ("Port Act passed",), "law", ("costaguana",), starts_on=date(2026, 3, 9)
)


def _scan(text: str, language: str) -> lexicon.Scan:
    return lexicon.Scan(deeds.FILE, language, normalise.lower(text), normalise.fold(text))


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
    found = deeds.told(_scan(text, language))

    assert found is not None
    assert found[0] == kind


@pytest.mark.parametrize(
    "text",
    [
        "Azuera will deploy frigates.",
        "Azuera has not imposed tariffs.",
        "Azuera may have deployed ships.",
    ],
)
def test_what_was_not_done_is_no_deed(text: str) -> None:
    assert deeds.told(_scan(text, "en")) is None


def test_a_deed_of_someone_tracked_is_proposed() -> None:
    assert fields("Azuera imposed a tariff of 30 % on copper on Monday.") == {
        "kind": "measure",
        "title": "Azuera imposed a tariff of 30 % on copper on Monday.",
        "start_date": "2026-03-09",
        "parties": ["azuera"],
    }


def test_a_deed_on_record_is_a_finding_on_that_record() -> None:
    tracked = base.Tracked(parties=(COSTAGUANA, AZUERA), officials=(RUIZ,), events=(PORT_LAW,))
    text = "Costaguana passed a law on Monday, the Port Act, which all passed."

    (finding,) = reading.read(base.Article(text, "en", TUESDAY), tracked)

    assert (finding.kind, finding.record, finding.proposed) == ("event.reported", "port-law", None)


def test_strangers_deeds_are_nobodys_news() -> None:
    assert proposed("Ventosa imposed a tariff of 30 % on copper on Monday.") == []
