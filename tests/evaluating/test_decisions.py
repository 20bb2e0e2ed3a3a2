"""What reviewers decided becomes labelled passages that can be learned from."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tracker import editing, models, recording, redacting, reviewing
from tracker.evaluating import cases

pytestmark = pytest.mark.django_db

PARAGRAPH = factories.ARTICLE.split("\n")[0]


def article(is_public: bool = True, number: int = 1) -> models.Snapshot:
    name = "gazette" if is_public else "courier"
    source = factories.known("source", name) or factories.source(
        slug=name, name=name, tier="press", is_text_public=is_public
    )
    url = f"https://{name}.example/{number}"
    return factories.snapshot(url=url, source=source.slug)


def told(snapshot: models.Snapshot, state: str, **fields: Any) -> models.Development:
    """Return a development of a quote on which a person decided so."""
    subject = models.Commitment.objects.filter(identity__slug="no-foreign-bases").first()
    made = factories.development if "kind" not in fields else factories.meaning
    row = made(subject=subject or factories.commitment(), snapshot=snapshot, **fields)
    decide = {
        "confirmed": lambda: reviewing.confirm(row, factories.ACTOR, "", factories.NOW),
        "dismissed": lambda: reviewing.dismiss(
            row, factories.ACTOR, "a port", factories.NOW, with_meanings=False
        ),
        "flagged": lambda: row,
    }
    return decide[state]()


def exported(folder: Path) -> list[dict[str, Any]]:
    call_command("export_decisions", folder, licence="CC0-1.0", stdout=io.StringIO())
    lines = (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def labels(folder: Path) -> list[list[tuple[str, str]]]:
    return [
        [(gold["commitment_id"], gold["relation"]) for gold in case["gold"]]
        for case in exported(folder)
    ]


def test_a_confirmed_meaning_is_a_labelled_paragraph_that_can_be_read_again(
    tmp_path: Path,
) -> None:
    factories.commitment(
        made_by=[{"official": factories.ana_ruiz().slug}],
        translations={"es": {"text": "Costaguana no tendrá bases extranjeras."}},
        watch={"terms": {"foreign bases": 3.0}},
        criteria=[{"kind": "failure", "text": "A base is built."}],
    )
    row = told(article(), "confirmed", kind="commitment.reaffirmed")
    document = row.own_citations[0].snapshot.document

    assert exported(tmp_path) == [
        {
            "id": f"{document.slug}-0",
            "story": document.slug,
            "origin": "decided",
            "lang": "en",
            "published": "2026-01-25",
            "passage": PARAGRAPH,
            "gold": [{"commitment_id": "no-foreign-bases", "relation": "reaffirms"}],
            "tolerate": [],
            "meet_exhaustive": False,
            "nc_exhaustive": False,
        }
    ]
    corpus = cases.load(tmp_path / "tracked.json", tmp_path / "cases.jsonl")
    (commitment,) = corpus.tracked.commitments
    assert (commitment.holders, commitment.officials) == (("xc",), ("ana-ruiz",))
    assert commitment.texts["es"] == "Costaguana no tendrá bases extranjeras."
    assert (commitment.terms, commitment.form) == ({"foreign bases": 3.0}, "refrain")
    assert [each.text for each in commitment.criteria] == ["A base is built."]
    assert corpus.tracked.parties[0].names == ("Costaguana",)
    assert corpus.tracked.officials[0].role == {"en": "Foreign Minister"}
    assert corpus.cases[0].gold == {"no-foreign-bases": frozenset({"reaffirms"})}


def test_of_a_text_that_is_not_public_only_the_quote_is_given(tmp_path: Path) -> None:
    told(article(is_public=False), "confirmed", kind="commitment.reaffirmed")

    assert [case["passage"] for case in exported(tmp_path)] == [factories.QUOTE]


def test_a_confirmed_report_is_about_it_whatever_it_means(tmp_path: Path) -> None:
    told(article(), "confirmed")

    (case,) = exported(tmp_path)

    (gold,) = case["gold"]
    assert gold["relation"] == "mentions"
    assert set(gold["accept"]) == {
        *("reaffirms", "qualifies", "contradicts", "progresses", "fulfils", "breaks")
    }


def test_what_was_dismissed_with_its_report_is_about_nothing(tmp_path: Path) -> None:
    report = told(article(), "flagged")
    told(article(), "dismissed", kind="commitment.reaffirmed", report=report)
    assert exported(tmp_path) == []  # nobody decided on the report

    reviewing.dismiss(report, factories.ACTOR, "a port", factories.NOW)

    assert labels(tmp_path) == [[]]


def test_a_dismissed_meaning_of_a_report_that_stands_may_be_any_other(tmp_path: Path) -> None:
    report = told(article(), "confirmed")

    told(article(), "dismissed", kind="commitment.reaffirmed", report=report)

    ((gold,),) = [case["gold"] for case in exported(tmp_path)]
    assert (gold["commitment_id"], gold["relation"]) == ("no-foreign-bases", "mentions")
    assert "reaffirms" not in gold["accept"]
    assert len(gold["accept"]) == 5


def test_a_corrected_record_is_meant_and_on_others_nobody_decided(tmp_path: Path) -> None:
    first, second = article(number=1), article(number=2)
    told(second, "confirmed")
    row = told(first, "flagged", kind="commitment.reaffirmed")
    factories.commitment(slug="no-troops", short_title="No foreign troops")
    changed = {"record": "no-troops", "kind": "commitment.qualified"}
    reviewing.correct(row, factories.ACTOR, "", factories.NOW, changed)

    found = {case["id"].rpartition("-")[0]: case for case in exported(tmp_path)}

    moved, other = found[first.document.slug], found[second.document.slug]
    assert moved["gold"] == [{"commitment_id": "no-troops", "relation": "qualifies"}]
    assert moved["tolerate"] == [{"commitment_id": "no-foreign-bases"}]
    assert other["tolerate"] == [{"commitment_id": "no-troops"}]


def test_what_was_withdrawn_or_blanked_by_law_is_not_given(tmp_path: Path) -> None:
    rows = [told(article(number=number), "confirmed") for number in (1, 2)]
    documents = [row.own_citations[0].snapshot.document for row in rows]
    with recording.change(factories.ACTOR, "gone", is_withdrawing=True) as change:
        redacting.redact(change, documents[0], factories.NOW)
        editing.withdraw(change, documents[1], factories.NOW)

    assert exported(tmp_path) == []


def test_a_licence_is_needed_and_stands_in_the_card(tmp_path: Path) -> None:
    told(article(), "confirmed", kind="commitment.reaffirmed")
    with pytest.raises(CommandError):
        call_command("export_decisions", tmp_path, licence=" ")

    exported(tmp_path)

    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "Licence: CC0-1.0\n" in card
    assert "1 passages of articles, of which 1 are about one of 1 commitments" in card
