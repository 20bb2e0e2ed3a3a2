"""Mutants are drawn by seed, each is one change, and those that are accepted can still be made."""

import tomllib

import pytest

from tests.mutants import __main__ as program
from tests.mutants import covering, drawing, promises

ACCEPTED = tomllib.loads(program.ACCEPTED.read_text("utf-8")).get("accepted", [])


def keys(mutants: list[drawing.Mutant]) -> list[tuple[str, str, str]]:
    return [(mutant.module, mutant.function, mutant.diff) for mutant in mutants]


def test_the_same_seed_draws_the_same_mutants_and_another_others() -> None:
    first, again, other = (drawing.draw(seed, 8, ["leases", "axes"]) for seed in (1, 1, 2))

    assert keys(first) == keys(again) != keys(other)
    assert [mutant.promise for mutant in first] == ["leases"] * 4 + ["axes"] * 4


def test_a_mutant_differs_from_its_module_in_the_lines_of_one_statement() -> None:
    for mutant in drawing.draw(1, 20, ["recording"]):
        text = (promises.PROJECT / mutant.module).read_text("utf-8")
        assert mutant.code != text
        gone = [line[2:] for line in mutant.diff.splitlines() if line.startswith("- ")]
        assert gone
        assert all(line in text for line in gone)


def test_minimum_and_maximum_are_exchanged_and_operands_left_out() -> None:
    diffs = {mutant.diff for mutant in drawing.mutants("leases")}

    pause = "return {}(PAUSE * self.attempts**2, LONGEST_PAUSE)"
    assert f"- {pause.format('min')}\n+ {pause.format('max')}" in diffs
    loop = "while {}:"
    both = "len(done) < batch.limit and (not done or time.monotonic() < end)"
    assert f"- {loop.format(both)}\n+ {loop.format('(len(done) < batch.limit)')}" in diffs


def test_logs_types_and_words_for_people_are_left_alone() -> None:
    diffs = "\n".join(mutant.diff for mutant in drawing.mutants("leases"))

    come = [line for line in diffs.splitlines() if line.startswith("+ ")]
    assert len(come) > 50
    assert not [line for line in come if "log" in line or "TypeVar" in line or "WITH" in line]


def test_the_fastest_tests_of_its_promise_are_put_to_a_mutant_first() -> None:
    mutant = drawing.mutants("leases")[0]
    lines = {mutant.module: mutant.lines}
    slow, quick, foreign, elsewhere, slowest = (
        covering.Test("slow", "leases", 2.0, lines),
        covering.Test("quick", "leases", 1.0, lines),
        covering.Test("foreign", "filters", 0.5, lines),
        covering.Test("elsewhere", "leases", 12.5, {mutant.module: frozenset({0})}),
        covering.Test("slowest", "filters", 4.0, lines),
    )

    chosen = covering.chosen(mutant, [elsewhere, slowest, foreign, slow, quick])

    assert chosen == [quick, slow, foreign]
    assert covering.chosen(mutant, [slowest]) == [slowest]
    assert covering.chosen(mutant, [slow] * 1000) == [slow] * covering.MOST_TESTS


@pytest.mark.parametrize("accepted", ACCEPTED, ids=lambda accepted: accepted["function"])
def test_what_is_accepted_can_still_be_made(accepted: dict[str, str]) -> None:
    text = (promises.PROJECT / accepted["module"]).read_text("utf-8")

    assert accepted["reason"]
    for line in accepted["diff"].strip().splitlines():
        assert line.startswith("+ ") or line.removeprefix("- ") in text
