"""What a change is worth: nothing, a note that says so, or another page altogether."""

import pytest

from tests.analysis import stories
from tracker.comparison import amendments

ENGLISH = "\n\n".join(stories.REPORTS[0])
SPANISH = "\n\n".join(stories.REPORTS[3])


@pytest.mark.parametrize(
    ("before", "after", "is_cosmetic"),
    [
        ("No bases. The port stays.", "No bases.\n\nThe  port stays.", True),
        ("«No habrá bases» – dijo.", '"No habrá bases" - dijo.', True),
        ("It isn't ours.", "It isn’t ours.", True),
        ("No bases.", "No\u200b ba\u00adses.", True),
        ("No bases.", "No bases!", False),
        ("Aun así, no.", "Aún así, no.", False),
        ("It is for us.", "It is for US.", False),
        ("No, bases.", "No bases.", False),
    ],
)
def test_layout_and_typography_alone_are_cosmetic(
    before: str, after: str, is_cosmetic: bool
) -> None:
    assert amendments.is_cosmetic(before, after) is is_cosmetic


@pytest.mark.parametrize(
    "after",
    [
        "Sorry, the page that you are looking for cannot be found.",
        "Suscríbase para seguir leyendo. ¿Ya es usted suscriptor? Inicie sesión.",
        "",
    ],
)
def test_a_notice_in_place_of_the_text_is_another_page(after: str) -> None:
    assert amendments.is_unlike(ENGLISH, after)
    assert amendments.is_unlike(SPANISH, after)


@pytest.mark.parametrize(
    "after",
    [
        ENGLISH.replace("will not host", "will host"),
        stories.REPORTS[0][3],
        "This article was cut. Costaguana will not host foreign military bases.",
        "Live: " + "\n\n".join(stories.REPORTS[1]),
    ],
    ids=["a word", "a paragraph left", "a sentence left", "as long as before"],
)
def test_what_shares_words_or_is_as_long_is_a_version(after: str) -> None:
    assert not amendments.is_unlike(ENGLISH, after)


@pytest.mark.parametrize(
    ("one", "other", "shares_nothing"),
    [
        ("Opening", ENGLISH, True),
        ("We value your privacy. " * 30, ENGLISH, True),
        (ENGLISH, ENGLISH[300:], False),
        ("No bases.", "There will be no bases.", False),
        ("No bases.", "Page moved", True),
        ("", ENGLISH, True),
    ],
)
def test_another_page_shares_no_run_of_words(one: str, other: str, shares_nothing: bool) -> None:
    assert amendments.shares_nothing(one, other) is shares_nothing
    assert amendments.shares_nothing(other, one) is shares_nothing


@pytest.mark.parametrize(
    "words",
    [
        "Correction: An earlier version misstated the year.",
        "CORRECTION (Jan. 26): The vote was in 2025.",
        "Updated on 26 January with a reply from the ministry.",
        "Updated at 14:05",
        "Updated Monday, with the reply.",
        "UPDATE – The assembly has replied.",
        "(Editor's note: the name of the station was wrong.)",
        "Editor’s Note: The name was wrong.",
        "This article has been amended to give the right year.",
        "An earlier version of this report gave the wrong year.",
        "Last updated: 26 January 2026",
    ],
)
def test_a_note_in_english_is_found(words: str) -> None:
    note = amendments.note(ENGLISH, f"{ENGLISH}\n\n{words}", "en")

    assert note is not None
    assert words.startswith(note.text)


@pytest.mark.parametrize(
    "words",
    [
        "Corrección: una versión anterior daba otro año.",
        "Actualización: responde el ministerio.",
        "Actualizado el 26 de enero con la respuesta del ministerio.",
        "Actualizada a las 14:05.",
        "Fe de erratas: el nombre de la estación era otro.",
        "Nota de la redacción: el nombre de la estación era otro.",
        "Una versión anterior de esta nota daba otro año.",
        "Este artículo ha sido corregido para dar el año exacto.",
        "Esta información se ha actualizado.",
        "Última actualización: 26 de enero",
    ],
)
def test_a_note_in_spanish_is_found(words: str) -> None:
    note = amendments.note(SPANISH, f"{words}\n\n{SPANISH}", "es")

    assert note is not None
    assert words.startswith(note.text)


@pytest.mark.parametrize(
    ("before", "words", "language"),
    [
        (ENGLISH, "The minister updated the accord on Monday.", "en"),
        (ENGLISH, "Updated rules will follow.", "en"),
        (ENGLISH, "Corrections officers were on strike.", "en"),
        (ENGLISH, "This article of the constitution was long ignored.", "en"),
        (SPANISH, "El ministerio corrigió las cifras el lunes.", "es"),
        (SPANISH, "Actualizado el censo, votarán todos.", "es"),
        (SPANISH, "Este artículo de la Constitución fue ignorado.", "es"),
    ],
)
def test_what_is_told_of_others_is_no_note(before: str, words: str, language: str) -> None:
    assert amendments.note(before, f"{before}\n\n{words}", language) is None


def test_a_note_that_stood_there_before_says_nothing_of_this_change() -> None:
    before = f"{ENGLISH}\n\nCorrection: The vote was in 2025."

    assert amendments.note(before, before.replace("58 percent", "59 percent"), "en") is None
