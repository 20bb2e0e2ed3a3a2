"""Lists at the desk: tried, put right, imported whole, and exported."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests import factories
from tests.admin.conftest import mistakes, notes
from tracker import importing, models
from tracker.importing import working

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

PAGE = "/admin/import/"
HEADINGS = "short_title,text,language,wording,holders,form,strength,due_date"


def a_list(count: int) -> list[str]:
    """Return commitments, as a newsroom lists them, each of words of its own."""
    return [
        f"Road {number},The road {number} a{number} b{number} c{number} is paved.,en,editorial,"
        "costaguana,act,undertaking,2027"
        for number in range(1, count + 1)
    ]


def handed_in(desk: Client, *rows: str, record_type: str = "commitment") -> Any:
    content = "\r\n".join(rows).encode()
    file = SimpleUploadedFile("list.csv", content, "text/csv")
    return desk.post(PAGE, {"record_type": record_type, "format": "", "file": file}, follow=True)


def sent(desk: Client, page: Any, action: str, **changes: Any) -> Any:
    """Send the form of a dry run as a browser does, with what was changed."""
    (form,) = (
        each for each in html.fromstring(page.content).forms if each.get("id") == "rows_form"
    )
    values: dict[str, Any] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return desk.post(
        page.request["PATH_INFO"], {**values, "action": action, **changes}, follow=True
    )


def tabs(page: Any) -> list[str]:
    found = html.fromstring(page.content).xpath("//nav[@class='tabs']//a")
    return [" ".join(str(tab.text_content()).split()) for tab in found]


def words(page: Any, path: str) -> list[str]:
    found = html.fromstring(page.content.decode()).xpath(path)
    return [" ".join(str(each.text_content()).split()) for each in found]


def test_two_hundred_commitments_with_two_bad_rows_are_put_right_and_imported(desk: Client) -> None:
    factories.costaguana()
    rows = a_list(200)
    rows[16] = rows[16].replace("costaguana", "costaguna")
    rows[99] = rows[99].replace("2027", "31.12.2027")

    page = handed_in(desk, HEADINGS, *rows)

    assert tabs(page) == [
        *("To be put right 2", "Likely duplicates 0", "Changed 0", "New 198", "Unchanged 0"),
    ]
    assert words(page, "//p[@class='wrong']") == [
        "There is no party with the slug, code or name “costaguna”. Did you mean “costaguana”?",
        "Use a real date: YYYY, YYYY-MM or YYYY-MM-DD.",
    ]
    assert not models.Commitment.objects.exists()

    corrected = {"cell:18:holders": "costaguana", "cell:101:due_date": "2027-12-31"}
    page = sent(desk, page, "check", **corrected)

    assert tabs(page)[3] == "New 200"
    assert words(page, "//button[@value='import']") == ["Import 200 new and 0 changed"]

    page = sent(desk, page, "import", reason="The programme of the government")

    assert models.Commitment.objects.public().count() == 200
    assert words(page, "//div[@class='import']/ul/li") == ["200 new"]
    revisions = models.Revision.objects.filter(type="commitment")
    assert {(each.actor, each.reason) for each in revisions} == {
        (factories.ACTOR, "The programme of the government")
    }
    assert (
        factories.shown(models.Commitment.objects.get(identity__slug="road-100"))["due_date"]
        == "2027-12-31"
    )
    assert bytes(models.Import.objects.get().content) == b""


def test_a_row_whose_cells_are_shifted_is_put_right_by_whoever_looks_at_it(desk: Client) -> None:
    page = handed_in(desk, "name,summary", "Ruiz, Ana,A lawyer", record_type="official")

    page = sent(desk, page, "check")
    assert words(page, "//p[@class='wrong']") == [
        "It has 3 cells below 2 headings: put quotation marks around a cell that holds the "
        "delimiter."
    ]
    page = sent(desk, page, "check", **{"cell:2:name": "Ana Ruiz", "cell:2:summary": "A lawyer"})
    sent(desk, page, "import")

    (official,) = models.Official.objects.all()
    assert (official.name, official.summary) == ("Ana Ruiz", "A lawyer")


def test_lists_of_records_lead_to_the_import(desk: Client) -> None:
    for name in importing.NOUNS:
        page = desk.get(f"/admin/tracker/{name}/")
        assert words(page, f"//ul[@class='object-tools']//a[@href='{PAGE}']") == [
            "Import or export"
        ]


def test_bad_rows_may_be_left_out(desk: Client) -> None:
    page = handed_in(desk, "name,summary", "=A1,x", "Ana Ruiz,y", record_type="official")

    page = sent(desk, page, "check", leave="2")
    sent(desk, page, "import")

    assert [official.name for official in models.Official.objects.all()] == ["Ana Ruiz"]


def test_a_likely_duplicate_is_imported_only_where_it_is_said_to_be_another(desk: Client) -> None:
    factories.official()
    rows = ["name,summary", "Charles Gould,One", "Ana Ruiz,Two"]

    page = handed_in(desk, *rows, record_type="official")
    assert tabs(page)[1] == "Likely duplicates 1"
    page = sent(desk, page, "check", want="2")
    assert (tabs(page)[1], tabs(page)[3]) == ("Likely duplicates 0", "New 2")
    sent(desk, page, "import")

    assert models.Official.objects.count() == 3


def test_what_would_change_is_shown_field_by_field(desk: Client) -> None:
    factories.official(slug="charles-gould", summary="Of the mine.")

    page = handed_in(
        desk, "slug,summary", "charles-gould,Of the silver mine.", record_type="official"
    )

    assert words(page, "//dl[@class='differences']/dt") == [
        "summary locked: a person entered what stands there"
    ]
    assert words(page, "//dl[@class='differences']/dd") == ["Of the mine. → Of the silver mine."]


def test_a_file_that_cannot_be_read_is_answered_on_the_same_page(desk: Client) -> None:
    for content, said in ((b"PK\x03\x04", "This is an Excel workbook"), (b"", "The file is empty")):
        file = SimpleUploadedFile("list.xlsx", content)
        page = desk.post(PAGE, {"record_type": "party", "file": file})
        assert mistakes(page)[0].startswith(said)

    assert not models.Import.objects.exists()


def test_a_column_that_is_not_known_keeps_all_out(desk: Client) -> None:
    page = handed_in(desk, "name,sumary", "Ana Ruiz,x", record_type="official")

    assert words(page, "//p[@class='errornote']")[0].startswith("There is no column “sumary”.")
    assert words(page, "//button[@value='import']") == []


def test_cells_with_characters_that_no_text_holds_are_shown_and_put_right(desk: Client) -> None:
    page = handed_in(desk, "name,summary", "Ana\0Ruiz,x", record_type="official")

    assert words(page, "//p[@class='wrong']") == ["The character U+0000 is not allowed."]
    page = sent(desk, page, "check", **{"cell:2:name": "Ana Ruiz"})
    assert tabs(page)[3] == "New 1"


def test_a_record_that_changed_meanwhile_is_looked_at_again(desk: Client) -> None:
    official = factories.official(slug="charles-gould")
    page = handed_in(desk, "slug,honorific_prefix", "charles-gould,Don", record_type="official")
    factories.changed(official, honorific_prefix="Sir")

    page = sent(desk, page, "import")

    assert notes(page) == [
        "Nothing was imported: records have changed since this dry run. Look again."
    ]
    assert words(page, "//dl[@class='differences']/dd") == ["Sir → Don"]
    assert factories.shown(official)["honorific_prefix"] == "Sir"


def test_a_form_that_is_sent_twice_imports_once(desk: Client) -> None:
    page = handed_in(desk, "name", "Ana Ruiz", record_type="official")

    sent(desk, page, "import")
    again = sent(desk, page, "import")

    assert notes(again) == ["This was decided already."]
    assert models.Official.objects.count() == 1


def test_a_dry_run_of_another_tab_is_not_imported(desk: Client) -> None:
    page = handed_in(desk, "name,summary", "=A1,x", "Ana Ruiz,y", record_type="official")
    sent(desk, page, "check", leave="2")

    answer = sent(desk, page, "import")

    assert "this dry run is another by now" in notes(answer)[0]
    assert not models.Official.objects.exists()


def test_a_file_is_thrown_away(desk: Client) -> None:
    page = handed_in(desk, "name", "Ana Ruiz", record_type="official")

    page = sent(desk, page, "discard")

    assert notes(page) == ["List.csv is thrown away. Nothing was imported."]
    assert not models.Import.objects.exists()


def test_a_large_file_is_checked_and_imported_by_the_worker(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "MOST_AT_ONCE", 2)
    rows = ["name", "Ana Ruiz", "Charles Gould", "Tomás Vidal"]

    page = handed_in(desk, *rows, record_type="official")
    assert words(page, "//p[@role='status']") == ["Waiting for a worker"]
    assert importing.work_waiting(1, factories.NOW) == 1

    page = desk.get(page.request["PATH_INFO"])
    assert tabs(page)[3] == "New 3"
    page = sent(desk, page, "import")
    assert html.fromstring(page.content).xpath("//meta[@http-equiv='refresh']/@content") == ["3"]
    assert importing.work_waiting(1, factories.NOW) == 1

    page = desk.get(page.request["PATH_INFO"])
    assert words(page, "//div[@class='import']/ul/li") == ["3 new"]
    assert models.Official.objects.public().count() == 3
    assert importing.work_waiting(1, factories.NOW) == 0


def test_templates_and_exports_are_handed_out(desk: Client) -> None:
    factories.ana_ruiz()

    template = desk.get(f"{PAGE}template/official/")
    exported = desk.get(f"{PAGE}export/official/popolo/")

    assert template["Content-Disposition"] == 'attachment; filename="template-officials.csv"'
    assert template.content == importing.template(importing.NOUNS["official"])
    content = b"".join(exported.streaming_content)  # type: ignore[attr-defined]
    assert exported["Content-Disposition"] == 'attachment; filename="officials.popolo.json"'
    assert b'"organization_id": "costaguana"' in content
    assert desk.get(f"{PAGE}export/commitment/popolo/").status_code == 404
    assert desk.get(f"{PAGE}template/topic/").status_code == 404


def test_nobody_imports_without_the_right_to_create_and_change(client: Client) -> None:
    client.force_login(factories.UserFactory.create(username="Quist", role="subscriber"))

    for address in ("", "template/party/", "export/party/csv/"):
        assert client.get(PAGE + address).headers["Location"].startswith("/admin/login/")


def test_nobody_sees_the_imports_of_another(desk: Client, client: Client) -> None:
    page = handed_in(desk, "name", "Ana Ruiz", record_type="official")
    other = factories.UserFactory.create(username="Quist", role="editor")
    client.force_login(other)

    assert client.get(page.request["PATH_INFO"]).status_code == 404
