"""Files of labelled passages, read."""

import json
from datetime import date
from pathlib import Path

import pytest

from tracker.analysis import base
from tracker.evaluating import cases

LABELLED = Path(__file__).parent / "labelled"


def test_the_first_party_is_bound_and_an_official_is_named_once() -> None:
    entries = [
        {
            "id": name,
            "text": "Costaguana keeps the truce.",
            "parties": ["XC", "XA"],
            "officials": [
                {"name": "Ana Ruiz", "aliases": [alias], "role": "Envoy", "country": "XC"}
            ],
            "agreement": "Coastal Pact",
            "stated_on": "2026-01",
            "violation": "Shots are fired.",
            "fulfilment": "No shot is fired.",
        }
        for name, alias in (("one", "Ruiz"), ("two", "Envoy Ruiz"))
    ]

    found = cases.tracked(entries, suggests_terms=False)

    assert found == base.Tracked(
        parties=(base.Party("xa", ("XA",), code="XA"), base.Party("xc", ("XC",), code="XC")),
        officials=(
            base.Official(
                "ana-ruiz", "Ana Ruiz", ("Ruiz", "Envoy Ruiz"), "xc", {"en": "Envoy"}, "XC"
            ),
        ),
        commitments=tuple(
            base.Commitment(
                name,
                {"en": "Costaguana keeps the truce."},
                "",
                holders=("xc",),
                counterparts=("xa",),
                officials=("ana-ruiz",),
                stated_on=date(2026, 1, 1),
                violation="Shots are fired.",
                fulfilment="No shot is fired.",
            )
            for name in ("one", "two")
        ),
        agreements=(base.Agreement("coastal-pact", ("Coastal Pact",), ("xc", "xa")),),
    )


@pytest.mark.parametrize(
    ("published", "day", "precision"),
    [
        ("2026-03-10", date(2026, 3, 10), "day"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("2026", date(2026, 1, 1), "year"),
        (None, None, "day"),
    ],
)
def test_a_passage_is_read_as_an_article_of_its_day(
    published: str | None, day: date | None, precision: str
) -> None:
    case = cases.Case("one", "s", {"passage": "Text.", "lang": "es", "published": published})

    assert case.article() == base.Article("Text.", "es", day, precision)


def test_given_terms_are_passed_over_where_they_are_to_be_suggested() -> None:
    files = LABELLED / "tracked.json", LABELLED / "cases.jsonl"

    given = cases.load(*files)
    suggested = cases.load(*files, suggests_terms=True)

    assert given.tracked.commitments[1].terms == {"truce": 3.0, "tregua": 3.0}
    assert given.tracked.parties[1].names == ("Costaguana", "Costaguanan", "costaguanense")
    assert [c.terms for c in suggested.tracked.commitments] == [{}] * 4
    assert given.digest == suggested.digest
    assert len(given.cases) == 24


@pytest.mark.parametrize("line", [{"story": "s"}, ["passage"], {"id": "x", "story": "s"}])
def test_what_is_not_of_the_format_is_refused(line: object, tmp_path: Path) -> None:
    (tmp_path / "tracked.json").write_text("[]")
    (tmp_path / "cases.jsonl").write_text(json.dumps(line))

    with pytest.raises(ValueError, match="not in the format of labelled passages"):
        cases.load(tmp_path / "tracked.json", tmp_path / "cases.jsonl")
