"""What settings read from the environment, and every place that names these variables."""

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import yaml

from tests.analysis import costaguana
from tracker.analysis import base, llm
from tracker.analysis.mentions.index import Index

PROJECT = Path(__file__).resolve().parents[2]
# `${NAME`, but not `$${NAME`, which is for the container's own shell.
INTERPOLATED = re.compile(r"(?<!\$)\$\{([A-Z][A-Z0-9_]*)")
ASSIGNED = re.compile(r"#?([A-Z][A-Z0-9_]*)=")
IN_IMAGE = re.compile(r"^(?:ENV|   ) ([A-Z][A-Z0-9_]*)=", re.MULTILINE)
NAME = re.compile(r"`([A-Z][A-Z0-9_]*)`")


def _settings() -> set[str]:
    """Return the names in all ``env.TYPE("NAME", …)`` of the settings."""
    tree = ast.parse(PROJECT.joinpath("config", "settings.py").read_text(encoding="utf-8"))
    return {
        ast.literal_eval(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    }


def _services() -> dict[str, dict[str, Any]]:
    text = PROJECT.joinpath("docker-compose.yml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, Any]]", yaml.safe_load(text)["services"])


def _ours() -> dict[str, dict[str, Any]]:
    """Return the services that run this project's own image."""
    return {name: service for name, service in _services().items() if "build" in service}


def _interpolated() -> set[str]:
    """Return what docker-compose.yml itself takes from ``.env``."""
    return set(
        INTERPOLATED.findall(PROJECT.joinpath("docker-compose.yml").read_text(encoding="utf-8"))
    )


def _example() -> list[str]:
    return PROJECT.joinpath(".env.example").read_text(encoding="utf-8").splitlines()


def _example_names() -> list[str]:
    return [match[1] for line in _example() if (match := ASSIGNED.match(line))]


def _readme_names() -> list[str]:
    readme = PROJECT.joinpath("README.md").read_text(encoding="utf-8")
    section = readme.partition("\n## Configuration\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    return [name for row in rows for name in NAME.findall(row.split("|")[1])]


def test_every_part_of_the_design_is_a_service() -> None:
    assert set(_services()) == {
        "postgres",
        "redis",
        "migrate",
        "web",
        "worker",
        "webhook-worker",
        "beat",
        "proxy",
        "mcp",
        "llm",
        "llm-model",
    }


def test_every_variable_of_our_services_is_one_that_settings_read() -> None:
    unknown = {
        (name, variable)
        for name, service in _ours().items()
        for variable in service["environment"]
        if variable not in _settings()
    }

    assert unknown == set()


def test_our_services_are_told_everything_but_what_is_for_a_laptop_and_what_the_image_knows() -> (
    None
):
    told = {name: set(service["environment"]) for name, service in _ours().items()}
    in_image = set(IN_IMAGE.findall(PROJECT.joinpath("Dockerfile").read_text(encoding="utf-8")))

    assert "STATIC_ROOT" in in_image
    assert told == dict.fromkeys(
        ["migrate", "web", "worker", "webhook-worker", "beat", "mcp"],
        _settings() - in_image - {"DEBUG", "PORT"},
    )


def test_our_services_believe_the_proxy() -> None:
    assert {service["environment"]["BEHIND_PROXY"] for service in _ours().values()} == {"true"}


def test_what_has_no_safe_default_must_be_given() -> None:
    text = PROJECT.joinpath("docker-compose.yml").read_text(encoding="utf-8")

    assert set(re.findall(r"\$\{([A-Z_]+):\?", text)) == {"SECRET_KEY", "POSTGRES_PASSWORD"}


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in _services().items() if "ports" in service] == ["proxy"]


def test_every_long_running_service_has_a_health_check_and_is_restarted() -> None:
    once = {"migrate", "llm-model"}
    lasting = {name: service for name, service in _services().items() if name not in once}

    assert {name for name, service in lasting.items() if "healthcheck" not in service} == set()
    assert {service["restart"] for service in lasting.values()} == {"unless-stopped"}


def test_programs_that_talk_to_models_are_answered_only_where_its_profile_is_asked_for() -> None:
    services = _services()

    assert [n for n, service in services.items() if service.get("profiles") == ["mcp"]] == ["mcp"]
    assert "mcp" not in services["proxy"]["depends_on"]


def test_a_model_comes_only_where_its_profile_is_asked_for() -> None:
    services = _services()

    assert [n for n, service in services.items() if service.get("profiles") == ["llm"]] == [
        "llm",
        "llm-model",
    ]
    assert not any("llm" in service.get("depends_on", {}) for service in _ours().values())


def test_the_profile_fetches_the_model_of_the_example_and_serves_it_at_the_examples_address() -> (
    None
):
    named = dict(line.lstrip("#").split("=", 1) for line in _example() if ASSIGNED.match(line))

    assert _services()["llm-model"]["command"] == ["pull", f"${{LLM_MODEL:-{named['LLM_MODEL']}}}"]
    assert _services()["llm-model"]["environment"]["OLLAMA_HOST"] == "http://llm:11434"
    assert named["LLM_URL"] == "http://llm:11434/v1"


def test_the_context_of_the_model_holds_the_longest_request() -> None:
    every = tuple(
        replace(costaguana.NO_BASES, texts={"en": "x" * 999}, slug=f"no-bases-{number}")
        for number in range(12)
    )
    article = base.Article("It rained. " * 2000, "en")
    parts = llm.requests(llm.Question(article, Index(costaguana.TRACKED), every))

    context = int(_services()["llm"]["environment"]["OLLAMA_CONTEXT_LENGTH"])
    assert max(part.tokens for part in parts) <= context


def test_deliveries_have_a_worker_to_themselves() -> None:
    services = _services()
    queues = {
        name: services[name]["command"][services[name]["command"].index("--queues") + 1]
        for name in ("worker", "webhook-worker")
    }

    assert queues == {"worker": "celery", "webhook-worker": "webhooks"}


def test_the_example_environment_has_what_settings_and_compose_read_and_nothing_else() -> None:
    names = _example_names()

    assert sorted(names) == sorted(_settings() | _interpolated())


def test_the_example_environment_explains_every_variable() -> None:
    lines = _example()
    # HTTP_PORT and HTTPS_PORT share their comment.
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if ASSIGNED.match(line) and not before.startswith("# ")
    ]

    assert unexplained == ["HTTPS_PORT=443"]


def test_the_readme_has_every_setting_in_its_table() -> None:
    assert sorted(_readme_names()) == sorted(_settings())
