"""The corpus of labelled articles, and how its files are read."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tracker.evaluating import articles, cases

LIBRARY = articles.corpus()
ENTRIES = {
    entry["id"]: entry for entry in json.loads((articles.CORPUS / "tracked.json").read_text())
}


def test_the_corpus_is_as_large_as_its_card_says() -> None:
    card = (articles.CORPUS / "README.md").read_text(encoding="utf-8")

    assert len(LIBRARY.articles) == 206
    assert len(LIBRARY.tracked.commitments) == len(ENTRIES) == 141
    assert "206 articles of 40 stories on 141 commitments" in card
    assert Counter(one.article.language for one in LIBRARY.articles) == {"en": 103, "es": 103}


def test_each_quote_stands_in_one_paragraph_of_its_article() -> None:
    strays = [
        (one.id, quote)
        for one in LIBRARY.articles
        for development in one.developments
        for quote in development.quotes
        if "\n" in quote or quote not in f"{one.article.text}\n{one.article.title}"
    ]

    assert strays == []


def test_a_third_of_what_matters_goes_against_a_will_not() -> None:
    must = [d for one in LIBRARY.articles for d in one.developments if d.is_must]
    against = [
        d
        for d in must
        if ENTRIES[d.commitment]["form"] == "refrain"
        and d.relations[0] in {"qualifies", "contradicts", "breaks", "challenges"}
    ]

    assert (len(against), len(must)) == (320, 765)


def test_each_label_names_a_commitment_and_relations_that_are_known() -> None:
    developments = [d for one in LIBRARY.articles for d in one.developments]

    assert {d.commitment for d in developments} <= ENTRIES.keys()
    assert {relation for d in developments for relation in d.relations} == {
        "reaffirms", "qualifies", "contradicts", "progresses", "fulfils", "breaks", "challenges",
    }  # fmt: skip


def test_both_texts_of_a_minimal_pair_teach_and_mean_something_else() -> None:
    first, second = LIBRARY.passages[0], LIBRARY.passages[1]

    assert len(LIBRARY.passages) == 96
    assert first.story == second.story
    assert [one.relations for one in first.developments] != [
        one.relations for one in second.developments
    ]


def test_the_paragraphs_of_labels_are_cut_with_those_of_traps() -> None:
    cuts = list(LIBRARY.articles[0].cuts())

    assert len(cuts) == 11
    assert [cut.is_cut for cut in cuts] == [True] * 11
    assert sum(bool(cut.developments) for cut in cuts) == 5


def test_an_official_text_has_a_publisher() -> None:
    published = {one.id: one.article.publisher for one in LIBRARY.articles}

    assert (published["d1-a01"], published["d1-a05"]) == (None, "uy")


def test_what_reviewers_decided_teaches_as_a_passage() -> None:
    labelled = Path(__file__).parent / "labelled"
    corpus = cases.load(labelled / "tracked.json", labelled / "cases.jsonl")

    library = articles.of_passages(corpus)

    first = library.passages[0]
    assert (library.articles, len(library.passages)) == ((), len(corpus.cases))
    assert (first.id, first.is_cut) == ("bases-1", True)
    assert [one.commitment for one in first.developments] == ["cg-bases"]


def test_a_file_that_is_not_of_the_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tracked.json").write_text("[]")
    (tmp_path / "articles.jsonl").write_text('{"id": "a"}\n')

    with pytest.raises(ValueError, match="not in the format of labelled articles"):
        articles.load([tmp_path / "tracked.json"], tmp_path / "articles.jsonl")
