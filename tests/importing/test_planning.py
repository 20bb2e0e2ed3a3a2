"""The dry run: what would be new, changed, unchanged or doubled, and what is wrong, by cell."""

import json

import pytest

from tests import factories
from tests.importing.sheets import planned, problems
from tracker import editing, importing, models, recording

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

COMMITMENT = "short_title,text,language,wording,holders,form,strength"


def states(plan: importing.Plan) -> list[str]:
    return [row.state.value for row in plan.rows]


def test_a_dry_run_writes_nothing() -> None:
    factories.costaguana()

    plan = planned("official", "name,role,party", "Charles Gould,Administrator,XC")

    (row,) = plan.rows
    assert (row.state, row.slug, plan.is_possible) == ("new", "charles-gould", True)
    assert not models.Official.objects.exists()
    assert not models.Identity.objects.filter(type="official").exists()


def test_a_record_is_known_by_its_slug_and_then_by_its_identifiers() -> None:
    wikidata = [{"scheme": "wikidata", "identifier": "Q1"}]
    factories.official(slug="charles-gould", identifiers=wikidata)
    factories.costaguana()

    by_slug = planned("official", "slug,honorific_prefix", "charles-gould,Don")
    by_identifier = planned("official", "name,identifiers", "Charles Gould,wikidata: Q1")
    by_code = planned("party", "code,homepage", "XC,https://costaguana.example")

    assert [(row.state, row.slug) for row in by_slug.rows] == [("changed", "charles-gould")]
    assert [(row.state, row.slug) for row in by_identifier.rows] == [("unchanged", "charles-gould")]
    assert [(row.state, row.slug) for row in by_code.rows] == [("changed", "costaguana")]


def test_changes_are_told_field_by_field_and_locked_ones_as_such() -> None:
    factories.official(slug="charles-gould", summary="Of the mine.")

    plan = planned(
        "official", "slug,name,summary,honorific_prefix", "charles-gould,Charles Gould,,Don"
    )

    (row,) = plan.rows
    assert [vars(each) for each in row.differences] == [
        {"heading": "honorific_prefix", "before": "", "after": "Don", "is_locked": False},
        {"heading": "summary", "before": "Of the mine.", "after": "", "is_locked": True},
    ]


def test_a_name_of_the_same_party_likely_repeats_a_record() -> None:
    factories.ana_ruiz()
    factories.ruritania()
    table = ["name,role,party", "Ána  ruiz,Minister,costaguana", "Ana Ruiz,Minister,ruritania"]

    plan = planned("official", *table)

    assert states(plan) == ["duplicate", "new"]
    assert plan.rows[0].similar is not None
    assert plan.rows[0].similar.slug == "ana-ruiz"
    assert states(planned("official", *table, wanted={"2"})) == ["new", "new"]
    assert states(planned("official", *table, allow_duplicates=True)) == ["new", "new"]


def test_a_row_that_repeats_one_above_it_is_a_duplicate_too() -> None:
    plan = planned("official", "name,summary", "Charles Gould,One", "charles gould,Two")

    assert states(plan) == ["new", "duplicate"]
    assert plan.rows[1].similar is not None
    assert plan.rows[1].similar.label == "2"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Costaguana will not host any foreign military bases.", "duplicate"),
        ("Costaguana will pave the road from Sulaco to the mine.", "new"),
    ],
)
def test_a_commitment_of_nearly_the_same_words_is_a_duplicate(text: str, state: str) -> None:
    factories.commitment()

    plan = planned("commitment", COMMITMENT, f"No,{text},en,editorial,costaguana,act,undertaking")

    assert states(plan) == [state]


def test_commitments_of_other_holders_are_no_duplicates() -> None:
    factories.commitment()
    factories.ruritania()
    words = "Costaguana will not host foreign military bases."

    plan = planned("commitment", COMMITMENT, f"No,{words},en,editorial,ruritania,act,undertaking")

    assert states(plan) == ["new"]


def test_each_mistake_is_told_with_its_row_and_column() -> None:
    factories.costaguana()

    plan = planned(
        "commitment",
        f"{COMMITMENT},due_date,criteria",
        "A,One,en,editorial,costaguna,act,undertaking,2026-13,success: x",
        "B,Two,en,oral,costaguana,act,,2026,success",
        ",Three,en,editorial,costaguana | nobody,act,undertaking,Jan-26,win: x",
    )

    assert states(plan) == ["refused", "refused", "refused"]
    assert problems(plan) == [
        (
            *("2", "holders"),
            "There is no party with the slug, code or name “costaguna”. Did you mean “costaguana”?",
        ),
        ("2", "due_date", "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."),
        ("3", "criteria", "Write one each line: kind: text."),
        ("3", "wording", "“oral” is not one of verbatim, editorial."),
        ("3", "strength", "This field is required."),
        ("4", "short_title", "This field is required."),
        ("4", "holders", "There is no party with the slug, code or name “nobody”."),
        ("4", "due_date", "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD."),
        ("4", "criteria", "entry 1, kind: “win” is not one of success, failure."),
    ]


def test_columns_that_new_records_need_are_missed_once() -> None:
    factories.costaguana()

    plan = planned("commitment", "short_title,text", "A,One", "B,Two")

    assert plan.sheet.problems == [
        "New commitments need columns “language”, “wording”, “holders”, “form”, “strength”."
    ]
    assert (states(plan), problems(plan)) == (["refused", "refused"], [])
    assert not plan.is_possible


def test_what_the_database_would_refuse_is_told_by_row() -> None:
    factories.costaguana()

    plan = planned(
        "official",
        "name,role,party,start_date,end_date",
        "Ana Ruiz,Minister,costaguana,2024,2020-01-01",
        "Charles Gould,Minister,costaguana,2020,2024",
        "Charles Gould,Premier,costaguana,2024-02,2024-01-05",
    )

    assert problems(plan) == [
        ("2", "", "It does not hold that tenure ends after it starts."),
        ("4", "", "It does not hold that tenure ends after it starts."),
    ]


@pytest.mark.parametrize(
    ("record_type", "table", "mistake"),
    [
        (
            "party",
            ["name,kind,country", "Harbour Board,agency,xc"],
            ("2", "", "It does not hold that party country is alpha 2."),
        ),
        (
            "party",
            ["name,kind,code", "Harbour Board,agency,hb"],
            ("2", "", "It does not hold that party code is upper case."),
        ),
        (
            "party",
            ["slug,name,kind,parent", "board,Harbour Board,agency,board"],
            ("2", "parent", "It refers to itself."),
        ),
        (
            "party",
            ["slug,name,kind", "a,One,agency", "a,Two,agency"],
            ("3", "slug", "Another row has the slug “a”, or it is taken for ever."),
        ),
        (
            "party",
            ["name,kind,code", "One,agency,HB", "Two,agency,HB"],
            ("3", "code", "Row 2 has the same: HB."),
        ),
        (
            "party",
            ["slug,homepage", "costaguana,", "costaguana,https://a.example"],
            ("3", "slug", "Row 2 is about the same record."),
        ),
        (
            "party",
            ["slug,name,kind", "A board,Board,agency"],
            ("2", "slug", "Use lower-case letters, digits and hyphens."),
        ),
        (
            "agreement",
            [
                "title,instrument_type,status,parties",
                "Port,treaty,signed,costaguana | XC",
            ],
            ("2", "parties", "Entry 2 repeats one above it."),
        ),
        (
            "meeting",
            ["title,kind,status", "Talks,talks,passed"],
            (
                *("2", "citations"),
                "A meeting that took place needs a citation. Give citations: [{document, exact}].",
            ),
        ),
        (
            "official",
            ["name,summary", "Ana\0Ruiz,x"],
            ("2", "name", "The character U+0000 is not allowed."),
        ),
        (
            "official",
            ["name,summary", '"=HYPERLINK(""http://a.example"",""Ana"")",x'],
            (
                *("2", "name"),
                "This is a formula: give its value, or put an apostrophe before it.",
            ),
        ),
        (
            "official",
            ["name,role,party,is_acting", "Ana Ruiz,Minister,costaguana,perhaps"],
            ("2", "is_acting", "Write yes or no."),
        ),
    ],
)
def test_a_row_that_cannot_be_says_why(
    record_type: str, table: list[str], mistake: tuple[str, str, str]
) -> None:
    factories.costaguana()

    plan = planned(record_type, *table)

    assert problems(plan) == [mistake]
    assert not plan.is_possible


def test_a_quote_that_stands_nowhere_is_told_before_anything_is_written() -> None:
    factories.costaguana()
    document = factories.document()

    plan = planned(
        "commitment",
        f"{COMMITMENT},citations",
        f"A,One,en,verbatim,costaguana,act,undertaking,{document.slug}: No such words",
        f"B,Two other,en,verbatim,costaguana,act,undertaking,{document.slug}: {factories.QUOTE}",
    )

    assert problems(plan) == [
        ("2", "citations", f"These words stand nowhere in {document.slug}: No such words")
    ]


def test_a_row_may_refer_to_one_below_it() -> None:
    plan = planned(
        "party",
        "name,kind,parent",
        "Board,agency,Ministry of Ports",
        "Ministry of Ports,ministry,",
    )

    assert (states(plan), plan.is_possible) == (["new", "new"], True)


def test_a_row_that_refers_to_one_that_is_not_imported_is_refused() -> None:
    factories.party(name="Ministry of Ports")

    plan = planned(
        "party",
        "slug,name,kind,parent",
        "pier,Pier,agency,board",
        "board,Board,agency,ports",
        "ports,Ministry of Ports,ministry,",
    )

    assert states(plan) == ["refused", "refused", "duplicate"]
    assert problems(plan) == [
        ("2", "", "It refers to row 3, which is not imported."),
        ("3", "", "It refers to row 4, which is not imported."),
    ]


def test_a_name_that_several_have_is_not_taken_for_either() -> None:
    factories.party(slug="one", name="Ministry")
    factories.party(slug="two", name="Ministry", country="XR")

    plan = planned("official", "name,role,party", "Ana Ruiz,Minister,Ministry")

    assert problems(plan) == [
        ("2", "party", "Several are called “Ministry”: give one of the slugs one, two.")
    ]


def test_what_was_withdrawn_is_neither_changed_nor_referred_to() -> None:
    party = factories.party(slug="old")
    with recording.change(factories.ACTOR, "one too many", is_withdrawing=True) as change:
        editing.delete(change, party, factories.NOW)

    changed = planned("party", "slug,homepage", "old,https://a.example")
    referred = planned("official", "name,role,party", "Ana Ruiz,Minister,old")

    assert problems(changed) == [
        ("2", "slug", "“old” was withdrawn: restore it first, or give another slug.")
    ]
    assert problems(referred) == [("2", "party", "The party “old” was withdrawn.")]


def test_cells_that_were_put_right_are_read_and_rows_left_out_are_not() -> None:
    table = ["name,summary", "=A1,x", "=A2,y", "Charles Gould,z"]

    plan = planned("official", *table, corrections={"2": {"name": "Ana Ruiz"}}, left_out={"3"})

    assert [(row.state, row.slug) for row in plan.rows] == [
        ("new", "ana-ruiz"),
        ("new", "charles-gould"),
    ]


def test_rows_of_one_official_are_one_record_with_several_offices() -> None:
    factories.costaguana()

    plan = planned(
        "official",
        "name,role,party,start_date",
        "Ana Ruiz,Minister,costaguana,2020",
        "Charles Gould,Administrator,costaguana,",
        "Ana Ruiz,es: Canciller | en: Chancellor,costaguana,2024",
    )

    assert [(row.entry.label, row.slug) for row in plan.rows] == [
        ("2", "ana-ruiz"),
        ("3", "charles-gould"),
    ]
    assert [tenure["role"] for tenure in plan.rows[0].values["tenures"]] == [
        {"en": "Minister"},
        {"es": "Canciller", "en": "Chancellor"},
    ]


def test_an_object_of_another_form_is_refused_in_words() -> None:
    noun = importing.NOUNS["party"]
    record = {"name": "Board", "kind": "agency", "other_names": "Pier", "identifiers": [1]}
    sheet = importing.read(json.dumps([record]).encode(), noun)

    plan = importing.plan(noun, sheet, importing.Choices())

    assert [heading for _, heading, _ in problems(plan)] == ["identifiers"]
