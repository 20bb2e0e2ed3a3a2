"""manage.py add_source: what will be read is shown first, and followed from then on."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.conftest import _loopback, site
from tests.ingest.site import Site
from tracker import models

__all__ = ["_loopback", "site"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]


def add_source(*arguments: str) -> list[str]:
    said = io.StringIO()
    call_command("add_source", *arguments, stdout=said)
    return said.getvalue().splitlines()


def a_feed(site: Site) -> str:
    items = [sites.item(site.at(f"/{number}"), f"Article {number}") for number in range(7)]
    site.pages[following.FEED] = sites.feed(*items)
    site.pages |= {f"/{number}": sites.article(words=f"Part {number}.") for number in range(7)}
    return site.at(following.FEED)


def test_it_shows_what_is_listed_and_adds_a_source_that_is_then_read(site: Site) -> None:
    url, party = a_feed(site), factories.costaguana().slug

    said = add_source(url, "--tier=state_media", "--country=XC", f"--party={party}")

    assert said == [
        f"{url} is a feed that lists 7 articles:",
        *(f"  Article {number}" for number in range(5)),
        "the-sulaco-courier is followed; the running service reads it in a minute.",
    ]
    shown = factories.shown(models.Source.objects.get())
    assert shown["party"]["slug"] == "costaguana"
    names = ("name", "external_url", "reader", "language", "tier", "country")
    assert [shown[name] for name in names] == [
        "The Sulaco Courier",
        url,
        "feed",
        "en",
        "state_media",
        "XC",
    ]
    following.read()
    assert models.ListedArticle.objects.filter(state="read").count() == 7


def test_it_may_only_show(site: Site) -> None:
    assert len(add_source(a_feed(site), "--dry-run")) == 6
    assert not models.Source.objects.exists()


def test_what_is_followed_already_is_not_added_again(site: Site) -> None:
    url = a_feed(site)
    add_source(url)

    with pytest.raises(CommandError, match="followed already, as the-sulaco-courier"):
        add_source(url)


def test_what_cannot_be_followed_adds_nothing(site: Site) -> None:
    with pytest.raises(CommandError, match="The server answered 404"):
        add_source(site.at("/nothing"))

    assert not models.Source.objects.exists()
