"""The tools, asked over standard input and output about the worked example."""

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest

from tests.model_context.asking import Call, refused, told
from tracker import models
from tracker.model_context import tools
from tracker.timelines import current

BASES = "ecuador-no-foreign-bases"
LARGEST_ANSWER = 40_000
SAID = (
    "la llegada de militares estadounidenses responde a operaciones temporales, siempre bajo"
    " control del Ecuador y amparadas en tres acuerdos, y que no se trata de bases militares"
    " extranjeras"
)


def test_the_tools_are_these_each_with_a_schema_of_its_answer_and_none_changes_anything(
    local: Callable[..., Any],
) -> None:
    known = local("list_tools").tools

    assert [tool.name for tool in known] == [
        "search",
        "commitment",
        "record",
        "timeline",
        "list_commitments",
        "changes_since",
    ]
    for tool in known:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema["type"] == "object"


def test_the_types_of_record_that_tools_name_are_those_that_there_are() -> None:
    assert get_args(tools.RecordType) == tuple(models.RECORDS)
    assert get_args(tools.Subject) == current.SUBJECTS


def test_a_commitment_is_told_with_its_words_speaker_and_verdict(call: Call) -> None:
    answer = told(call("commitment", slug=BASES))

    assert answer["title"] == "No foreign military bases in Ecuador"
    assert (answer["form"], answer["form_means"]) == ("refrain", "Not to do something.")
    assert (answer["stated"], answer["due"], answer["schedule"]) == ("2025-12", None, "no_deadline")
    assert answer["made_by"] == [
        {
            "name": "Gabriela Sommerfeld",
            "office": "Foreign Minister",
            "party": "Ministry of Foreign Affairs of Ecuador",
        }
    ]
    (quote,) = answer["quotes"]
    assert quote == {
        "exact": SAID,
        "is_for_print": False,
        "text_kind": "summary",
        "speaker": "Gabriela Sommerfeld",
        "office": "Foreign Minister",
        "outlet": "Teleamazonas",
        "published": "2025-12",
        "language": "es",
        "source": "https://www.teleamazonas.com/actualidad/noticias/politica/gabriela-sommerfeld-"
        "bases-militares-ecuador-son-operaciones-temporales-108247/",
        "archive": "https://record.example/v1/documents/teleamazonas-2025-12-sommerfeld"
        "/snapshots/1",
    }
    assert answer["verdict"]["code"] == "upheld_so_far"
    assert answer["verdict"]["effective_date"] == "2026-03-31"
    assert answer["verdict"]["judged"]["sentence"] == "A person gave this verdict."


def test_a_commitment_comes_with_evidence_on_both_sides_and_what_was_searched(call: Call) -> None:
    evidence = told(call("commitment", slug=BASES))["evidence"]

    assert evidence["sentence"].startswith("0 for and 1 against; 14 documents of ")
    assert (evidence["count_for"], evidence["count_against"]) == (0, 1)
    assert (evidence["count_reported"], evidence["count_unjudged"]) == (1, 1)
    assert evidence["speaks_for"] == []
    assert [each["kind"] for each in evidence["only_reported"]] == ["commitment.reported"]
    (against,) = evidence["speaks_against"]
    assert against["slug"] == "correo-del-orinoco-on-operations-2026-01-26"
    assert (against["relation"], against["side"]) == ("contradicts", "third_party")
    assert against["judged"]["by"] == "person"
    assert against["quotes"][0]["outlet"] == "Correo del Orinoco"


def test_a_commitment_on_which_nothing_is_confirmed_says_what_was_read(call: Call) -> None:
    evidence = told(call("commitment", slug="ecuador-joint-operations-march-2026"))["evidence"]

    assert (evidence["count_for"], evidence["count_against"]) == (0, 0)
    assert evidence["sentence"].startswith("No evidence found in 14 documents of ")


def test_what_a_machine_flagged_is_told_as_such(call: Call) -> None:
    entries = told(call("commitment", slug=BASES))["timeline"]

    flagged = [each for each in entries if each["judged"]["by"] == "machine"]
    assert [(each["date"], each["kind"]) for each in flagged] == [
        ("2026-01-26", "commitment.reported")
    ]
    assert flagged[0]["judged"]["sentence"] == (
        "A machine flagged it with confidence 0.97; no person has reviewed it."
    )
    assert flagged[0]["relation"] is None


def test_every_address_leads_to_what_was_known_then(call: Call) -> None:
    answer = told(call("commitment", slug=BASES))

    known_at = answer["known_at"]
    here = f"https://record.example/commitments/{BASES}?known_at={known_at}"
    assert answer["page"] == here
    assert answer["json_url"] == here.replace("/commitments", "/v1/commitments")
    pages = [each["page"] for each in answer["timeline"] if each["page"]]
    assert pages
    assert all(page.endswith(f"?known_at={known_at}") for page in pages)


def test_the_same_is_answered_for_its_instant_as_for_now(call: Call) -> None:
    now = told(call("commitment", slug=BASES))

    then = told(call("commitment", slug=BASES, known_at=now["known_at"]))

    assert then == {**now, "evidence": None, "timeline_cursor": then["timeline_cursor"]}


def test_an_earlier_instant_shows_less(call: Call) -> None:
    first = told(call("changes_since", after=0, limit=1))["changes"][0]["published_at"]
    loaded = told(call("changes_since", after=76, limit=1))["changes"][0]["published_at"]

    missing = refused(call("commitment", slug="commitment-that-never-was", known_at=first))
    then = told(call("commitment", slug=BASES, known_at=loaded))

    assert missing == "not_found: There is nothing public of this type with this slug."
    assert "commitment.reported" not in {each["kind"] for each in then["timeline"]}


def test_a_timeline_is_read_to_its_end_part_by_part(call: Call) -> None:
    whole = told(call("timeline", type="party", slug="ecuador", limit=20))
    read: list[Any] = []
    cursor = None
    while True:
        part = told(call("timeline", type="party", slug="ecuador", limit=4, cursor=cursor))
        read += part["entries"]
        cursor = part["next_cursor"]
        if cursor is None:
            break

    assert read == whole["entries"]
    assert len(read) == 16
    assert read[0]["kind"] == "commitment.overdue"
    dates = [each["date"] or "" for each in read]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("type", "slug", "title"),
    [
        ("topic", "foreign-military-bases", "Foreign military bases"),
        ("party", "ecuador", "Ecuador"),
        ("official", "daniel-noboa", "Daniel Noboa"),
        ("agreement", "ecuador-us-sofa", "Ecuador–U.S. Status of Forces Agreement"),
        (
            "meeting",
            "noem-visit-ecuador-2025-11",
            "Visit of Kristi Noem to Ecuador, November 2025",
        ),
        ("commitment", BASES, "No foreign military bases in Ecuador"),
        ("source", "infobae", "Infobae"),
        (
            "document",
            "infobae-2026-01-26-operaciones",
            "[La Cancillería confirma operaciones conjuntas con Estados Unidos]",
        ),
    ],
)
def test_a_record_of_any_type_is_told(call: Call, type: str, slug: str, title: str) -> None:  # noqa: A002
    answer = told(call("record", type=type, slug=slug))

    assert (answer["type"], answer["slug"], answer["title"]) == (type, slug, title)
    assert answer["page"].startswith("https://record.example/")


def test_of_an_article_nobody_gets_the_text(call: Call) -> None:
    found = told(call("search", q="operaciones", type=["document"], limit=20))
    article = told(call("record", type="document", slug="infobae-2026-01-26-operaciones"))

    assert set(article["about"]) <= {
        *("source", "tier", "country", "outlet", "external_url", "canonical_url", "title"),
        *("published_at", "published_precision", "published_from", "first_seen_at", "language"),
        *("text_kind", "is_available"),
    }
    assert article["judged"] is None
    assert max(len(each["excerpt"]) for each in found["results"]) < 400


def test_what_is_searched_is_found_the_best_first(call: Call) -> None:
    answer = told(call("search", q="bases militares", type=["commitment"]))

    assert [each["slug"] for each in answer["results"]] == [
        "us-no-permanent-presence-in-ecuador",
        "ecuador-no-base-in-galapagos",
        "ecuador-no-foreign-bases",
    ]
    assert answer["counts"]["commitment"] == 3
    assert answer["next_cursor"] is None


def test_a_search_goes_on_where_it_ended(call: Call) -> None:
    whole = told(call("search", q="Ecuador", limit=20))["results"]
    first = told(call("search", q="Ecuador", limit=5))
    second = told(call("search", q="Ecuador", limit=5, cursor=first["next_cursor"]))

    assert first["results"] + second["results"] == whole[:10]


def test_commitments_are_listed_by_what_is_asked(call: Call) -> None:
    overdue = told(call("list_commitments", schedule="overdue"))["results"]
    refraining = told(call("list_commitments", form="refrain", holder="ecuador"))["results"]
    quoted = told(call("list_commitments", more_filters={"official": ["gabriela-sommerfeld"]}))

    assert [each["slug"] for each in overdue] == ["ecuador-joint-operations-march-2026"]
    assert overdue[0]["due"] == "2026-03"
    assert {each["slug"] for each in refraining} == {BASES, "ecuador-no-base-in-galapagos"}
    assert [each["slug"] for each in quoted["results"]] == [BASES]


def test_a_list_goes_on_where_it_ended_now_and_of_an_instant(call: Call) -> None:
    now = told(call("list_commitments", limit=20))

    for known_at in (None, now["known_at"]):
        read: list[str] = []
        cursor = None
        for _ in range(4):
            part = told(call("list_commitments", limit=2, cursor=cursor, known_at=known_at))
            read += [each["slug"] for each in part["results"]]
            cursor = part["next_cursor"]
        assert cursor is None
        assert read == [each["slug"] for each in now["results"]]


def test_changes_are_told_in_order_and_without_gaps(call: Call) -> None:
    first = told(call("changes_since", after=85, limit=4))
    rest = told(call("changes_since", after=first["next_after"], limit=20))

    assert [each["sequence"] for each in first["changes"]] == [86, 87, 88, 89]
    assert first["has_more"]
    assert [each["sequence"] for each in rest["changes"]] == [90, 91]
    assert (rest["has_more"], rest["next_after"]) == (False, 91)
    last = rest["changes"][-1]
    assert last["event"] == "commitment.overdue"
    assert last["summary"] == "Commitment overdue: Joint operations throughout March 2026."
    assert last["about"]["slug"] == "ecuador-joint-operations-march-2026"
    assert last["record"]["page"].endswith(f"?known_at={last['published_at']}")


def test_changes_are_narrowed_by_type_of_event_and_filters(call: Call) -> None:
    verdicts = told(call("changes_since", after=0, event_type=["commitment.verdict_changed"]))
    overdue = told(
        call(
            "changes_since",
            after=0,
            type="development",
            record_filters={"kind": ["commitment.overdue"]},
        )
    )

    assert len(verdicts["changes"]) == 2
    assert [each["sequence"] for each in overdue["changes"]] == [91]


def test_changes_since_an_instant_are_those_after_it(call: Call) -> None:
    before = told(call("changes_since", after=88, limit=1))["changes"][0]["published_at"]

    since = told(call("changes_since", since=before))

    assert [each["sequence"] for each in since["changes"]] == [90, 91]


def test_answers_stay_small(call: Call) -> None:
    answers = [
        call("commitment", slug=BASES),
        call("timeline", type="party", slug="ecuador", limit=20),
        call("search", q="Ecuador", limit=20),
        call("list_commitments", limit=20),
        call("changes_since", after=70, limit=20),
    ]

    assert max(len(json.dumps(told(each))) for each in answers) < LARGEST_ANSWER
