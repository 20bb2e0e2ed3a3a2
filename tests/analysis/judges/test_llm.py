"""A language model as a judge: what it may say, and what is dropped of it."""

import pytest

from tests.analysis.judges import modelling
from tests.analysis.judges.modelling import DENIED, SILENT

REPORTED = "commitment.reported"


def test_a_good_answer_decides_and_is_shown_with_its_evidence_backend_and_version() -> None:
    answer = modelling.judging(("1", "contradicts", "the foreign bases were the talk"))
    with modelling.serving(answer) as server:
        (finding,) = modelling.read(SILENT, modelling.judge(server.url))

    assert (finding.kind, finding.relation, finding.exact) == (
        "commitment.contradicted",
        "contradicts",
        SILENT,
    )
    assert finding.explanation["judge"] == {"backend": "llm", "version": "test-model, prompt 1"}
    assert finding.explanation["rule"] == "model: contradicts"
    assert finding.explanation["decided_by"] == [
        {"text": "the foreign bases were the talk", "start": 15, "end": 46, "cue": "evidence"}
    ]


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("reaffirms", "commitment.reaffirmed"),
        ("qualifies", "commitment.qualified"),
        ("progresses", "commitment.progressed"),
        ("fulfils", "commitment.fulfilled"),
        ("breaks", "commitment.broken"),
        ("mentions", REPORTED),
    ],
)
def test_each_relation_of_the_vocabulary_is_taken(relation: str, kind: str) -> None:
    with modelling.serving(modelling.judging(("1", relation, "the foreign bases"))) as server:
        (finding,) = modelling.read(SILENT, modelling.judge(server.url))

    assert modelling.told(finding) == (kind, "llm", "")


def test_evidence_in_the_sentence_before_is_quoted_where_it_stands() -> None:
    before = "Work on the pier began on Monday. "
    answer = modelling.judging(("1", "breaks", "Work on the pier began"))
    with modelling.serving(answer) as server:
        (finding,) = modelling.read(before + SILENT, modelling.judge(server.url))

    assert finding.exact == SILENT
    assert finding.explanation["decided_by"] == [
        {"text": "Work on the pier began", "start": 0, "end": 22, "cue": "evidence"}
    ]


@pytest.mark.parametrize(
    ("judgements", "why"),
    [
        ([("1", "breaks", "Costaguana opened foreign bases")], "its evidence is not in the text"),
        ([("1", "breaks", "COSTAGUANA AND THE")], "its evidence is not in the text"),
        ([("1", "breaks", "")], "its evidence is not in the text"),
        ([("1", "breaks", "the")], "its evidence is not in the text"),
        ([("1", "is fine", "the foreign bases")], "its relation is not in the vocabulary"),
        ([("1", "challenges", "the foreign bases")], "its relation is not in the vocabulary"),
        ([("2", "breaks", "the foreign bases")], "it says nothing of this"),
        ([("no-bases", "breaks", "the foreign bases")], "it says nothing of this"),
        ([("truce", "breaks", "the foreign bases")], "it says nothing of this"),
        ([], "it says nothing of this"),
        (
            [("1", "breaks", "the foreign bases"), ("1", "fulfils", "the foreign bases")],
            "it contradicts itself",
        ),
        (
            [("1", "breaks", "nowhere to be found"), ("1", "breaks", "the foreign bases")],
            "its evidence is not in the text",
        ),
    ],
)
def test_a_judgement_that_cannot_be_used_is_dropped_and_the_rules_decide(
    judgements: list[tuple[str, str, str]], why: str
) -> None:
    with modelling.serving(modelling.judging(*judgements)) as server:
        (finding,) = modelling.read(SILENT, modelling.judge(server.url))

    assert modelling.told(finding) == (REPORTED, "rules", f"llm: {why}")


def test_one_dropped_judgement_leaves_the_other_commitment_its_own() -> None:
    both = "Costaguana and the truce and the foreign bases were the talk of the town."
    answer = modelling.judging(("1", "breaks", "made up by me"), ("2", "breaks", "and the truce"))
    with modelling.serving(answer) as server:
        findings = modelling.read(both, modelling.judge(server.url))
        (asked,) = server.asked

    named = {finding.record: modelling.told(finding) for finding in findings}
    assert sorted(named) == ["no-bases", "truce"]
    assert sorted(named.values()) == [
        ("commitment.broken", "llm", ""),
        (REPORTED, "rules", "llm: its evidence is not in the text"),
    ]
    assert len(asked["messages"]) == 2


def test_what_the_model_finds_irrelevant_is_not_reported_and_stays_for_a_person() -> None:
    with modelling.serving(modelling.judging(("1", "none", ""))) as server:
        (finding,) = modelling.read(DENIED, modelling.judge(server.url))

    assert modelling.told(finding) == ("commitment.mentioned", "llm", "")
    assert (finding.exact, finding.relation) == (DENIED, "mentions")
    assert finding.explanation["rule"] == "model: not about it"


@pytest.mark.parametrize(
    ("text", "relation", "kind"),
    [
        (
            "Costaguana hosts foreign bases already, Luis Vega said.",
            "breaks",
            "commitment.challenged",
        ),
        ("Costaguana keeps out foreign bases, Luis Vega said.", "fulfils", REPORTED),
    ],
)
def test_an_opponents_words_never_become_a_breach_or_a_deed(
    text: str, relation: str, kind: str
) -> None:
    with modelling.serving(modelling.judging(("1", relation, "foreign bases"))) as server:
        (finding,) = modelling.read(text, modelling.judge(server.url))

    assert modelling.told(finding) == (kind, "llm", "")


def test_a_question_is_not_asked_about() -> None:
    with modelling.serving(modelling.judging(("1", "breaks", "foreign bases"))) as server:
        modelling.read("Will Costaguana host foreign bases?", modelling.judge(server.url))

        assert server.asked == []


def test_what_was_answered_once_is_not_asked_again() -> None:
    with modelling.serving(modelling.judging(("1", "breaks", "the foreign bases"))) as server:
        by = modelling.judge(server.url)
        first = modelling.read(SILENT, by)
        again = modelling.read(SILENT, by)
        modelling.read(SILENT.replace("town", "country"), by)

        assert len(server.asked) == 2
    assert first == again


def test_what_could_not_be_used_at_all_is_asked_again() -> None:
    with modelling.serving(modelling.saying("no JSON")) as server:
        by = modelling.judge(server.url)
        modelling.read(SILENT, by)
        server.reply = modelling.judging(("1", "breaks", "the foreign bases"))
        (finding,) = modelling.read(SILENT, by)

    assert finding.kind == "commitment.broken"
