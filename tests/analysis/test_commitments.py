"""What articles are told to be about, where they show it, and what that may mean."""

from dataclasses import replace
from datetime import date

import pytest

from tests.analysis.costaguana import NO_BASES, TRACKED, TUESDAY, kinds, likely
from tracker.analysis import base, commitments, passages, weights
from tracker.analysis.mentions.index import Index
from tracker.analysis.weights.logistic import Model

SAID = "Talks go on. Minister Ana Ruiz said on Monday that Costaguana will host no foreign bases."
# Of a promise that no plain words are looked for, what was learned alone decides.
KEPT = replace(TRACKED, commitments=(replace(NO_BASES, form="maintain"),))
RUIZ = base.Speaker("Ana Ruiz", "ana-ruiz", "costaguana", "Foreign Minister", "Minister")


def found(
    text: str,
    learned: weights.Weights | None = None,
    tracked: base.Tracked = KEPT,
    **fields: str,
) -> list[base.Finding]:
    """Return what an article of that day tells of commitments."""
    article = base.Article(text, fields.pop("language", "en"), TUESDAY, **fields)
    return commitments.find(passages.Reading(article, Index(tracked), learned))


def test_a_report_is_neutral_and_shows_who_says_what() -> None:
    (report,) = found(SAID, likely(9.0, mentions=9.0))

    assert replace(report, confidence=0.0, explanation={}) == base.Finding(
        kind="commitment.reported",
        record="no-bases",
        start=13,
        end=len(SAID),
        exact=SAID[13:],
        confidence=0.0,
        speaker=RUIZ,
        occurred=date(2026, 3, 9),
        occurred_precision="day",
    )
    assert report.confidence == 0.99
    assert report.explanation == {
        "matched": [
            {"text": "foreign bases", "start": 75, "end": 88, "term": "foreign bases"}
            | {"weight": 3.0}
        ],
        "rule": "about it",
        "contributions": {},
        "analyser": {"name": "rules", "version": "2"},
    }


def test_what_it_may_mean_is_a_finding_of_its_own_with_side_and_reasons() -> None:
    report, meaning = found(SAID, likely(9.0, reaffirms=0.0, mentions=0.0))

    assert (report.kind, meaning.kind) == ("commitment.reported", "commitment.reaffirmed")
    assert (report.relation, report.side) == (None, None)
    assert (meaning.relation, meaning.side) == ("reaffirms", "holder")
    assert (meaning.exact, meaning.speaker) == (report.exact, report.speaker)
    assert meaning.confidence == 0.5
    assert meaning.explanation["rule"] == "learned"
    assert meaning.explanation["relation_contributions"] == {}
    assert meaning.explanation["analyser"] == {"name": "rules", "version": "2"}


def test_the_words_that_decide_are_given_where_they_stand() -> None:
    heads = likely(9.0, reaffirms=1.0)["relations"]
    speaking = Model(1.0, {"en:restraint:host": 2.0})
    learned = {**likely(9.0), "relations": {**heads, "reaffirms": speaking}}

    _, meaning = found(SAID, learned)

    assert meaning.explanation["decided_by"] == [
        {"text": "host", "start": 67, "end": 71, "cue": "relations"}
    ]
    assert meaning.explanation["relation_contributions"] == {"en:restraint:host": 2.0}


@pytest.mark.parametrize(
    ("relation", "text", "kind"),
    [
        ("reaffirms", SAID, "reaffirmed"),
        ("qualifies", SAID, "qualified"),
        ("contradicts", SAID, "contradicted"),
        ("progresses", SAID, "progressed"),
        ("fulfils", SAID, "fulfilled"),
        ("breaks", SAID, "broken"),
        ("challenges", "Luis Vega said Costaguana has foreign bases.", "challenged"),
    ],
)
def test_each_relation_has_its_kind(relation: str, text: str, kind: str) -> None:
    _, meaning = found(text, likely(9.0, **{relation: 0.0}))

    assert meaning.kind == f"commitment.{kind}"


@pytest.mark.parametrize(
    ("odds", "kind", "rule"),
    [
        (0.0, "commitment.reported", "about it"),
        (-0.5, "commitment.mentioned", "not certainly about it"),
    ],
)
def test_where_it_is_uncertain_a_person_is_asked_and_nothing_is_meant(
    odds: float, kind: str, rule: str
) -> None:
    article = "\n\n".join([SAID, *["It rained all day long in the hills above the town."] * 40])

    first, *meanings = found(article, likely(odds, reaffirms=9.0))

    assert (first.kind, first.explanation["rule"]) == (kind, rule)
    assert first.relation == ("mentions" if meanings == [] else None)
    assert bool(meanings) == (odds >= 0)


def test_what_is_hardly_about_it_is_not_told() -> None:
    assert found(SAID, likely(-2.0, reaffirms=9.0)) == []


def test_further_passages_are_of_other_paragraphs_and_have_speakers_of_their_own() -> None:
    text = (
        f"{SAID} She added that foreign bases are no option.\n\n"
        "“Foreign bases would be welcome,” Luis Vega said.\n\n"
        "Tom Hale of Azuera said he had asked for no foreign bases.\n\n"
        "Foreign bases were the talk of Sulaco for a whole day."
    )

    (report,) = found(text, likely(9.0, mentions=9.0))

    shown = [(report.speaker, None), *((p.speaker, p.side) for p in report.further)]
    assert sorted((s.name, side or "") for s, side in shown if s) == [
        ("Ana Ruiz", ""),
        ("Luis Vega", "third_party"),
        ("Tom Hale", "counterpart"),
    ]
    assert all(text[p.start : p.end] == p.exact for p in report.further)


def test_an_article_reports_once_on_each_commitment() -> None:
    text = (
        "Ruiz said Costaguana will host no foreign bases.\n\nVega said Costaguana will host "
        "foreign bases.\n\nRuiz said Costaguana will respect the truce."
    )

    reports = found(text, likely(9.0, mentions=9.0), TRACKED)

    told = [(f.kind, f.record) for f in reports if f.kind == "commitment.reported"]
    assert told == [
        ("commitment.reported", "no-bases"),
        ("commitment.reported", "truce"),
    ]


TURNED = [
    ("Costaguana has abandoned its promise to host no foreign bases.", "en"),
    ("Costaguana backs away from its promise to host no foreign bases.", "en"),
    ("Costaguana is backing away from its ban on foreign bases.", "en"),
    ("Costaguana has dropped its promise to host no foreign bases.", "en"),
    ("Costaguana ditches its promise to host no foreign bases.", "en"),
    ("Costaguana scraps its promise to host no foreign bases.", "en"),
    ("Costaguana reneges on its promise to host no foreign bases.", "en"),
    ("A U-turn by Costaguana: foreign bases are welcome.", "en"),
    ("Costaguana reverses its ban on foreign bases.", "en"),
    ("Despite its promise Costaguana hosts foreign bases.", "en"),
    ("In Costaguana Ruiz called its promise of no foreign bases a mistake.", "en"),
    ("Costaguana abandona su promesa de no alojar bases extranjeras.", "es"),
    ("Costaguana se echa atrás en su promesa de no alojar bases extranjeras.", "es"),
    ("Costaguana da marcha atrás en su promesa de no alojar bases extranjeras.", "es"),
    ("Costaguana entierra su promesa de no alojar bases extranjeras.", "es"),
    ("Costaguana incumple su promesa de no alojar bases extranjeras.", "es"),
    ("Costaguana da un giro y aloja bases extranjeras.", "es"),
    ("Costaguana revierte su veto a las bases extranjeras.", "es"),
    ("Pese a su promesa, Costaguana aloja bases extranjeras.", "es"),
    ("En Costaguana, Ruiz llamó un error la promesa de no alojar bases extranjeras.", "es"),
]


@pytest.mark.parametrize(("text", "language"), TURNED)
def test_a_promise_that_is_turned_is_reported_and_never_reaffirmed(
    text: str, language: str
) -> None:
    as_shipped = [finding.kind for finding in found(text, language=language)]
    at_worst = [f.kind for f in found(text, likely(reaffirms=9.0), language=language)]

    assert as_shipped[0] == at_worst[0] == "commitment.reported"
    assert "commitment.reaffirmed" not in as_shipped + at_worst


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Will Costaguana host foreign bases?", "en"),
        ("¿Alojará Costaguana bases extranjeras?", "es"),
        ("If Costaguana were to host foreign bases, prices would rise.", "en"),
        ("Si Costaguana alojara bases extranjeras, los precios subirían.", "es"),
        ("In 2019 Costaguana closed the last of its foreign bases.", "en"),
        ("En 2019 Costaguana cerró la última de sus bases extranjeras.", "es"),
        ("Costaguana looks on. Peru opened foreign bases.", "en"),
        ("Costaguana observa. Perú abrió bases extranjeras.", "es"),
    ],
)
def test_what_says_nothing_is_only_reported(text: str, language: str) -> None:
    told = found(text, likely(9.0, breaks=9.0), language=language)

    shown = [f.exact for f in told if "bases" in f.exact and f.kind == "commitment.broken"]
    assert (told[0].kind, shown) == ("commitment.reported", [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peru said it will host no foreign bases.", "en"),
        ("Perú dijo que no alojará bases extranjeras.", "es"),
        ("Costaguana keeps a database of foreign bases.", "en"),
        ("Costaguana raised tariffs on Azuera.", "en"),
    ],
)
def test_what_concerns_another_country_or_matter_is_left_out(text: str, language: str) -> None:
    assert found(text, language=language) == []


def test_a_journalists_turn_is_never_a_statement() -> None:
    text = (
        "QUESTION: Costaguana has foreign bases, Minister, and everybody knows it.\n\n"
        "MINISTER RUIZ: Costaguana has no foreign bases.\n\n"
        "QUESTION: The foreign bases of Costaguana are in Cayta.\n\n"
        "MINISTER RUIZ: Never. Sovereignty comes first."
    )

    first, *others = found(text, likely(9.0, reaffirms=9.0))

    shown = {first.exact, *(p.exact for p in first.further), *(f.exact for f in others)}
    assert "MINISTER RUIZ: Costaguana has no foreign bases." in shown
    assert not any("QUESTION" in exact for exact in shown)


def test_the_publisher_of_an_official_text_speaks_in_it() -> None:
    article = base.Article(
        "Our country will host no foreign bases.", "en", TUESDAY, publisher="costaguana"
    )

    report, meaning = commitments.find(
        passages.Reading(article, Index(TRACKED), likely(9.0, reaffirms=9.0))
    )

    assert report.speaker == base.Speaker("Costaguana", None, "costaguana")
    assert meaning.side == "holder"


def test_what_is_no_sentence_of_the_article_shows_nothing() -> None:
    text = (
        "Photo: foreign bases in Costaguana. The Sulaco Courier\n\n"
        "Costaguana debated its foreign bases in Sulaco for a whole day.\n\n"
        "Sign up for our newsletter on foreign bases in Costaguana.\n\n"
        "Read also: No foreign bases in Costaguana, says Ana Ruiz"
    )

    (report,) = found(text, likely(9.0, mentions=9.0))

    assert (report.exact, report.further) == (
        "Costaguana debated its foreign bases in Sulaco for a whole day.",
        (),
    )


def test_terms_are_suggested_where_none_are_given() -> None:
    bare = replace(NO_BASES, terms={}, texts={"en": "Costaguana hosts no foreign naval bases."})
    tracked = replace(TRACKED, commitments=(bare,))

    report, *_ = found(
        "Ruiz said Costaguana has no foreign naval bases.", likely(mentions=9.0), tracked
    )

    assert report.kind == "commitment.reported"


def test_the_words_in_which_it_was_first_stated_are_nothing_new() -> None:
    text = "Ana Ruiz said Costaguana will host no foreign bases.\n\nIt rained in Sulaco all day."

    assert found(text, likely(9.0), document="doc-origin") == []
    assert [f.kind for f in found(text, likely(9.0), document="doc-other")] == [
        "commitment.reported"
    ]


def test_what_else_the_first_statement_says_is_shown_without_its_words() -> None:
    text = (
        "Costaguana will host no foreign bases.\n\n"
        "“No foreign bases, no base, full sovereignty,” Ana Ruiz said of Costaguana."
    )
    terms = {**likely(9.0, mentions=9.0), "ranking": {"ranking": Model(-4.0, {"terms": 9.0})}}

    (report,) = found(text, terms, document="doc-origin")

    assert (report.speaker is not None, report.further) == (True, ())


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "…", "?!", "“”", "«", "a" * 50])
def test_a_text_that_says_nothing_gives_nothing(text: str) -> None:
    assert kinds(text) == []
    assert kinds(text, "es") == []


def when(
    text: str, published: date | None = TUESDAY, precision: str = "day", language: str = "en"
) -> tuple[date | None, str | None]:
    """Return when the first sentence of an article was said."""
    given = passages.Reading(base.Article(text, language, published, precision), Index(TRACKED))
    return commitments.said(given, given.passages[0])


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Ruiz said it on Monday.", "en", date(2026, 3, 9)),
        ("Ruiz lo dijo el lunes.", "es", date(2026, 3, 9)),
        ("On 2 March Ruiz said that the truce of 4 March holds.", "en", date(2026, 3, 2)),
        ("Ruiz said that the truce of 4 January holds.", "en", TUESDAY),
        ("In 2019 Ruiz said it.", "en", TUESDAY),
        ("Ruiz said it will be signed on 20 March.", "en", TUESDAY),
        ("Ruiz said it.", "en", TUESDAY),
    ],
)
def test_a_day_counts_by_the_verb_or_from_the_articles_own(
    text: str, language: str, day: date
) -> None:
    assert when(text, language=language) == (day, "day")


def test_an_article_of_a_month_dates_to_its_month() -> None:
    assert when("Ruiz said it.", date(2026, 1, 1), "month") == (date(2026, 1, 1), "month")


def test_without_a_day_it_is_unknown() -> None:
    assert when("Ruiz said it on Monday.", None) == (None, None)
