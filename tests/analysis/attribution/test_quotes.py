"""Who speaks."""

import pytest

from tracker.analysis.attribution import quotes
from tracker.analysis.mentions import gazetteer
from tracker.analysis.mentions.gazetteer import Name
from tracker.analysis.structure import sentences

NAMES = gazetteer.Gazetteer(
    [
        Name("Ana Ruiz", "official", "ana-ruiz"),
        Name("Ruiz", "official", "ana-ruiz"),
        Name("Tom Hale", "official", "tom-hale"),
        Name("Costaguana", "country", "XC"),
        Name("Azuera", "country", "XA"),
        Name("azuerano", "country", "XA"),
        Name("Embassy of Azuera", "party", "azuera-embassy"),
    ]
)


def _voices(text: str, language: str) -> list[tuple[str, str, str]]:
    (sentence,) = sentences.split(text, language)
    found = quotes.attributions(sentence, language, NAMES.find(text))
    return [(a.cue, a.voice.kind, a.voice.key or a.voice.name) for a in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Minister Ana Ruiz said it.", "en", ("said", "official", "ana-ruiz")),
        ("“No bases,” said Ruiz.", "en", ("said", "official", "ana-ruiz")),
        ("No bases, Ruiz insisted.", "en", ("insisted", "official", "ana-ruiz")),
        ("The Embassy of Azuera confirmed it.", "en", ("confirmed", "party", "azuera-embassy")),
        ("Azuera denied it.", "en", ("denied", "country", "XA")),
        ("Opposition leader Luis Vega said it.", "en", ("said", "outsider", "Luis Vega")),
        ("A farmer in Costaguana said it.", "en", ("said", "unknown", "")),
        ("La ministra Ana Ruiz aclaró eso.", "es", ("aclaro", "official", "ana-ruiz")),
        ("Según Ruiz, no habrá bases.", "es", ("segun", "official", "ana-ruiz")),
        ("Nada cambia, señaló el ministerio.", "es", ("senalo", "institution", "el ministerio")),
        ("El analista Juan Mora dijo eso.", "es", ("dijo", "outsider", "Juan Mora")),
        ("Vega said it.", "en", ("said", "person", "Vega")),
        ("Añadió que sí.", "es", ("anadio", "unknown", "")),
        ("Ruiz, the minister, said it.", "en", ("said", "official", "ana-ruiz")),
        ("Ruiz is right, a farmer said.", "en", ("said", "unknown", "")),
        ("In Azuera, Ruiz said it.", "en", ("said", "official", "ana-ruiz")),
    ],
)
def test_the_speaker_is_the_subject_of_the_verb(text: str, language: str, expected: object) -> None:
    assert _voices(text, language) == [expected]


def test_the_country_of_an_office_is_the_one_it_belongs_to() -> None:
    text = "The president of Azuera, Pia Stone, said Costaguana agreed."
    (sentence,) = sentences.split(text, "en")

    (said,) = quotes.attributions(sentence, "en", NAMES.find(text))

    assert (said.voice.kind, said.voice.name, said.voice.country) == (
        "institution",
        "Pia Stone",
        "XA",
    )


def test_states_that_speak_together_are_one_voice() -> None:
    text = "Costaguana y Azuera descartaron una base."
    (sentence,) = sentences.split(text, "es")

    (said,) = quotes.attributions(sentence, "es", NAMES.find(text))

    assert (said.voice.name, said.voice.key, said.voice.also) == (
        "Costaguana y Azuera",
        "XC",
        ("XA",),
    )


def test_whoever_spoke_before_goes_on_without_a_subject() -> None:
    before = quotes.Voice("official", "Ruiz", "Ruiz", key="ana-ruiz")
    (sentence,) = sentences.split("Añadió que no habrá bases.", "es")

    (said,) = quotes.attributions(sentence, "es", (), before)

    assert (said.voice.key, said.voice.is_carried) == ("ana-ruiz", True)


def test_an_impersonal_verb_has_no_speaker() -> None:
    assert _voices("En noviembre se rechazó la propuesta.", "es") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Will there be bases?", "en", True),
        ("¿Habrá bases?», insistió.", "es", True),
        ("QUESTION: About the bases.", "en", True),
        ("The question is settled.", "en", False),
    ],
)
def test_a_question_is_known(text: str, language: str, expected: object) -> None:
    (sentence,) = sentences.split(text, language)

    assert quotes.is_question(sentence, language) is expected
