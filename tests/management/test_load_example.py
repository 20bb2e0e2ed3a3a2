"""The command that loads an example, on a terminal and into a pipe."""

import io

import pytest
from django.core.management import CommandError, call_command
from rich import console

from tracker import models
from tracker.management.commands import load_example

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_example", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_added_and_the_second_time_that_there_is_nothing_to_add() -> None:
    first, second = run(), run()

    assert first == "ecuador_us: 75 records added, 14 of them articles\n"
    assert second == "ecuador_us: nothing to add, all of it is here\n"
    assert models.Commitment.objects.count() == 7


def test_an_unknown_example_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(CommandError, match="there are: ecuador_us"):
        run("atlantis")


def test_a_terminal_is_shown_a_bar_up_to_the_last_record() -> None:
    out = io.StringIO()
    screen = console.Console(file=out, force_terminal=True, width=100)

    load_example.load("ecuador_us", screen)

    assert "75/75" in out.getvalue()
