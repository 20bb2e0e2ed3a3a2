"""An analyser without what it needs, and what it was called before, stop the start and say why."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CHOSEN = {"ANALYSER": "llm", "LLM_URL": "http://localhost:11434/v1", "LLM_MODEL": "a-model"}


def started(given: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Import the settings in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.ANALYSER)"],
        cwd=PROJECT,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_model_with_its_address_starts() -> None:
    assert started(CHOSEN).stdout == "llm\n"
    assert started({}).stdout == "rules\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ANALYSER": "oracle"}, "ANALYSER is rules, or llm with LLM_URL and LLM_MODEL"),
        ({**CHOSEN, "LLM_MODEL": ""}, "ANALYSER is rules, or llm with LLM_URL and LLM_MODEL"),
        ({"LLM_TIMEOUT": "201"}, "LLM_TIMEOUT is 1 to 200 seconds"),
        ({"LLM_TOKENS_PER_ARTICLE": "500"}, "LLM_TOKENS_PER_ARTICLE 20000 or more"),
        ({"LLM_PATIENCE": "-1"}, "LLM_REQUESTS_PER_DAY and LLM_PATIENCE are 0 or more"),
        ({"JUDGE": "rules"}, "JUDGE is gone: use ANALYSER, which is rules or llm"),
        ({"JUDGE": "nli"}, "nli has no successor"),
        ({"JUDGE_URL": "http://localhost/v1"}, "JUDGE_URL is gone: use LLM_URL"),
        ({"JUDGE_MODEL": "a"}, "JUDGE_MODEL is gone: use LLM_MODEL"),
        ({"JUDGE_API_KEY": "a"}, "JUDGE_API_KEY is gone: use LLM_API_KEY"),
        ({"JUDGE_TIMEOUT": "20"}, "JUDGE_TIMEOUT is gone: use LLM_TIMEOUT"),
    ],
)
def test_what_is_amiss_stops_the_start(given: dict[str, str], said: str) -> None:
    found = started(given)

    assert found.returncode == 1
    assert said in found.stderr
