"""From bytes to text, whatever label the bytes came with."""

import codecs

from w3lib import encoding

_UTF16_MARKUP = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
# Codecs of Python that are no character sets of pages; some let "<" hide in plain ASCII.
_REFUSED = frozenset(
    {"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "undefined"}
)


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Return ``body`` as text, and the name of the encoding that it turned out to be in.

    A byte order mark decides; then UTF-8 if every byte fits; then the header's label, then the
    page's own, if every byte fits these; then windows-1252, in which what is UTF-8 all the same
    is read as that. Never raises.
    """
    name, mark = encoding.read_bom(body)
    if name and mark:
        return body[len(mark) :].decode(name, "replace"), name
    if wide := _UTF16_MARKUP.get(body[:2]):
        return body.decode(wide, "replace"), wide
    for label in (
        "utf-8",
        encoding.http_content_type_encoding(content_type),
        encoding.html_body_declared_encoding(body),
    ):
        text = _strictly(body, label)
        if label and text is not None:
            return text, label
    return body.decode("utf-8", "on_record_windows_1252"), "cp1252"


def _strictly(body: bytes, label: str | None) -> str | None:
    if not label or label in _REFUSED:
        return None
    try:
        return body.decode(label)
    except (UnicodeError, LookupError):
        # LookupError: Python's codecs between bytes and bytes.
        return None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 as most of it then is: a stray byte must not spoil the whole page."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("on_record_windows_1252", _as_windows_1252)
