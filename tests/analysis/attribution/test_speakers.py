"""Who speaks in each sentence of an article."""

import pytest

from tests.analysis.costaguana import TRACKED, TUESDAY
from tracker.analysis import base
from tracker.analysis.attribution import speakers
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading

INDEX = Index(TRACKED)


def spoken(text: str, language: str = "en", publisher: str | None = None) -> list[speakers.Spoken]:
    """Return who speaks in each sentence of an article."""
    article = base.Article(text, language, TUESDAY, publisher=publisher)
    return [passage.spoken for passage in Reading(article, INDEX).passages]


def names(text: str, language: str = "en", publisher: str | None = None) -> list[str | None]:
    """Return the names of those who speak, and of officials the slugs."""
    return [
        said.voice.key or said.voice.name if said.voice else None
        for said in spoken(text, language, publisher)
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Ana Ruiz said there will be no bases.", "en", ["ana-ruiz"]),
        ("“There will be no bases,” said Ruiz.", "en", ["ana-ruiz"]),
        ("According to Ana Ruiz, there will be no bases.", "en", ["ana-ruiz"]),
        ("«No habrá bases», dijo la ministra Ana Ruiz.", "es", ["ana-ruiz"]),
        ("Según Ana Ruiz, no habrá bases.", "es", ["ana-ruiz"]),
        ("There will be no bases.", "en", [None]),
    ],
)
def test_the_verb_of_speech_has_a_speaker_and_the_outlet_none(
    text: str, language: str, expected: list[str | None]
) -> None:
    assert names(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "kind", "name"),
    [
        ("No bases, Ana Ruiz insisted.", "en", "official", "Ana Ruiz"),
        ("The Embassy of Azuera confirmed it.", "en", "party", "Embassy of Azuera"),
        ("Azuera denied it.", "en", "country", "Azuera"),
        ("Analysts in Sulaco said it.", "en", "outsider", "Analysts in Sulaco"),
        (
            "Nada cambia, señaló el Ministerio de Pesca.",
            "es",
            "institution",
            "el Ministerio de Pesca",
        ),
        ("Emilia Gould, a lawyer, said it.", "en", "person", "Emilia Gould"),
        ("Ana Ruiz, the minister, said it.", "en", "official", "Ana Ruiz"),
        ("In Azuera, Ana Ruiz said it.", "en", "official", "Ana Ruiz"),
    ],
)
def test_the_speaker_is_the_subject_of_the_verb(
    text: str, language: str, kind: str, name: str
) -> None:
    (said,) = spoken(text, language)

    assert said.voice is not None
    assert (said.voice.kind, said.voice.name) == (kind, name)


@pytest.mark.parametrize("text", ["A farmer in Costaguana said it.", "Añadió que sí."])
def test_whoever_is_not_named_is_nobody(text: str) -> None:
    assert spoken(text)[0].voice is None


def test_an_office_is_of_the_country_that_is_named_with_it() -> None:
    (said,) = spoken("The President of Azuera said it.")

    assert said.voice is not None
    assert (said.voice.kind, said.voice.country) == ("institution", "XA")


def test_a_surname_stands_for_whoever_was_named_in_full() -> None:
    text = "Emilia Gould, a lawyer, said it was late.\n\nGould said that the bases are gone."

    assert names(text) == ["Emilia Gould", "Emilia Gould"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Foreign Minister Ana Ruiz said it was late. She said that the bases are gone.", "en"),
        ("La ministra Ana Ruiz dijo que era tarde. Ella añadió que ya no hay bases.", "es"),
        ("La ministra Ana Ruiz dijo que era tarde. Añadió que ya no hay bases.", "es"),
    ],
)
def test_a_pronoun_or_a_verb_alone_stands_for_who_spoke(text: str, language: str) -> None:
    first, second = spoken(text, language)

    assert first.voice is not None
    assert second.voice is not None
    assert (first.voice.key, second.voice.key) == ("ana-ruiz", "ana-ruiz")
    assert (first.voice.is_carried, second.voice.is_carried) == (False, True)


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    text = (
        "“We host no bases,” said Ana Ruiz. “We never did.”\n\n"
        "“And nobody asked us for any.”\n\n"
        "It rained in Sulaco."
    )

    assert names(text) == ["ana-ruiz", "ana-ruiz", "ana-ruiz", None]


def test_a_quotation_is_of_whoever_is_named_behind_it() -> None:
    text = "“We host no bases. We never did,” said Ana Ruiz."

    first, second = spoken(text)

    assert first.voice is not None
    assert (first.voice.key, first.is_quoted, second.is_quoted) == ("ana-ruiz", True, True)


def test_an_office_stands_for_whoever_was_named_with_it() -> None:
    text = (
        "The mayor of Cayta, Emilia Gould, opened the port.\n\n"
        "The mayor said that the bases are gone."
    )

    assert names(text)[1] == "Emilia Gould"


def test_turns_have_speakers_and_a_journalists_turn_is_a_question() -> None:
    text = (
        "QUESTION: There will be bases in Costaguana, I hear.\n\n"
        "MINISTER RUIZ: Never. There will be none.\n\n"
        "QUESTION: And ports?\n\n"
        "MINISTER RUIZ: None."
    )

    found = spoken(text)

    assert [said.is_asked for said in found] == [True, False, False, True, False]
    assert [said.voice.key or said.voice.kind for said in found if said.voice] == [
        *("outsider", "ana-ruiz", "ana-ruiz", "outsider", "ana-ruiz")
    ]


def test_the_label_of_a_turn_may_be_an_office() -> None:
    text = (
        "Q: Will there be bases?\n\nFOREIGN MINISTER: No.\n\nQ: And ports?\n\n"
        "FOREIGN MINISTER: None."
    )

    assert names(text, publisher="costaguana")[1::2] == ["ana-ruiz", "ana-ruiz"]


def test_the_publisher_of_an_official_text_is_its_first_person() -> None:
    text = "It rained in Sulaco. We will host no foreign bases."

    first, second = spoken(text, publisher="costaguana")

    assert first.voice is None
    assert second.voice is not None
    assert (second.voice.kind, second.voice.key) == ("party", "costaguana")
    assert spoken(text)[1].voice is None


def test_spanish_publishers_speak_in_the_first_person_too() -> None:
    text = "Nuestro país no tendrá bases extranjeras."

    (said,) = spoken(text, "es", publisher="azuera")

    assert said.voice is not None
    assert (said.voice.name, said.voice.key) == ("Azuera", "azuera")


def test_nobody_speaks_in_furniture() -> None:
    text = (
        "By Ana Ruiz\n\nCostaguana debated foreign bases on Monday in Sulaco.\n\n"
        "Read also: Ana Ruiz said no"
    )

    assert names(text) == [None, None, None]
