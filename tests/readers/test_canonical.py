"""One address for a page, whatever was hung onto it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.readers import canonical


@pytest.mark.parametrize(
    ("url", "known_as"),
    [
        ("", ""),
        ("https://courier.example", "https://courier.example/"),
        ("HTTPS://Courier.Example:443/A/b?B=2&a=1", "https://courier.example/A/b?B=2&a=1"),
        ("http://courier.example:80/", "http://courier.example/"),
        ("http://courier.example:8080/", "http://courier.example:8080/"),
        ("https://courier.example./x", "https://courier.example/x"),
        ("https://courier.example/x#part", "https://courier.example/x"),
        ("https://courier.example/x?utm_source=a&id=7&FBCLID=1", "https://courier.example/x?id=7"),
        ("https://courier.example/x?at_medium=rss", "https://courier.example/x"),
        ("https://courier.example/x?id=", "https://courier.example/x?id="),
        (" https://courier.example/x\n", "https://courier.example/x"),
        ("https://ana:secret@courier.example/x", "https://courier.example/x"),
        # Case, order and form of what remains are the page's own affair.
        ("https://courier.example/x?12345", "https://courier.example/x?12345"),
        ("https://courier.example/x?id=%E9", "https://courier.example/x?id=%E9"),
        ("https://courier.example/x?q=a%20b&q=c+d", "https://courier.example/x?q=a%20b&q=c+d"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
    ],
)
def test_an_address_is_known_without_its_trackers(url: str, known_as: str) -> None:
    assert canonical.canonical_url(url) == known_as


@given(
    st.from_regex(
        r"https?://[a-z]{1,9}\.example(/[a-zA-Z0-9%]{0,9})?(\?[a-z=&%0-9_]{0,30})?", fullmatch=True
    )
)
def test_a_canonical_address_is_its_own(url: str) -> None:
    known_as = canonical.canonical_url(url)

    assert canonical.canonical_url(known_as) == known_as
