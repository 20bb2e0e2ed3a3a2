"""What is asked: rules, candidates, facts, and the text between markers, in bounded parts."""

import itertools
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import orjson

from tests.analysis import costaguana
from tests.analysis.llm import answering
from tracker import vocabularies
from tracker.analysis import base, deeds, llm, passages
from tracker.analysis.llm import prompting
from tracker.analysis.mentions.index import Index

PROJECT = Path(__file__).resolve().parents[3]
WORDED = "85050a46"


def test_the_version_is_raised_with_the_rules_and_the_schema() -> None:
    """Where this fails, raise ``prompting.VERSION``: answers and bars are kept by it."""
    worded = prompting.rules() + orjson.dumps(prompting.items()).decode()

    assert (llm.VERSION, sha256(worded.encode()).hexdigest()[:8]) == ("1", WORDED)


def test_the_codes_of_the_schema_are_those_of_the_vocabularies() -> None:
    listed = prompting.items()

    assert listed["meetings"]["properties"]["kind"]["enum"] == list(vocabularies.MeetingKind)
    assert set(listed["promises"]["properties"]["form"]["enum"]) == set(vocabularies.Form)
    assert set(listed["deeds"]["properties"]["kind"]["enum"]) == set(deeds.KINDS)


def test_every_code_of_the_schema_is_explained_by_the_rules() -> None:
    codes = [
        code
        for item in prompting.items().values()
        for name, schema in item["properties"].items()
        for code in (name, *schema.get("enum", ()))
    ]

    assert [code for code in codes if code not in prompting.rules()] == []


def test_a_request_has_the_rules_the_candidates_the_facts_and_the_text_between_markers() -> None:
    bound = replace(
        costaguana.NO_BASES,
        strength="undertaking",
        criteria=(base.Criterion("failure", "A foreign base is opened"),),
        officials=("ana-ruiz",),
    )
    asked = llm.Question(
        answering.article(title="Bases", publisher="costaguana"),
        answering.INDEX,
        (bound,),
        {"no-bases": ("2026-02-10 Commitment reaffirmed by Ana Ruiz: No foreign bases.",)},
    )

    (part,) = llm.requests(asked)

    system, user = part.messages
    assert system == {"role": "system", "content": prompting.rules()}
    candidates, facts, text = user["content"].split("\n\n", 2)
    assert orjson.loads(candidates.partition("\n")[2]) == [
        {
            "id": "no-bases",
            "text": "Costaguana hosts no foreign bases.",
            "form": "refrain",
            "strength": "undertaking",
            "stated": "2026-01-10",
            "holders": ["Costaguana"],
            "towards": ["Azuera"],
            "officials": ["Ana Ruiz, Foreign Minister"],
            "failure": ["A foreign base is opened"],
            "told before": ["2026-02-10 Commitment reaffirmed by Ana Ruiz: No foreign bases."],
        }
    ]
    assert orjson.loads(facts.partition("\n")[2]) == {
        "title": "Bases",
        "language": "en",
        "day": "2026-03-10",
        "publisher": "Costaguana",
    }
    head, first, body, last = text.replace(answering.TEXT, "<text>").split("\n")
    assert (head, body, first) == ("Text of the article:", "<text>", last)
    assert first.startswith("=== ARTICLE ")
    assert first not in answering.TEXT


def test_a_commitment_is_put_in_the_language_of_the_article_where_it_is_known() -> None:
    both = replace(costaguana.TRUCE, texts={"en": "It keeps the truce.", "es": "Guarda la tregua."})
    asked = llm.Question(answering.article(language="es"), answering.INDEX, (both,))

    assert "Guarda la tregua." in llm.requests(asked)[0].messages[1]["content"]


def test_only_what_is_asked_about_can_be_answered_about() -> None:
    (part,) = llm.requests(answering.question())

    developments = part.schema["properties"]["developments"]["items"]
    assert developments["properties"]["commitment"]["enum"] == ["no-bases", "truce"]
    assert developments["required"] == list(developments["properties"])
    assert developments["additionalProperties"] is False


def test_a_request_as_a_line_is_known_by_article_part_and_prompt() -> None:
    (part,) = llm.requests(answering.question())

    line = part.line("d1-a01")

    assert list(line) == ["article", "part", "prompt", "messages", "schema"]
    assert (line["article"], line["part"], line["prompt"]) == ("d1-a01", 1, llm.VERSION)
    assert orjson.loads(orjson.dumps(line)) == line


def test_a_long_text_is_asked_about_in_parts_that_overlap_and_leave_nothing_out() -> None:
    text = "\n".join(f"Paragraph {number} of the debate goes on and on." for number in range(900))
    parts = llm.requests(answering.question(text))

    assert [part.number for part in parts] == [1, 2, 3, 4]
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    for before, after in itertools.pairwise(parts):
        assert before.start < after.start < before.end
        assert text[after.start :].startswith("Paragraph")
    assert all(part.end - part.start <= 12_000 for part in parts)


def test_a_text_without_gaps_is_cut_all_the_same() -> None:
    assert llm.requests(answering.question("x" * 30_000))[-1].end == 30_000


def test_what_takes_more_than_the_tokens_of_an_article_is_left_out_from_the_end() -> None:
    asked = answering.question("It rained in Sulaco all day.\n" * 3000)
    every = llm.requests(asked)

    some = llm.requests(asked, most_tokens=sum(part.tokens for part in every[:2]))

    assert some == every[:2]
    assert every[0].tokens > 3000 + len(prompting.rules()) / 3


def test_twelve_candidates_are_asked_about_at_most_and_none_that_was_stated_later() -> None:
    many = tuple(
        replace(costaguana.NO_BASES, slug=f"no-bases-{number}", stated_quotes=(), stated_in=())
        for number in range(15)
    )
    late = replace(costaguana.TRUCE, stated_on=costaguana.TUESDAY.replace(year=2027))
    tracked = replace(costaguana.TRACKED, commitments=(*many, late))
    text = f"{answering.DENIED} The truce holds, she said."
    scene = passages.Reading(answering.article(text), Index(tracked))

    found = llm.candidates(scene)

    assert len(found) == 12
    assert "truce" not in found


def test_the_documentation_has_the_rules_in_full_with_their_version() -> None:
    page = PROJECT.joinpath("docs", "detection.md").read_text(encoding="utf-8")

    assert f"```text\n{prompting.rules()}\n```" in page
    assert f"The rules, in full, version {llm.VERSION};" in page
