"""What was read, as WARC files that a standard reader opens."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from tests import factories
from tracker import models, recording, redacting
from tracker.vocabularies import Drift

pytestmark = pytest.mark.django_db

URL = "https://courier.example/bases"
PAGE = "<html><body><p>«No habrá bases», dijo.</p></body></html>".encode()


def export(path: Path, *options: str) -> str:
    said = StringIO()
    call_command("export_warc", str(path), *options, stdout=said)
    return said.getvalue()


def records(path: Path) -> list[tuple[str, str, bytes]]:
    """Return type, address and content of each record, whose digests and lengths are right."""
    found = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            content = record.content_stream().read()
            assert record.digest_checker.passed is not False
            assert record.rec_headers.protocol == "WARC/1.1"
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            found.append((record.rec_type, address, content))
    return found


def two_versions() -> models.Snapshot:
    first = factories.snapshot("«No habrá bases», dijo.", URL, language="es")
    models.RawContent.keep(first, PAGE, "text/html; charset=utf-8")
    return factories.snapshot("«Habrá bases», dijo.", URL, language="es")


@pytest.mark.parametrize("name", ["articles.warc", "articles.warc.gz"])
def test_a_version_is_its_bytes_its_text_and_what_is_known_of_it(tmp_path: Path, name: str) -> None:
    second = two_versions()
    path = tmp_path / name

    said = export(path)

    assert said == f"{path}: 2 versions, {path.stat().st_size} bytes\n"
    assert path.read_bytes()[:2] == (b"\x1f\x8b" if name.endswith(".gz") else b"WA")
    assert [entry.name for entry in tmp_path.iterdir()] == [name]
    found = records(path)
    assert [(kind, address) for kind, address, _ in found] == [
        ("warcinfo", ""),
        ("response", URL),
        ("conversion", URL),
        ("metadata", URL),
        ("resource", URL),
        ("metadata", URL),
    ]
    assert found[1][2] == PAGE
    assert found[2][2].decode() == "«No habrá bases», dijo."
    assert found[4][2].decode() == "«Habrá bases», dijo."
    about = json.loads(found[5][2])
    assert about == {
        "snapshot": f"http://localhost:8000/v1/documents/{second.document.slug}/snapshots/2",
        "number": 2,
        "drift": "substantive",
        "significance": 1.0,
        "text_sha256": second.text_sha256,
        "extractor": "handed in 1",
        "title": "Costaguana rules out foreign bases",
        "outlet": "The Sulaco Courier",
        "author": "",
        "published_at": "2026-01-25T00:00:00.000000Z",
        "language": "es",
        "text_kind": "full",
    }


def test_the_answer_and_when_it_came_are_told(tmp_path: Path) -> None:
    two_versions()
    export(tmp_path / "a.warc")

    with (tmp_path / "a.warc").open("rb") as stream:
        [response] = [r for r in ArchiveIterator(stream) if r.rec_type == "response"]

    assert response.http_headers.get_statuscode() == "200"
    assert response.http_headers.get_header("Content-Type") == "text/html; charset=utf-8"
    assert response.rec_headers.get_header("WARC-Date") == "2026-03-01T12:00:00.000000Z"
    assert response.rec_headers.get_header("WARC-Payload-Digest").startswith("sha1:")


def test_a_page_that_was_gone_has_no_content(tmp_path: Path) -> None:
    second = two_versions()
    models.Snapshot.objects.filter(pk=second.pk).update(drift=Drift.UNAVAILABLE)

    export(tmp_path / "a.warc")

    kinds = [kind for kind, _, _ in records(tmp_path / "a.warc")]
    assert kinds == ["warcinfo", "response", "conversion", "metadata", "metadata"]


def test_one_document_or_what_was_read_since_a_day(tmp_path: Path) -> None:
    document = two_versions().document
    factories.snapshot("No bases.", "https://courier.example/2")

    assert "2 versions" in export(tmp_path / "a.warc", "--document", document.slug)
    assert "3 versions" in export(tmp_path / "b.warc", "--since", "2026-03-01")
    assert "0 versions" in export(tmp_path / "c.warc", "--since", "2026-03-02")


def test_what_was_redacted_is_left_out(tmp_path: Path) -> None:
    document = two_versions().document
    with recording.change("Emilia Gould", "court order", is_withdrawing=True) as change:
        redacting.redact(change, factories.stored(document), factories.NOW)

    assert "0 versions" in export(tmp_path / "a.warc")
    assert b"courier.example" not in (tmp_path / "a.warc").read_bytes()


def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        export(tmp_path / "nowhere" / "a.warc")
    with pytest.raises(CommandError, match="There is no document called nobody"):
        export(tmp_path / "a.warc", "--document", "nobody")

    assert list(tmp_path.iterdir()) == []
