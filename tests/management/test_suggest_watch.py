"""The command that suggests key terms."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories
from tracker import models

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    out = io.StringIO()
    call_command("suggest_watch", *arguments, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def test_terms_are_printed_with_language_and_weight_and_not_saved() -> None:
    factories.commitment()

    lines = run("no-foreign-bases")

    terms = [line.split(maxsplit=2)[2] for line in lines]
    assert {"foreign military", "military bases"} <= set(terms[:4])
    assert lines[0].startswith("en   2.")
    assert models.Commitment.objects.get().watch == {}


def test_a_concept_and_what_would_be_reported_are_printed_with_a_warning_of_broad_terms() -> None:
    spanish = {"es": {"text": "Costaguana no alojará bases militares extranjeras."}}
    factories.commitment(translations=spanish)
    now = f"{timezone.now():%F}"
    for number in range(20):
        said = f"No foreign ship of {number} tons was seen."
        url = f"https://courier.example/{number}"
        factories.snapshot(said, url=url, title="", published_at=now)

    *_, group, sentence, warning = run("no-foreign-bases")

    assert group.startswith("any_of: ")
    assert {"military bases", "bases militares"} <= set(group.removeprefix("any_of: ").split(", "))
    assert (
        sentence == "With these terms 0 of 20 articles of the last 90 days would be reported now."
    )
    assert warning == (
        "Warning: “foreign” fires in 20 of 20 texts; a term that broad links too much."
    )


def test_saved_terms_are_in_the_ledger_with_their_reason() -> None:
    factories.commitment()

    assert run("no-foreign-bases", "--save")[-1] == "Saved."

    assert (
        "military bases"
        in factories.shown(models.Commitment.objects.get())["watch"]["language_terms"]["en"]
    )
    revision = models.Revision.objects.order_by("-sequence")[0]
    assert (revision.actor, revision.reason) == ("suggest_watch", "terms suggested from its words")


def test_an_unknown_commitment_is_an_error() -> None:
    with pytest.raises(CommandError, match="There is no commitment atlantis"):
        run("atlantis")
