"""Bulk files: everything public, as JSON lines and for spreadsheets, with a manifest."""

import gzip
import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import orjson
from django.conf import settings
from django.db import connection

from tracker import models, serializers
from tracker.models import transactions
from tracker.representations import spreadsheets

LATEST = "latest"
MANIFEST = "manifest.json"
FORMATS = ("jsonl", "csv")
SCHEMA = 1
LOCK = 8_270_015
_CHUNK = 1000
_ATTEMPTS = 3
_RIGHTS = (
    "Our own words, such as titles, summaries and verdicts, are under this licence. What is "
    "quoted is under the rights of its source, which stands beside each quote."
)


class Busy(Exception):  # noqa: N818 - named as what it reports
    """Another export is under way."""


@dataclass(frozen=True)
class File:
    """One file of an export; ``sha256`` and ``bytes`` are of the file as it is compressed."""

    resource: str
    format: str
    name: str
    sha256: str
    bytes: int
    rows: int


def export(directory: Path, now: datetime) -> dict[str, Any]:
    """Write all public records into ``directory`` and return the manifest.

    All is read in one snapshot of the database. The files lie in ``directory/latest``, a link
    that leads to the former export until the new one is whole. Raises Busy.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with transactions.one_moment():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone() != (True,):
                raise Busy("Another export is under way.")
        home = Path(tempfile.mkdtemp(prefix="export-", dir=directory))
        try:
            manifest = _write(home, now)
            home.chmod(0o755)
            _publish(directory, home)
        except BaseException:
            shutil.rmtree(home, ignore_errors=True)
            raise
    return manifest


def read_manifest(directory: Path) -> dict[str, Any] | None:
    """Return the manifest of the latest export; None before the first."""
    for home in _latest(directory):
        with suppress(FileNotFoundError):
            manifest: dict[str, Any] = orjson.loads((home / MANIFEST).read_bytes())
            return manifest
    return None


def open_file(directory: Path, name: str) -> tuple[dict[str, Any], IO[bytes]] | None:
    """Return what the manifest says of a file of the latest export, and the file opened.

    None before the first export, and where it has no such file.
    """
    for home in _latest(directory):
        with suppress(FileNotFoundError):
            manifest = orjson.loads((home / MANIFEST).read_bytes())
            entry = next((file for file in manifest["files"] if file["name"] == name), None)
            return None if entry is None else (entry, (home / name).open("rb"))
    return None


def _latest(directory: Path) -> Iterator[Path]:
    """Yield where the latest export lies, again where a new one may have come between."""
    for _ in range(_ATTEMPTS):
        yield (directory / LATEST).resolve()


def _write(home: Path, now: datetime) -> dict[str, Any]:
    files = [
        _write_file(home, record_type, form) for record_type in models.RECORDS for form in FORMATS
    ]
    manifest = {
        "schema": SCHEMA,
        "body_schema": serializers.SCHEMA,
        "generated_at": serializers.show_moment(now),
        "last_sequence": models.LedgerHead.objects.sequence(),
        "licence": settings.DATA_LICENCE,
        "rights": _RIGHTS,
        "files": [asdict(file) for file in files],
    }
    (home / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return manifest


def _write_file(home: Path, record_type: str, form: str) -> File:
    resource = serializers.PLURALS[record_type]
    path = home / f"{resource}.{form}.gz"
    rows = 0
    with path.open("wb") as out, gzip.GzipFile("", "wb", 6, out, mtime=0) as compressed:
        for line in _lines(record_type, form):
            compressed.write(line)
            rows += 1
    if form == "csv":
        rows -= 1  # the headings
    with path.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return File(resource, form, path.name, digest, path.stat().st_size, rows)


def _lines(record_type: str, form: str) -> Iterator[bytes]:
    rows = models.RECORDS[record_type]._default_manager.filter(is_public=True).order_by("pk")
    bodies = map(bytes, rows.values_list("body", flat=True).iterator(chunk_size=_CHUNK))
    if form == "jsonl":
        return (body + b"\n" for body in bodies)
    columns = spreadsheets.columns(record_type)
    return spreadsheets.lines(columns, map(orjson.loads, bodies), settings.PUBLIC_URL)


def _publish(directory: Path, home: Path) -> None:
    """Have ``latest`` lead to ``home``, at once, and remove all former exports."""
    link = directory / f"{home.name}.link"
    link.symlink_to(home.name)
    link.replace(directory / LATEST)
    for other in directory.glob("export-*"):
        if other.is_dir() and other != home:
            shutil.rmtree(other, ignore_errors=True)
