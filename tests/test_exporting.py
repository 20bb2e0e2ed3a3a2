"""The bulk files: whole, of one moment, and never half written."""

import csv
import gzip
import hashlib
import io
import threading
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test import Client
from pytest_django import Settings

from config import celery
from tests import factories
from tests.api import expect
from tracker import exporting, models, serializers, tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def directory(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORT_DIR = tmp_path / "exports"
    settings.PUBLIC_URL = "https://record.example"
    settings.STATIC_ROOT = tmp_path
    return tmp_path / "exports"


def test_every_public_record_is_a_line_of_json(directory: Path) -> None:
    first, second = factories.topic(), factories.topic(name="Ports")
    withheld = factories.development(kind="commitment.contradicted")

    exporting.export(directory, factories.NOW)

    lines = gzip.decompress((directory / "latest" / "topics.jsonl.gz").read_bytes())
    bodies = [bytes(factories.stored(row).body) for row in (first, second)]
    assert lines == b"".join(body + b"\n" for body in bodies)
    developments = (directory / "latest" / "developments.jsonl.gz").read_bytes()
    assert (withheld.is_public, gzip.decompress(developments)) == (False, b"")


def test_every_public_record_is_a_line_for_spreadsheets(directory: Path) -> None:
    row = factories.topic()

    exporting.export(directory, factories.NOW)

    content = gzip.decompress((directory / "latest" / "topics.csv.gz").read_bytes())
    assert content.decode() == (
        "\ufefftype,slug,url,html_url,name,parent,parent_name,description,version,changed_at\r\n"
        "topic,foreign-bases,https://record.example/v1/topics/foreign-bases,"
        "https://record.example/topics/foreign-bases,Foreign bases,,,,1,"
        f"{factories.shown(row)['changed_at']}\r\n"
    )


def test_the_manifest_says_what_is_in_the_files(directory: Path) -> None:
    factories.topic()

    manifest = exporting.export(directory, factories.NOW)

    assert {key: manifest[key] for key in manifest if key != "files"} == {
        "schema": 1,
        "body_schema": serializers.SCHEMA,
        "generated_at": "2026-03-01T12:00:00.000000Z",
        "last_sequence": 1,
        "licence": "CC-BY-4.0",
        "rights": "Our own words, such as titles, summaries and verdicts, are under this licence. "
        "What is quoted is under the rights of its source, which stands beside each quote.",
    }
    assert [file["name"] for file in manifest["files"]] == [
        f"{plural}.{form}.gz"
        for plural in serializers.PLURALS.values()
        for form in ("jsonl", "csv")
    ]
    for file in manifest["files"]:
        content = (directory / "latest" / file["name"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert file["bytes"] == len(content)
        assert file["rows"] == (1 if file["resource"] == "topics" else 0)
    assert exporting.read_manifest(directory) == manifest


def test_the_same_records_make_the_same_files(directory: Path) -> None:
    factories.commitment()

    first = exporting.export(directory, factories.NOW)
    second = exporting.export(directory, factories.NOW)

    assert second == first


def test_an_export_is_of_one_moment(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.topic()

    def enter_meanwhile() -> None:
        factories.event(title="A later event")
        connections.close_all()

    opened = Path.open

    def open_and_enter(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "topics.jsonl.gz" and arguments == ("wb",):
            thread = threading.Thread(target=enter_meanwhile)
            thread.start()
            thread.join()
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_and_enter)
    manifest = exporting.export(directory, factories.NOW)

    assert models.Event.objects.public().count() == 1
    rows = {file["name"]: file["rows"] for file in manifest["files"]}
    assert (manifest["last_sequence"], rows["events.jsonl.gz"]) == (1, 0)


def test_a_new_export_takes_the_place_of_the_former(directory: Path) -> None:
    exporting.export(directory, factories.NOW)
    factories.topic()

    exporting.export(directory, factories.NOW)

    names = sorted(path.name for path in directory.iterdir())
    assert names == sorted([(directory / "latest").readlink().name, "latest"])
    manifest = exporting.read_manifest(directory)
    assert manifest is not None
    assert manifest["last_sequence"] == 1


def test_an_export_that_fails_leaves_the_former_in_place(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exporting.export(directory, factories.NOW)
    factories.topic()

    def full(*arguments: Any, **options: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        exporting.export(directory, factories.NOW)

    assert exporting.read_manifest(directory) == before
    assert len(list(directory.iterdir())) == 2


def test_a_second_export_at_the_same_time_gives_way(directory: Path) -> None:
    entered, ended = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [exporting.LOCK])
            entered.set()
            ended.wait(30)
        connections.close_all()

    holder = threading.Thread(target=hold)
    holder.start()
    entered.wait(30)
    with pytest.raises(exporting.Busy):
        exporting.export(directory, factories.NOW)
    with pytest.raises(CommandError, match="Another export is under way"):
        call_command("export")
    tasks.export()
    ended.set()
    holder.join()

    assert exporting.read_manifest(directory) is None


def test_the_command_says_what_it_wrote_and_where(directory: Path, tmp_path: Path) -> None:
    factories.topic()
    out = io.StringIO()

    call_command("export", dir=tmp_path / "elsewhere", stdout=out)

    size = (tmp_path / "elsewhere" / "latest" / "topics.jsonl.gz").stat().st_size
    assert out.getvalue().startswith(f"topics.jsonl.gz: 1 rows, {size} bytes\n")
    assert out.getvalue().endswith(f"{tmp_path}/elsewhere/latest: as of sequence 1\n")
    assert not directory.exists()


def test_the_files_are_written_every_night() -> None:
    entry = celery.app.conf.beat_schedule["export"]

    assert entry["task"] == "tracker.tasks.export"
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({3}, {0})
    assert celery.app.conf.timezone == "UTC"


def test_the_task_writes_where_the_settings_say(directory: Path) -> None:
    tasks.export()

    manifest = exporting.read_manifest(directory)
    assert manifest is not None
    assert manifest["last_sequence"] == 0


def test_before_the_first_export_there_is_none(client: Client) -> None:
    for address in ("/v1/exports", "/v1/exports/topics.jsonl.gz"):
        document = expect.problem(client.get(address), 404, "not_found")
        assert document["detail"] == "There is no export yet."


@pytest.mark.parametrize(
    "name", ["topics.xml.gz", "tokens.jsonl.gz", "topics.jsonl", "manifest.json"]
)
def test_there_is_no_other_file(client: Client, directory: Path, name: str) -> None:
    exporting.export(directory, factories.NOW)

    expect.problem(client.get(f"/v1/exports/{name}"), 404, "not_found")


def test_the_manifest_is_served_with_whole_addresses(client: Client, directory: Path) -> None:
    manifest = exporting.export(directory, factories.NOW)

    response = client.get("/v1/exports")

    assert orjson.loads(response.content) == {
        **manifest,
        "files": [
            {**file, "url": f"https://record.example/v1/exports/{file['name']}"}
            for file in manifest["files"]
        ],
    }
    tag = response["ETag"]
    expect.unchanged(client.get("/v1/exports", headers={"If-None-Match": tag}), tag)
    expect.problem(client.get("/v1/exports?page=2"), 400, "unknown_parameter")


def test_a_file_is_served_as_it_lies(client: Client, directory: Path) -> None:
    factories.commitment()
    manifest = exporting.export(directory, factories.NOW)
    entry = next(file for file in manifest["files"] if file["name"] == "commitments.csv.gz")

    response: Any = client.get(
        "/v1/exports/commitments.csv.gz", headers={"Accept-Encoding": "gzip"}
    )
    content = b"".join(response)
    tag = response["ETag"]

    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert tag == f'"{entry["sha256"]}"'
    assert response["Content-Type"] == "application/gzip"
    assert response["Content-Length"] == str(entry["bytes"])
    assert "Content-Encoding" not in response
    assert response["Content-Disposition"] == 'attachment; filename="commitments.csv.gz"'
    rows = list(csv.reader(io.StringIO(gzip.decompress(content).decode("utf-8-sig"), newline="")))
    assert [row[1] for row in rows] == ["slug", "no-foreign-bases"]
    address = "/v1/exports/commitments.csv.gz"
    expect.unchanged(client.get(address, headers={"If-None-Match": tag}), tag)
    head = client.head(address)
    assert head["Content-Length"] == str(entry["bytes"])
    head.close()
