"""What each paragraph of a page is, and whose turn it is."""

import pytest

from tracker.analysis.structure import blocks, sentences
from tracker.analysis.structure.blocks import BODY, BYLINE, CAPTION, FURNITURE, HEADING, RELATED

BODY_TEXT = {
    "en": "Costaguana will host no foreign bases, the minister said in Sulaco on Monday.",
    "es": "Costaguana no tendrá bases extranjeras, dijo la ministra el lunes en Sulaco.",
}


def laid_out(text: str, language: str = "en") -> list[blocks.Block]:
    """Return the blocks of a text, in order."""
    return list(blocks.classify(sentences.split(text, language), text, language).values())


def roles(text: str, language: str = "en") -> list[str]:
    """Return what each paragraph of a text is."""
    return [block.role for block in laid_out(text, language)]


@pytest.mark.parametrize(
    ("paragraph", "language", "role"),
    [
        ("Costaguana rules out foreign bases", "en", HEADING),
        ("By Emilia Gould in Sulaco", "en", BYLINE),
        ("Por Emilia Gould, enviada especial", "es", BYLINE),
        ("Photo: the naval station at Cayta. The Sulaco Courier", "en", CAPTION),
        ("Foto: la estación naval de Cayta, en enero.", "es", CAPTION),
        ("Sign up for our newsletter and miss nothing.", "en", FURNITURE),
        ("We use cookies so that this site works.", "en", FURNITURE),
        ("Suscríbase al boletín de la mañana.", "es", FURNITURE),
        ("Este sitio usa cookies para mejorar la lectura.", "es", FURNITURE),
        ("Read also: Azuera wants a port", "en", RELATED),
        ("Lea también: Azuera quiere un puerto", "es", RELATED),
        (BODY_TEXT["en"], "en", BODY),
        (BODY_TEXT["es"], "es", BODY),
        ("“We will host no bases,” she said.", "en", BODY),
    ],
)
def test_what_is_no_sentence_of_the_article_is_told_from_what_is(
    paragraph: str, language: str, role: str
) -> None:
    assert roles(f"{paragraph}\n\n{BODY_TEXT[language]}", language) == [role, BODY]


def test_below_the_heading_of_a_list_of_links_stand_links() -> None:
    text = f"{BODY_TEXT['en']}\n\nRelated\n\nAzuera wants a port\n\nA minister resigns."

    assert roles(text) == [BODY, RELATED, RELATED, RELATED]


def test_bullets_at_the_end_are_links_and_what_stands_between_them_is_not() -> None:
    bullets = ["- Azuera wants a port", "- The ferry “will not sail.”"]
    text = "\n\n".join([*[BODY_TEXT["en"]] * 4, *bullets, "The ministry posts its counts."])

    assert roles(text) == [*[BODY] * 4, RELATED, RELATED, BODY]


def test_the_bold_headings_of_a_liveblog_are_no_links() -> None:
    text = f"{BODY_TEXT['en']}\n\n**10.22 — Who was there**\n\n“Nobody,” says the minister."

    assert roles(text) == [BODY, HEADING, BODY]


def test_a_line_of_links_may_be_long() -> None:
    links = " · ".join(["Read also: Azuera wants a port", *["The ferry will not sail"] * 4])

    assert roles(f"{BODY_TEXT['en']}\n\n{links}\n\n{BODY_TEXT['en']}") == [BODY, RELATED, BODY]


def test_after_the_links_the_article_goes_on_with_its_next_long_paragraph() -> None:
    longer = f"{BODY_TEXT['en']} {BODY_TEXT['en']} {BODY_TEXT['en']}"

    assert roles(f"{longer}\n\nRead more\n\nAzuera wants a port\n\n{longer}") == [
        *(BODY, RELATED, RELATED, BODY)
    ]


def test_a_turn_is_of_whoever_its_label_names_and_goes_on_without_one() -> None:
    text = (
        "QUESTION: Will there be foreign bases?\n\n"
        "MINISTER RUIZ: No. We host none.\n\n"
        "That will stay so.\n\n"
        "QUESTION: And ports?\n\n"
        "MINISTER RUIZ: No ports."
    )

    found = laid_out(text)

    assert [(b.label, b.is_asked) for b in found] == [
        ("QUESTION", True),
        ("MINISTER RUIZ", False),
        ("MINISTER RUIZ", False),
        ("QUESTION", True),
        ("MINISTER RUIZ", False),
    ]
    assert all(block.is_turn and block.role == BODY for block in found)


def test_spanish_turns_have_labels_too() -> None:
    text = (
        "PERIODISTA: ¿Habrá bases?\n\nCANCILLER RUIZ: No.\n\nPERIODISTA: ¿Y puertos?\n\n"
        "CANCILLER RUIZ: Tampoco."
    )

    assert [(b.label, b.is_asked) for b in laid_out(text, "es")] == [
        *(("PERIODISTA", True), ("CANCILLER RUIZ", False)),
        *(("PERIODISTA", True), ("CANCILLER RUIZ", False)),
    ]


def test_a_dialogue_of_dashes_asks_where_it_asks() -> None:
    text = "—¿Habrá bases extranjeras?\n\n—No las habrá."

    assert [(b.is_turn, b.is_asked, b.label) for b in laid_out(text, "es")] == [
        (True, True, ""),
        (True, False, ""),
    ]


def test_a_colon_alone_makes_no_transcript() -> None:
    text = "Costaguana is clear: there will be no bases.\n\nAzuera knows it: there are none."

    assert [block.is_turn for block in laid_out(text)] == [False, False]


@pytest.mark.parametrize("text", ["", "\n\n", "—", "Q:", "**", "((("])
def test_a_text_of_nothing_has_no_fault(text: str) -> None:
    assert [block.role for block in laid_out(text)] in ([], [HEADING], [BODY])
