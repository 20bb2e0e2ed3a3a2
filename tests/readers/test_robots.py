"""What a site's robots.txt allows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.fetching import SITE
from tracker.readers import robots

AGENT = "OnRecord/1.0 (+https://record.example)"
FILE = b"""User-agent: *
Disallow: /private/
Allow: /private/press/
Crawl-delay: 7

User-agent: OnRecord
Disallow: /*.pdf$
Crawl-delay: 2.5
"""


@pytest.mark.parametrize(
    ("path", "agent", "allowed"),
    [
        ("/news/1", AGENT, True),
        ("/treaty.pdf", AGENT, False),
        ("/treaty.pdf?page=2", AGENT, True),
        ("/private/1", AGENT, True),
        ("/private/1", "Otherbot/1.0", False),
        ("/private/press/1", "Otherbot/1.0", True),
    ],
)
def test_the_rules_for_an_agent_are_its_own_or_those_for_all(
    path: str, agent: str, allowed: bool
) -> None:
    assert robots.rules(FILE, 200).allows(SITE + path, agent) is allowed


def test_the_crawl_delay_is_that_of_the_agent() -> None:
    rules = robots.rules(FILE, 200)

    assert rules.crawl_delay(AGENT) == 2.5
    assert rules.crawl_delay("Otherbot/1.0") == 7.0
    assert robots.rules(b"User-agent: *\nDisallow:", 200).crawl_delay(AGENT) is None


@pytest.mark.parametrize(
    ("status", "allowed", "is_unreachable"),
    [(200, False, False), (404, True, False), (403, True, False), (429, False, True),
     (500, False, True), (503, False, True)],
)  # fmt: skip
def test_a_missing_file_allows_all_and_a_failing_site_nothing(
    status: int, allowed: bool, is_unreachable: bool
) -> None:
    rules = robots.rules(b"User-agent: *\nDisallow: /", status)

    assert rules.allows(f"{SITE}/1", AGENT) is allowed
    assert rules.is_unreachable is is_unreachable


@pytest.mark.parametrize(
    "file",
    [
        "User-agent: Otherbot\nNoindex: /\nUser-agent: OnRecord\nDisallow: /",
        "User-agent: OnRecord of Norland\nDisallow: /",
        "User-agent: OnRecord/2.0\nDisallow: /",
        "useragent: onrecord # us\ndissallow: /",
        "User-agent: *\nSitemap: /map.xml\nUser-agent: Otherbot\nDisallow: /",
    ],
)
def test_lines_that_are_unknown_close_no_group_and_a_name_ends_with_its_letters(file: str) -> None:
    assert not robots.rules(file.encode(), 200).allows(f"{SITE}/1", AGENT)


def test_a_web_page_in_the_place_of_the_file_forbids_nothing() -> None:
    assert robots.rules(b"<!doctype html><p>Not found", 200).allows(f"{SITE}/1", AGENT)


@given(st.binary(max_size=300), st.integers(200, 599))
def test_whatever_the_file_holds_it_gives_rules(body: bytes, status: int) -> None:
    rules = robots.rules(b"User-agent: *\n" + body, status)

    assert rules.allows(f"{SITE}/1", AGENT) in {True, False}
