"""Versions of documents as WARC 1.1, which the tools of web archives read (ISO 28500:2017)."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO

import orjson
from django.conf import settings
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tracker import models, serializers
from tracker.vocabularies import Drift

_WHEN = "%Y-%m-%dT%H:%M:%S.%fZ"
_SOFTWARE = "On Record"


def write(
    stream: BinaryIO, snapshots: Iterable[models.Snapshot], *, name: str = "", is_gzipped: bool
) -> Iterable[int]:
    """Write ``snapshots`` and give, after each, how many have been written.

    A version is a ``response`` with the bytes as fetched, or where none are kept nothing; its
    text, as a ``conversion`` of these or else as a ``resource``; and ``metadata`` on both. Of the
    header of an answer only the type of its content is kept, so no more is written of it.
    """
    writer = WARCWriter(stream, gzip=is_gzipped, warc_version="1.1")
    about = {
        "software": _SOFTWARE,
        "format": "WARC File Format 1.1",
        "isPartOf": settings.PUBLIC_URL,
        "description": "Versions of documents; header lines of answers but Content-Type are lost",
    }
    writer.write_record(writer.create_warcinfo_record(name, about))
    for count, snapshot in enumerate(snapshots, start=1):
        _write(writer, snapshot)
        yield count


def _write(writer: WARCWriter, snapshot: models.Snapshot) -> None:
    uri = snapshot.document.url or _address(snapshot)
    fetched_at = _date(snapshot.fetched_at)
    concurrent = {"WARC-Date": fetched_at}
    if snapshot.drift != Drift.UNAVAILABLE:
        concurrent = _write_content(writer, snapshot, uri, fetched_at)
    about = orjson.dumps(_about(snapshot))
    metadata = writer.create_warc_record(
        uri,
        "metadata",
        payload=io.BytesIO(about),
        length=len(about),
        warc_content_type="application/json",
        warc_headers_dict=concurrent,
    )
    writer.write_record(metadata)


def _write_content(
    writer: WARCWriter, snapshot: models.Snapshot, uri: str, fetched_at: str
) -> dict[str, str]:
    """Write bytes and text, and return what the metadata say of what they are about."""
    raw: models.RawContent | None = getattr(snapshot, "raw", None)
    said = {"WARC-Date": fetched_at}
    kind = "resource"
    if raw is not None:
        lines = [("Content-Type", raw.content_type)] if raw.content_type else []
        content = raw.content
        response = writer.create_warc_record(
            uri,
            "response",
            payload=io.BytesIO(content),
            length=len(content),
            http_headers=StatusAndHeaders("200 OK", lines, protocol="HTTP/1.1"),
            warc_headers_dict=dict(said),
        )
        writer.write_record(response)
        said["WARC-Refers-To"] = response.rec_headers.get_header("WARC-Record-ID")
        kind = "conversion"
    words = snapshot.text.encode()
    text = writer.create_warc_record(
        uri,
        kind,
        payload=io.BytesIO(words),
        length=len(words),
        warc_content_type="text/plain; charset=utf-8",
        warc_headers_dict=dict(said),
    )
    writer.write_record(text)
    said.setdefault("WARC-Refers-To", text.rec_headers.get_header("WARC-Record-ID"))
    return said


def _about(snapshot: models.Snapshot) -> dict[str, object]:
    document = snapshot.document
    return {
        "snapshot": _address(snapshot),
        "number": snapshot.number,
        "drift": snapshot.drift,
        "significance": snapshot.significance,
        "text_sha256": snapshot.text_sha256,
        "extractor": snapshot.extractor_version,
        "title": document.title,
        "outlet": document.outlet,
        "author": document.author,
        "published_at": serializers.show_moment(document.published_at),
        "language": document.language,
        "text_kind": document.text_kind,
    }


def _address(snapshot: models.Snapshot) -> str:
    document = snapshot.document
    home = serializers.address(document.RECORD_TYPE, document.slug)
    return f"{settings.PUBLIC_URL}{home}/snapshots/{snapshot.number}"


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_WHEN)
