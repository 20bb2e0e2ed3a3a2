"""Where sentences end, and where they do not."""

from tracker.analysis.structure import sentences


def _texts(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in sentences.split(text, language)]


def test_abbreviations_end_no_sentence() -> None:
    text = "El Gral. Ruiz viajó a los EE. UU. para hablar. La Sra. Mora no fue."

    assert _texts(text, "es") == [
        "El Gral. Ruiz viajó a los EE. UU. para hablar.",
        "La Sra. Mora no fue.",
    ]


def test_initials_end_a_sentence_only_before_a_word_that_begins_one() -> None:
    text = "Talks with the U.S. Coast Guard were held in the U.S. The talks went on. J. Doe left."

    assert _texts(text, "en") == [
        "Talks with the U.S. Coast Guard were held in the U.S.",
        "The talks went on.",
        "J. Doe left.",
    ]


def test_a_headline_without_a_full_stop_stands_alone() -> None:
    assert _texts("Costaguana seeks talks\nMinister Ruiz spoke.", "en") == [
        "Costaguana seeks talks",
        "Minister Ruiz spoke.",
    ]


def test_a_hard_wrapped_line_goes_on() -> None:
    assert _texts("Minister Ruiz spoke\nto reporters.", "en") == [
        "Minister Ruiz spoke\nto reporters."
    ]


def test_offsets_quote_the_text() -> None:
    text = "  «¿Habrá acuerdo?» Ruiz calló.\n\nLuego habló.  "

    found = sentences.split(text, "es")

    assert [text[s.start : s.end] for s in found] == [
        "«¿Habrá acuerdo?»",
        "Ruiz calló.",
        "Luego habló.",
    ]
    assert [s.paragraph for s in found] == [0, 0, 1]


def test_a_figure_is_not_cut() -> None:
    assert len(sentences.split("The cap is 2.1 % of output. It holds.", "en")) == 2


def test_what_is_too_long_for_a_sentence_is_cut_at_a_space() -> None:
    text = "boats and " * 300

    found = sentences.split(text, "en")

    assert [s.end - s.start for s in found] == [1999, 999]
    assert found[1].text.startswith("boats and ")


def test_a_long_run_without_spaces_is_cut_too() -> None:
    assert [s.end for s in sentences.split("x" * 4500, "en")] == [2000, 4000, 4500]
