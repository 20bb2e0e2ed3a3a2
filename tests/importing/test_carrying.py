"""Imports carried out: all of a file or nothing, in one change, locked against machines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.importing.sheets import csv, imported
from tracker import importing, models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

COMMITMENTS = "short_title,text,language,wording,holders,towards,form,strength,due_date,criteria"


def test_new_records_are_published_in_one_change_with_all_their_parts() -> None:
    factories.costaguana()
    factories.ruritania()

    done = imported(
        "commitment",
        COMMITMENTS,
        'Pave,Costaguana will pave the road.,en,editorial,XC,ruritania,act,undertaking,2020-01,"'
        'success: paved\nfailure: not paved"',
        "Ban,Whaling stays banned.,en,editorial,XC | XR,,refrain,legal_obligation,,",
    )

    assert done == {"new": 2}
    paved, banned = (factories.shown(row) for row in models.Commitment.objects.order_by("pk"))
    assert (paved["slug"], paved["due_date"], paved["schedule"]) == ("pave", "2020-01", "overdue")
    assert [each["slug"] for each in paved["towards"]] == ["ruritania"]
    assert paved["criteria"] == [
        {"kind": "success", "text": "paved"},
        {"kind": "failure", "text": "not paved"},
    ]
    assert [each["slug"] for each in banned["holders"]] == ["costaguana", "ruritania"]
    revisions = models.Revision.objects.filter(type="commitment")
    assert {(each.event_type, each.actor, each.reason) for each in revisions} == {
        ("record.created", factories.ACTOR, "From the list of the newsroom")
    }
    assert len({each.published_at for each in revisions}) == 1


def test_one_bad_row_keeps_all_out() -> None:
    factories.costaguana()
    table = ["name,role,party", "Ana Ruiz,Minister,XC", "Charles Gould,Minister,nobody"]

    with pytest.raises(importing.NotImported, match="Nothing was imported: 1 things are wrong"):
        imported("official", *table)

    assert not models.Official.objects.exists()


def test_a_change_locks_what_was_entered_and_touches_nothing_else() -> None:
    official = factories.official(slug="charles-gould", summary="Of the mine.")

    done = imported("official", "slug,honorific_prefix", "charles-gould,Don")

    row = factories.stored(official)
    assert (done, row.honorific_prefix, row.summary) == ({"changed": 1}, "Don", "Of the mine.")
    assert "honorific_prefix" in row.locked_fields
    assert models.Revision.objects.filter(record=row.pk).count() == 2


def test_what_a_person_imported_no_machine_changes() -> None:
    imported("official", "name,summary", "Charles Gould,Of the mine.")

    (row,) = models.Official.objects.all()
    assert {"name", "summary"} <= set(row.locked_fields)


def test_an_office_that_ends_keeps_its_quotes() -> None:
    document = factories.document()
    cited = {"document": document.slug, "exact": factories.QUOTE}
    factories.official(
        slug="ana-ruiz",
        name="Ana Ruiz",
        tenures=[
            {"party": factories.costaguana().slug, "role": {"en": "Minister"}, "citations": [cited]}
        ],
    )

    done = imported(
        "official",
        "slug,role,party,end_date",
        "ana-ruiz,Minister,costaguana,2025-12",
        "ana-ruiz,Premier,costaguana,",
    )

    first, second = factories.shown(models.Official.objects.get())["tenures"]
    assert done == {"changed": 1}
    assert (first["end_date"], second["role"]) == ("2025-12", {"en": "Premier"})
    assert [quote["exact"] for quote in first["citations"]] == [factories.QUOTE]
    assert second["citations"] == []


def test_rows_that_refer_to_rows_below_them_are_stored() -> None:
    imported("party", "slug,name,kind,parent", "board,Board,agency,ports", "ports,Ports,ministry,")

    board = models.Party.objects.get(identity__slug="board")
    assert board.parent is not None
    assert board.parent.slug == "ports"
    assert factories.shown(board)["parent"]["title"] == "Ports"


def test_likely_duplicates_are_left_out_and_the_rest_is_imported() -> None:
    factories.official()

    done = imported("official", "name", "Charles Gould", "Ana Ruiz")

    assert done == {"new": 1, "duplicate": 1}


def test_what_has_changed_since_the_dry_run_is_looked_at_again() -> None:
    factories.official(slug="charles-gould")
    noun = importing.NOUNS["official"]
    content = csv("slug,honorific_prefix", "charles-gould,Don")
    seen = importing.plan(noun, importing.read(content, noun), importing.Choices())
    factories.changed(models.Official.objects.get(), honorific_prefix="Sir")

    with pytest.raises(importing.NotImported, match="have changed since this dry run"):
        importing.carry_out(
            noun,
            importing.read(content, noun),
            importing.Choices(),
            actor=factories.ACTOR,
            reason="",
            digest=seen.digest,
        )

    assert models.Official.objects.get().honorific_prefix == "Sir"


def test_a_formula_that_was_meant_as_text_is_exported_so_that_nobody_computes_it() -> None:
    imported("official", "name", "'=1+1")

    (row,) = models.Official.objects.all()
    lines = b"".join(importing.export(importing.NOUNS["official"], "csv")).decode().splitlines()
    assert row.name == "=1+1"
    assert lines[1].startswith("1-1,'=1+1,")


def test_progress_is_told_to_the_end() -> None:
    noun = importing.NOUNS["official"]
    told: list[tuple[str, int, int]] = []

    importing.carry_out(
        noun,
        importing.read(csv("name", "Charles Gould", "Ana Ruiz"), noun),
        importing.Choices(),
        actor=factories.ACTOR,
        reason="",
        progress=lambda *words: told.append(words),
    )

    assert told == [
        ("Checked", 0, 2),
        ("Checked", 2, 2),
        ("Written", 2, 2),
        ("Written", 2, 2),
        ("Publishing", 0, 1),
        ("Publishing", 1, 1),
    ]


def test_a_hundred_are_written_in_as_many_statements_as_two() -> None:
    factories.costaguana()

    def statements(table: list[str]) -> int:
        with CaptureQueriesContext(connection) as captured:
            imported("official", "name,role,party", *table)
        return len(captured)

    few = statements([f"Ana Ruiz of {name},Minister,XC" for name in ("Sulaco", "Cayta")])
    many = statements([f"Charles Gould {number},Clerk,XC" for number in range(100)])

    assert many <= few + 5
