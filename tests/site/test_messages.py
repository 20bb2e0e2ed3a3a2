"""The Spanish of the pages: complete, and compiled from what is committed."""

from tests import messages


def test_the_catalogue_holds_what_pages_say_and_nothing_else() -> None:
    assert messages.CATALOG.read_bytes() == messages.text(messages.updated())


def test_every_text_has_its_spanish() -> None:
    assert messages.missing(messages.translated()) == []


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    assert messages.COMPILED.read_bytes() == messages.compiled(messages.translated())
