"""Transcripts in documentation: kept where true, replaced where not."""

import pytest

from tests import storytelling, transcripts

PAGE = """Before.

```console
$ curl one \\
    | more
{"at": "2026-01-01T00:00:00.000001Z", "said": 1}
$ curl two?at=2026-01-01T00:00:00.000001Z
yes
```

```sh
make run
```
"""
MOMENT = "2030-05-05T05:05:05.555555Z"


def answering(answers: dict[str, str]) -> transcripts.Run:
    return lambda command: answers[command]


def rewritten(answers: dict[str, str]) -> str:
    return transcripts.rewritten(PAGE, answering(answers), storytelling.is_answerable)


def test_a_true_page_stays_and_its_moments_stand_for_those_of_this_run() -> None:
    one = '{\n    "said": 1,\n    "at": "' + MOMENT + '"\n}\n'

    assert rewritten({"curl one      | more": one, f"curl two?at={MOMENT}": "yes\n"}) == PAGE


def test_a_wrong_answer_is_replaced() -> None:
    one = '{"at": "2026-01-01T00:00:00.000001Z", "said": 2}\n'
    answers = {
        "curl one      | more": one,
        "curl two?at=2026-01-01T00:00:00.000001Z": "yes\n",
    }

    assert rewritten(answers) == PAGE.replace('"said": 1', '"said": 2')


def test_a_new_answer_calls_a_moment_what_the_page_called_it_before() -> None:
    one = f'{{"at": "{MOMENT}", "said": 1}}\n'
    answers = {"curl one      | more": one, f"curl two?at={MOMENT}": f"no, at {MOMENT}\n"}

    assert rewritten(answers) == PAGE.replace("yes", "no, at 2026-01-01T00:00:00.000001Z")


def test_a_command_that_names_a_moment_nobody_printed_is_refused() -> None:
    one = '{"said": 2}\n'

    with pytest.raises(transcripts.ForeignValueError, match=r"2026-01-01T00:00:00\.000001Z"):
        rewritten({"curl one      | more": one})


def test_one_moment_of_a_page_cannot_stand_for_two() -> None:
    page = "```console\n$ curl one\n{0} {0}\n```\n".replace("{0}", MOMENT)
    other = MOMENT.replace("2030", "2031")
    run = answering({"curl one": f"{MOMENT} {other}\n"})

    assert f"{MOMENT} {other}\n" in transcripts.rewritten(page, run, storytelling.is_answerable)


def test_the_commands_of_a_page_are_those_of_its_console_blocks() -> None:
    assert transcripts.commands(PAGE) == [
        "curl one      | more",
        "curl two?at=2026-01-01T00:00:00.000001Z",
    ]
