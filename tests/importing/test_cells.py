"""Cells: what is written can be read again, and nothing in them is ever computed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.importing import cells

TEXTS = st.text(st.sampled_from("ab =+-@|;:\\'\n\"“é＝"), max_size=12).map(str.strip)
NAMES = TEXTS.filter(bool)
NAMED = cells.Entries("name", ("language", "note"))
QUOTED = cells.Entries("document", ("page",), rest="exact")


@given(TEXTS)
def test_a_cell_that_is_defused_means_the_same_and_begins_no_formula(text: str) -> None:
    cell = cells.defused(text)

    assert cell[:1] not in {"=", "+", "-", "@", "＝"} or cell.lstrip("+-").isdecimal()
    assert cells.as_meant(cell) == text


@given(st.lists(NAMES))
def test_a_list_is_read_as_it_was_written(entries: list[str]) -> None:
    kind = cells.Listed()

    assert kind.read(kind.show(entries)) == entries


@given(
    st.lists(st.fixed_dictionaries({"name": NAMES}, optional={"language": NAMES, "note": NAMES}))
)
def test_entries_are_read_as_they_were_written(entries: list[dict[str, str]]) -> None:
    assert NAMED.read(NAMED.show(entries)) == entries


@given(
    st.lists(st.fixed_dictionaries({"document": NAMES, "exact": NAMES}, optional={"page": NAMES}))
)
def test_entries_with_a_rest_are_read_as_they_were_written(entries: list[dict[str, str]]) -> None:
    assert QUOTED.read(QUOTED.show(entries)) == entries


@given(st.dictionaries(st.sampled_from(["en", "es", "pt-BR"]), NAMES, min_size=1))
def test_texts_by_language_are_read_as_they_were_written(texts: dict[str, str]) -> None:
    kind = cells.Localized()

    assert kind.read(kind.show(texts)) == texts


@pytest.mark.parametrize("text", ["=1+1", " =HYPERLINK(1)", "＝1"])
def test_a_formula_is_refused(text: str) -> None:
    with pytest.raises(cells.Malformed, match="This is a formula"):
        cells.as_meant(text)


@pytest.mark.parametrize("text", ["+593 2 000", "-5", "- none -", "@sulaco"])
def test_other_signs_at_the_beginning_are_text(text: str) -> None:
    assert cells.as_meant(text) == text


@pytest.mark.parametrize(
    ("said", "meant"), [("Yes", True), ("x", True), ("1", True), ("no", False), ("FALSE", False)]
)
def test_yes_and_no_are_understood(said: str, meant: bool) -> None:
    assert cells.Decision().read(said) is meant


@pytest.mark.parametrize("said", ["Legal obligation", "legal-obligation", " LEGAL_OBLIGATION "])
def test_a_code_may_be_given_as_its_label(said: str) -> None:
    assert cells.Code().read(said) == "legal_obligation"


def test_a_field_that_is_given_twice_is_refused() -> None:
    with pytest.raises(cells.Malformed, match="“a; name=b” has name twice"):
        NAMED.read("a; name=b")


def test_a_value_of_another_form_is_shown_as_json() -> None:
    assert cells.shown(NAMED, "Pier") == '"Pier"'
    assert cells.shown(cells.Listed(), {"a": 1}) == '{"a": 1}'
    assert cells.shown(cells.Text(), None) == ""
