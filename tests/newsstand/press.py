"""What the invented press prints: every article from its outlet, number and version alone."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGAN = datetime(2026, 1, 1, 6, tzinfo=UTC)
# Every so many articles of an outlet, one is an agency's, which so many outlets carry.
AGENCY_EVERY = 10
COPIES = 10
SENTENCES = 12


@dataclass(frozen=True)
class Words:
    """What sentences of a language are made of; the forms name the places of the words."""

    nouns: tuple[str, ...]
    verbs: tuple[str, ...]
    adjectives: tuple[str, ...]
    places: tuple[str, ...]
    report: str
    denial: str
    said: str


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_WORDS = {
    "en": Words(
        nouns=_listed(
            "harbour railway treaty mine lighthouse customs-house ferry senate garrison jetty "
            "telegraph consulate quarry embassy tribunal warehouse cathedral aqueduct market "
            "regiment ministry museum newspaper parliament province reservoir shipyard silver "
            "strait tariff theatre tunnel university valley viaduct vineyard wharf witness "
            "archive bakery bishop boatman brigade canal captain cargo census chapel charter "
            "clerk colonel committee council courier debate decree delegate doctor envoy"
        ),
        verbs=_listed(
            "approved delayed examined inherited inspected postponed praised purchased sold "
            "questioned rebuilt recorded refused rejected repaired replaced restored reviewed "
            "studied surveyed tested toured translated visited welcomed amended audited"
        ),
        adjectives=_listed(
            "ancient autumn busy coastal costly distant eastern empty famous forgotten foreign "
            "former frozen hidden honest joint local lonely modern narrow northern official "
            "patient private provincial public quiet remote rural sealed secret southern steep "
            "stubborn sudden tidal timber urban vacant western wooden young"
        ),
        places=("Sulaco", "Rincon", "Esmeralda", "Cayta", "Zapiga", "Tonoro", "Azuera"),
        report="The {a} {n} {v} the {b} {m} near {p}, and {k} times the {q} {w} a {c} {o}.",
        denial="The government will not host foreign bases in {p} before the {c} {o} opens.",
        said="A {a} {n} told the {b} {m} that nothing had changed in {p}.",
    ),
    "es": Words(
        nouns=_listed(
            "puerto ferrocarril tratado faro senado muelle consulado tribunal acueducto mercado "
            "regimiento ministerio museo diario parlamento embalse astillero estrecho teatro "
            "valle viaducto testigo archivo obispo canal capitán censo colegio comité consejo "
            "correo debate decreto delegado médico enviado campo cañón niño sueño"
        ),
        verbs=_listed(
            "aprobó retrasó examinó heredó inspeccionó aplazó elogió compró cuestionó rehízo "
            "registró rechazó reparó restauró revisó vendió estudió visitó enmendó auditó"
        ),
        adjectives=_listed(
            "antiguo costero costoso lejano vacío célebre extranjero helado oculto honesto "
            "local moderno angosto oficial viejo público rural sellado secreto pequeño español"
        ),
        places=("Sulaco", "Rincón", "Esmeralda", "Cayta", "Zapiga", "Tonoro", "Azuera"),
        report="El {n} {a} {v} el {m} {b} cerca de {p}, y {k} veces el {q} {w} un {o} {c}.",
        denial="El gobierno no albergará bases extranjeras en {p} antes de que abra el {o} {c}.",
        said="Un {n} {a} dijo al {m} {b} que en {p} nada había cambiado.",
    ),
}


@dataclass(frozen=True)
class Article:
    """Article ``number`` of an outlet; a copy of an agency's report has that report's number."""

    outlet: int
    number: int
    language: str
    report: int | None = None

    @property
    def path(self) -> str:
        """Where it stands at its outlet."""
        return f"/2026/nota-{self.number}.html"

    @property
    def key(self) -> str:
        """A word that stands in this article's text and in no other's."""
        return f"ref{self.outlet:04d}x{self.number:04d}"

    @property
    def published(self) -> datetime:
        """When the outlet says that it was published."""
        return BEGAN + timedelta(hours=self.outlet % 200, minutes=self.number)


def article(outlet: int, number: int) -> Article:
    """Return an article; outlets of one ten carry the same reports, in one language."""
    language = "es" if (outlet // COPIES) % 2 else "en"
    is_report = number % AGENCY_EVERY == AGENCY_EVERY - 1
    report = outlet // COPIES * 1000 + number if is_report else None
    return Article(outlet, number, language, report)


def headline(printed: Article) -> str:
    """Return the headline, each outlet's own."""
    words = _WORDS[printed.language]
    return f"{_filled(words, words.report, _chance(printed, 'head'))[:60].strip()} {printed.key}"


def sentences(printed: Article, version: int = 0) -> list[str]:
    """Return the sentences of one version of an article.

    Version 1 lacks one word of the first, "not"; each later one has another second sentence.
    """
    words = _WORDS[printed.language]
    chance = _chance(printed, "body")
    found = [_filled(words, words.report, chance) for _ in range(SENTENCES)]
    denial = _filled(words, words.denial, chance)
    if version == 1:
        denial = denial.replace(" not ", " ").replace(" no ", " ")
    if version > 1:
        found[0] = _filled(words, words.said, random.Random(version))
    return [denial, *found, f"{printed.key} {words.places[0]}."]


def _chance(printed: Article, part: str) -> random.Random:
    """Return the dice of an article: copies of one report have the same for their bodies."""
    if printed.report is not None and part == "body":
        return random.Random(f"report {printed.report}")
    return random.Random(f"{printed.key} {part}")


def _filled(words: Words, form: str, chance: random.Random) -> str:
    return form.format(
        **{letter: chance.choice(words.nouns) for letter in "nmoq"},
        **{letter: chance.choice(words.adjectives) for letter in "abc"},
        **{letter: chance.choice(words.verbs) for letter in "vw"},
        p=chance.choice(words.places),
        k=chance.randrange(2, 9000),
    )
