"""Parsing what strangers wrote as HTML or XML: nothing is expanded, loaded or run."""

import re

from lxml import etree, html

from tracker.readers import base

_START = 4096
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIRST_ELEMENT = re.compile(r"<[A-Za-z_]")
_HTML = re.compile(r"\A\s*<(!DOCTYPE\s+html|html|head|body)\b", re.IGNORECASE)
# What XML allows in no document, however written.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def is_html(text: str) -> bool:
    """Return whether ``text`` begins as a web page does."""
    return _HTML.match(_COMMENT.sub("", _DECLARATION.sub("", text[:_START]))) is not None


def plain_xml(text: str) -> str:
    """Return ``text`` without its XML declaration and its reference to a document type.

    Raises Unreadable where it declares a document type of its own: no feed needs its own
    entities, and bombs are made of them.
    """
    text = _NO_CHARACTER.sub("", text)
    return text[_root_at(text) :]


def _root_at(text: str) -> int:
    """Return where the first element begins, after comments, instructions and a document type."""
    place = text.find("<")
    while place >= 0:
        if text.startswith("<!--", place):
            end = text.find("-->", place)
        elif text.startswith(("<?", "<!"), place):
            end = text.find(">", place)
            if text.startswith("<!", place) and "[" in text[place : end + 1]:
                raise base.Unreadable("It declares a document type of its own, which is not read.")
        elif _FIRST_ELEMENT.match(text, place):
            return place
        else:
            end = place
        place = text.find("<", end + 1) if end >= 0 else -1
    raise base.Unreadable("It is not XML.")


def parse_xml(text: str) -> etree._Element:
    """Return the root of ``text``; raises Unreadable."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(plain_xml(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise base.Unreadable("It is not XML.") from error
    if root is None:  # nothing in it could be recovered
        raise base.Unreadable("It is not XML.")
    return root


def parse_html(text: str) -> html.HtmlElement:
    """Return the root of a page; raises Unreadable where there is none."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        return html.document_fromstring(_NO_CHARACTER.sub("", text).encode(), parser=parser)
    except etree.LxmlError as error:
        raise base.Unreadable("It is no web page.") from error


def without_tags(text: str) -> str:
    """Return a title as it reads: feeds write these with entities, and now and then with tags."""
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    try:
        return " ".join(parse_html(text).text_content().split())
    except base.Unreadable:
        return ""
