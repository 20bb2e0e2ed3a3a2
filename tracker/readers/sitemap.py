"""Sitemaps, those for news among them, and the index that lists the parts of a large one."""

from lxml import etree

from tracker.readers import base, dates, markup


def read(plain: str, fetched: base.Fetched) -> base.Listing:
    """Return the pages of a sitemap, or where its parts stand; raises Unreadable."""
    root = markup.parse_xml(plain)
    if _name(root) == "sitemapindex":
        parts = [base.absolute(fetched.url, _said(part, "loc")) for part in root]
        return base.Listing(further=tuple(dict.fromkeys(part for part in parts if part)))
    entries = [_entry(page, fetched) for page in root if _name(page) == "url"]
    return base.Listing(entries=base.distinct([entry for entry in entries if entry.url]))


def _entry(page: etree._Element, fetched: base.Fetched) -> base.Entry:
    about = _child(page, "news")
    published = dates.read(_said(about, "publication_date"), fetched.fetched_at)
    modified = dates.read(_said(page, "lastmod"), fetched.fetched_at)
    said = _said(page, "loc")
    return base.Entry(
        url=base.absolute(fetched.url, said) if said else "",
        title=_said(about, "title"),
        published=published[0] if published else None,
        published_precision=published[1] if published else "",
        modified=modified[0] if modified else None,
        language=base.language_code(_said(_child(about, "publication"), "language")),
    )


def _child(parent: etree._Element, name: str) -> etree._Element:
    """Return the child of this name, or failing that its parent."""
    return next((child for child in parent if _name(child) == name), parent)


def _said(parent: etree._Element, name: str) -> str:
    return next(((child.text or "").strip() for child in parent if _name(child) == name), "")


def _name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, which sites often have wrong."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
