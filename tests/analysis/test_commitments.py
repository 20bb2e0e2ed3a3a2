"""What articles do to commitments."""

import math
from dataclasses import replace
from datetime import date

import pytest

from tests.analysis import costaguana
from tests.analysis.costaguana import NO_BASES, TRACKED, kinds, read
from tracker.analysis import base, commitments, reading, weights
from tracker.analysis.weights import logistic


def _article(text: str, document: str | None = None, title: str = "") -> base.Article:
    return base.Article(text, "en", date(2026, 3, 10), "day", document, title)


def test_a_denial_by_the_holder_reaffirms() -> None:
    text = (
        "Talks go on. Minister Ana Ruiz said on Monday that Costaguana will host no foreign bases."
    )

    (finding,) = read(text)

    assert replace(finding, confidence=0.0, explanation={}) == base.Finding(
        kind="commitment.reaffirmed",
        record="no-bases",
        start=13,
        end=len(text),
        exact="Minister Ana Ruiz said on Monday that Costaguana will host no foreign bases.",
        confidence=0.0,
        relation="reaffirms",
        side="holder",
        speaker=base.Speaker(
            "Ana Ruiz", "ana-ruiz", "costaguana", "Foreign Minister", "Minister Ana Ruiz"
        ),
        occurred=date(2026, 3, 9),
        occurred_precision="day",
    )
    assert finding.confidence > 0.8


def test_a_finding_is_explained_by_terms_cues_and_contributions() -> None:
    text = "Minister Ana Ruiz said on Monday that Costaguana will host no foreign bases."

    (finding,) = read(text)

    assert finding.explanation["matched"] == [
        {"text": "foreign bases", "start": 62, "end": 75, "term": "foreign bases", "weight": 3.0}
    ]
    assert finding.explanation["decided_by"] == [
        {"text": "no", "start": 59, "end": 61, "cue": "negation"}
    ]
    assert finding.explanation["rule"] == "denied by its side"
    assert finding.explanation["analyser"] == {"name": "rules", "version": "1"}
    contributions = finding.explanation["contributions"]
    assert isinstance(contributions, dict)
    assert {"terms", "heaviest", "words", "holder"} <= contributions.keys()


@pytest.mark.parametrize(
    ("text", "language", "kind", "side"),
    [
        ("“We host no foreign bases in Costaguana,” Ruiz said.", "en", "reaffirmed", "holder"),
        ("Ruiz did not rule out foreign bases in Costaguana.", "en", "qualified", "holder"),
        ("Ruiz said Costaguana will host foreign bases.", "en", "contradicted", "holder"),
        (
            "The Embassy of Azuera denied plans for foreign bases in Costaguana.",
            "en",
            "reaffirmed",
            "counterpart",
        ),
        ("Luis Vega said Costaguana will host foreign bases.", "en", "reported", None),
        ("Critics accused Costaguana of hiding foreign bases.", "en", "challenged", "third_party"),
        ("Ruiz said Costaguana will respect the truce.", "en", "reaffirmed", "holder"),
        ("Ruiz said Costaguana will not respect the truce.", "en", "contradicted", "holder"),
        (
            "Según Ruiz, Costaguana no permitirá bases extranjeras.",
            "es",
            "reaffirmed",
            "holder",
        ),
        ("Ruiz no descartó bases extranjeras en Costaguana.", "es", "qualified", "holder"),
        ("El analista Juan Rey dijo que habrá bases extranjeras en Costaguana.", "es", "reported",
         None),
        ("El Partido Verde exigió a Costaguana respetar la tregua.", "es", "challenged",
         "third_party"),
    ],
)  # fmt: skip
def test_the_relation_depends_on_who_says_it(
    text: str, language: str, kind: str, side: str | None
) -> None:
    (finding,) = read(text, language)

    assert (finding.kind, finding.side) == (f"commitment.{kind}", side)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Will Costaguana host foreign bases?", "en"),
        ("Voters in Costaguana rejected foreign bases.", "en"),
        ("If Costaguana were to host foreign bases, prices would rise.", "en"),
        ("Costaguana has no foreign bases, a farmer in Sulaco said.", "en"),
        ("Costaguana and Peru spoke about foreign bases in the Andes.", "en"),
        ("Ruiz declined to comment on foreign bases in Costaguana.", "en"),
        ("The treaty follows a vow by Ruiz, who had ruled out foreign bases in Sulaco.", "en"),
        ("En Costaguana se rechazó la idea de bases extranjeras.", "es"),
        ("¿Habrá bases extranjeras en Costaguana?", "es"),
    ],
)
def test_what_is_not_its_sides_word_is_only_reported(text: str, language: str) -> None:
    assert kinds(text, language) == ["commitment.reported"]


@pytest.mark.parametrize(
    "text",
    [
        "Peru said it will host no foreign bases.",
        "Costaguana keeps a database of foreign bases.",
        "Costaguana raised tariffs on Azuera.",
    ],
)
def test_what_concerns_another_country_or_matter_is_left_out(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("chance", "rules"),
    [(0.6, ["denied by its side"]), (0.45, [commitments.FOR_REVIEW]), (0.3, [])],
)
def test_where_it_is_uncertain_a_person_is_asked(chance: float, rules: list[str]) -> None:
    odds = logistic.Model(bias=math.log(chance / (1 - chance)))
    article = _article("Ruiz said Costaguana will host no foreign bases.")

    learned = {**weights.shipped(), "link": {"link": odds}}
    found = reading.read(article, TRACKED, learned=learned)

    assert [finding.explanation["rule"] for finding in costaguana.telling(found)] == rules


def test_a_speaker_who_is_not_named_does_not_go_on() -> None:
    text = "Ruiz presented the plan, she said in Sulaco. It does not allow foreign bases."

    (finding,) = read(text)

    assert (finding.kind, finding.exact) == (
        "commitment.reported",
        "It does not allow foreign bases.",
    )


def test_a_named_speaker_goes_on_with_less_confidence() -> None:
    text = "Ruiz explained the plan with Azuera. It does not allow foreign bases in Costaguana."

    (finding,) = read(text)

    (said_herself,) = read("Ruiz said it does not allow foreign bases in Costaguana.")
    assert finding.kind == said_herself.kind == "commitment.reaffirmed"
    assert finding.confidence < said_herself.confidence
    assert finding.speaker is not None
    assert finding.speaker.official == "ana-ruiz"


def test_an_opponents_speech_does_not_become_the_outlets_report() -> None:
    text = "Luis Vega said the plan is known. Costaguana will host foreign bases."

    assert kinds(text) == ["commitment.reported"]


@pytest.mark.parametrize(
    "text",
    [
        "Vega said Ruiz will respect the truce in Costaguana.",
        "Rojas said Costaguana will not respect the truce.",
        "According to Vega, Ruiz ruled out foreign bases in Costaguana.",
    ],
)
def test_what_an_outsider_says_that_others_say_is_the_outsiders_word(text: str) -> None:
    (finding,) = read(text)

    assert (finding.kind, finding.side) == ("commitment.reported", None)


def test_what_a_minister_says_that_her_state_does_is_her_word() -> None:
    (finding,) = read("Ruiz said on Monday that Costaguana will respect the truce.")

    assert finding.speaker is not None
    assert finding.speaker.official == "ana-ruiz"


def test_after_a_turn_another_speaks_for_themselves() -> None:
    (finding,) = read("Vega doubted it, but Ruiz said Costaguana will respect the truce.")

    assert (finding.kind, finding.side) == ("commitment.reaffirmed", "holder")


def test_the_surest_of_a_speakers_sentences_is_given_once() -> None:
    text = (
        "Ruiz explained the plan with Azuera. It does not allow foreign bases.\n\n"
        "Ruiz said Costaguana will host no foreign bases and cede no sovereignty."
    )

    (finding,) = read(text)

    assert finding.start == text.index("\n\n") + 2


def test_a_report_is_shown_by_the_sentence_that_says_what_it_means() -> None:
    text = "Costaguana debated foreign bases. Ruiz said Costaguana will host no foreign bases."

    meaning, report = reading.read(_article(text), TRACKED)

    assert (report.kind, meaning.kind) == ("commitment.reported", "commitment.reaffirmed")
    assert report.exact == meaning.exact == "Ruiz said Costaguana will host no foreign bases."
    assert report.speaker == meaning.speaker
    assert (report.relation, report.side) == (None, None)
    assert report.explanation.keys() == {"matched", "rule", "contributions", "analyser"}
    assert report.explanation["rule"] == commitments.ABOUT_IT
    assert report.confidence >= meaning.confidence


def test_a_question_is_what_shows_a_report_least() -> None:
    text = "Will Costaguana host foreign bases? Costaguana debated foreign bases."

    (report,) = reading.read(_article(text), TRACKED)

    assert (report.kind, report.exact) == (
        "commitment.reported",
        "Costaguana debated foreign bases.",
    )


def test_an_article_reports_once_on_each_commitment() -> None:
    text = (
        "Ruiz said Costaguana will host no foreign bases. Vega said Costaguana will host foreign "
        "bases. Ruiz said Costaguana will respect the truce."
    )

    found = reading.read(_article(text), TRACKED)

    reports = [finding.record for finding in found if finding.kind == "commitment.reported"]
    assert sorted(reports) == ["no-bases", "truce"]


def test_the_title_says_which_country_it_is_about() -> None:
    article = _article("Ruling out foreign bases is the plan.", title="Costaguana and Azuera talk")

    assert [f.kind for f in reading.read(article, TRACKED)] == ["commitment.reported"]


def test_a_place_gates_the_commitment() -> None:
    bound = replace(NO_BASES, places=("Cayta",))
    tracked = replace(TRACKED, commitments=(bound,))

    assert read("Ruiz said Costaguana hosts no foreign bases.", tracked=tracked) == []
    assert len(read("Ruiz said Costaguana hosts no foreign bases in Cayta.", tracked=tracked)) == 1


def test_terms_are_suggested_where_none_are_given() -> None:
    bare = replace(NO_BASES, terms={}, texts={"en": "Costaguana hosts no foreign naval bases."})
    tracked = replace(TRACKED, commitments=(bare,))

    (finding,) = read("Ruiz said Costaguana has no foreign naval bases.", tracked=tracked)

    assert finding.kind == "commitment.reaffirmed"


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "…", "?!", "“”", "«", "a" * 50])
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    assert kinds(text) == []
    assert costaguana.kinds(text, "es") == []
