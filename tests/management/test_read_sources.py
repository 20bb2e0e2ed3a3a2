"""manage.py read_sources: all that waits is read, and how far it came is said."""

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests import factories
from tests.ingest import following
from tests.ingest import site as sites
from tests.ingest.conftest import _loopback, site
from tests.ingest.site import Page, Site
from tracker import ingest, models

__all__ = ["_loopback", "site"]
pytestmark = pytest.mark.django_db


def read_sources(*arguments: str) -> str:
    said = io.StringIO()
    call_command("read_sources", *arguments, stdout=said)
    return said.getvalue()


def test_all_are_polled_at_once_and_what_they_list_is_read(site: Site, settings: Settings) -> None:
    settings.FETCH_SPACING_SECONDS = 0.05
    site.pages[following.FEED] = sites.feed(
        sites.item(site.at("/bases")), sites.item(site.at("/gone"))
    )
    site.pages |= {"/bases": sites.article(), "/gone": Page(status=410)}
    following.follow(site)
    following.follow(site, "/missing.xml", slug="missing")
    paused = following.follow(site, "/paused.xml", slug="paused")
    ingest.check_now(models.Source.objects.all())
    models.Polling.objects.filter(source=paused).update(paused_at=factories.NOW)

    said = read_sources("--all")

    assert said == "2 of 2 sources polled, 1 failing; 1 articles read, 1 could not be, 0 wait\n"
    assert not site.asked("/paused.xml")


def test_only_those_named_are_polled_again(site: Site) -> None:
    site.pages |= {following.FEED: sites.feed(), "/other.xml": sites.feed()}
    following.follow(site)
    following.follow(site, "/other.xml", slug="other")
    following.read()

    read_sources("other")

    assert (len(site.asked(following.FEED)), len(site.asked("/other.xml"))) == (1, 2)


@pytest.mark.parametrize("arguments", [[], ["courier", "--all"], ["nobody"]])
def test_it_wants_to_know_which(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        read_sources(*arguments)
