"""From bytes to text, whatever label the bytes came with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.readers import decode

SPANISH = "No habrá más bases, dijo “Ruiz” en Sulaco: 5 €"
META = '<meta charset="{}"><p>'
MIXED = "áéíóú habrá años ".encode() + b"ni\xf1os"


@pytest.mark.parametrize(
    ("body", "content_type", "text", "found"),
    [
        (SPANISH.encode(), "", SPANISH, "utf-8"),
        (SPANISH.encode(), "text/html; charset=iso-8859-1", SPANISH, "utf-8"),
        (SPANISH.encode("utf-8-sig"), "text/html; charset=iso-8859-1", SPANISH, "utf-8"),
        (SPANISH.encode("utf-16"), "text/html; charset=utf-8", SPANISH, "utf-16-le"),
        ("<p>año".encode("utf-16-be"), "", "<p>año", "utf-16-be"),
        (SPANISH.encode("cp1252"), "text/html; charset=utf-8", SPANISH, "cp1252"),
        (SPANISH.encode("cp1252"), "", SPANISH, "cp1252"),
        (SPANISH.encode("cp1252"), "text/html; charset=ISO-8859-1", SPANISH, "cp1252"),
        ("Дом".encode("koi8-r"), 'text/html; charset="koi8-r"', "Дом", "koi8-r"),
        ((META + "Дом").format("koi8-r").encode("koi8-r"), "", META.format("koi8-r") + "Дом",
         "koi8-r"),
        (b"+ADw-script+AD4- \xf1", "text/html; charset=utf-7", "+ADw-script+AD4- ñ", "cp1252"),
        (b"\\u003c \xf1", "text/html; charset=unicode_escape", "\\u003c ñ", "cp1252"),
        (b"\xf1", "text/html; charset=base64", "ñ", "cp1252"),
        (MIXED, "text/html; charset=utf-8", "áéíóú habrá años niños", "cp1252"),
        (b"", "", "", "utf-8"),
    ],
)  # fmt: skip
def test_a_label_is_believed_only_where_every_byte_fits(
    body: bytes, content_type: str, text: str, found: str
) -> None:
    assert decode.decode(body, content_type) == (text, found)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_every_body_is_some_text(body: bytes, label: str) -> None:
    text, found = decode.decode(body, f"text/html; charset={label}")

    assert isinstance(text, str)
    assert found
