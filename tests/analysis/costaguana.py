"""The invented states, people and records that the tests of reading share."""

from datetime import date

from tracker import kinds as kinds_of_development
from tracker.analysis import base, reading, weights
from tracker.analysis.weights.logistic import Model

COSTAGUANA = base.Party(
    "costaguana", ("Costaguana", "Costaguanan", "costaguanense", "Sulaco"), code="XC"
)
AZUERA = base.Party("azuera", ("Azuera", "Azueran", "azuerano"), code="XA")
EMBASSY = base.Party(
    "azuera-embassy", ("Embassy of Azuera", "Embajada de Azuera"), ancestors=("azuera",)
)
GREENS = base.Party("greens", ("Green Party", "Partido Verde"))

RUIZ = base.Official(
    "ana-ruiz",
    "Ana Ruiz",
    party="costaguana",
    role={"en": "Foreign Minister", "es": "Ministra de Relaciones Exteriores"},
)
MORA = base.Official(
    "eva-mora",
    "Eva Mora",
    (),
    "costaguana",
    {"en": "Defence Minister", "es": "Ministra de Defensa"},
)
PAZ = base.Official(
    "leo-paz",
    "Leo Paz",
    (),
    "costaguana",
    {"en": "Interior Minister", "es": "Ministro del Interior"},
)
HALE = base.Official("tom-hale", "Tom Hale", ("T. Hale",), "azuera", {"en": "Defence Secretary"})
VEGA = base.Official("luis-vega", "Luis Vega", (), "greens", {"en": "Leader"})

NO_BASES = base.Commitment(
    "no-bases",
    {"en": "Costaguana hosts no foreign bases."},
    "refrain",
    holders=("costaguana",),
    counterparts=("azuera",),
    terms={"foreign bases": 3.0, "bases extranjeras": 3.0, "base": 1.0, "sovereignty": 1.5},
    exclusions=("database of foreign bases",),
    stated_on=date(2026, 1, 10),
    stated_quotes=("Costaguana will host no foreign bases",),
    stated_in=("doc-origin",),
)
TRUCE = base.Commitment(
    "truce",
    {"en": "Costaguana keeps the truce."},
    "maintain",
    holders=("costaguana",),
    terms={"truce": 3.0, "tregua": 3.0},
)
TALKS = base.Meeting(
    "talks",
    ("Security talks in Sulaco",),
    ("ana-ruiz", "tom-hale", "eva-mora", "leo-paz"),
    ("costaguana", "azuera"),
    "talks",
    starts_on=date(2026, 3, 8),
    place="Sulaco",
)
PACT = base.Agreement(
    "pact", ("Coastal Patrol Pact", "Pacto de Patrulla Costera"), ("costaguana", "azuera")
)
TRACKED = base.Tracked(
    (COSTAGUANA, AZUERA, EMBASSY, GREENS),
    (RUIZ, MORA, PAZ, HALE, VEGA),
    (NO_BASES, TRUCE),
    (TALKS,),
    (PACT,),
)
TUESDAY = date(2026, 3, 10)


def read(
    text: str,
    language: str = "en",
    published: date | None = TUESDAY,
    tracked: base.Tracked = TRACKED,
) -> list[base.Finding]:
    """Return what an article of that day tells of what is tracked, as ``telling`` has it."""
    return telling(reading.read(base.Article(text, language, published), tracked))


def telling(found: list[base.Finding]) -> list[base.Finding]:
    """Return what is found of what is tracked; of a report its meanings, if it has any."""
    meant = {finding.record for finding in found if finding.relation}
    return [
        finding
        for finding in found
        if finding.record
        and (finding.kind != kinds_of_development.REPORTED or finding.record not in meant)
    ]


def kinds(text: str, language: str = "en", published: date | None = TUESDAY) -> list[str]:
    """Return the kinds of what an article of that day tells."""
    return [finding.kind for finding in read(text, language, published)]


def proposed(
    text: str, language: str = "en", tracked: base.Tracked = TRACKED
) -> list[base.Finding]:
    """Return what an article of that Tuesday tells of that is not tracked."""
    found = reading.read(base.Article(text, language, TUESDAY), tracked)
    return [finding for finding in found if not finding.record]


def fields(text: str, language: str = "en") -> dict[str, object]:
    """Return what is proposed by a text that proposes one record."""
    (finding,) = proposed(text, language)
    return dict(finding.proposed or {})


def likely(about: float | None = None, **relations: float) -> weights.Weights:
    """Return weights by which relations are likely whatever the passage; others hardly are.

    They are log odds; ``about`` those of any commitment in question, if not as shipped.
    """
    known = weights.shipped()
    heads = {name: Model(relations.get(name, -9.0)) for name in known["relations"]}
    linked = known["pairs"] if about is None else {"pairs": Model(about)}
    return {**known, "pairs": linked, "relations": heads}
