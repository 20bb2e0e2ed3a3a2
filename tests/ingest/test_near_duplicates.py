"""Ten papers that print one report are one story; what only shares a few words stays apart."""

import threading

import pytest
from django.db import connection
from django.test import Client

from tests import factories
from tests.analysis import stories
from tests.api import expect
from tracker import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ledger_is_consistent")]

REPORT, OTHER = stories.REPORTS[0], stories.REPORTS[1]
PRINTED = list(stories.as_printed(REPORT).values())


def printed(text: str, number: int, language: str = "en") -> models.Document:
    url = f"https://paper{number}.example/bases"
    return factories.document(text, url=url, outlet=f"Paper {number}", language=language)


def story_of(document: models.Document) -> int | None:
    return models.Document.objects.get(pk=document.pk).story


def test_the_same_report_in_eight_papers_is_one_story() -> None:
    first, *others = [printed(text, number) for number, text in enumerate(PRINTED)]

    assert {story_of(document) for document in (first, *others)} == {first.pk}


def test_one_paper_alone_is_in_no_group() -> None:
    only = printed(PRINTED[0], 1)

    assert story_of(only) is None
    assert factories.shown(only)["story"] is factories.shown(only)["story_url"] is None


def test_a_later_report_that_repeats_the_background_is_another_story() -> None:
    first, second = printed(PRINTED[0], 1), printed(PRINTED[2], 2)
    follow_up = printed("\n\n".join(stories.FOLLOW_UPS[0][1]), 3)
    elsewhere = printed("\n\n".join(OTHER), 4)

    assert story_of(first) == story_of(second) == first.pk
    assert story_of(follow_up) is story_of(elsewhere) is None


def test_another_language_is_another_text() -> None:
    printed(PRINTED[0], 1)

    assert story_of(printed(PRINTED[0], 2, "es")) is None


def test_two_stories_of_one_paper_stay_apart_whatever_it_hangs_under_both() -> None:
    first = printed("\n\n".join([*REPORT, stories.BOILERPLATE]), 1)
    second = printed("\n\n".join([*OTHER, stories.BOILERPLATE]), 2)

    assert story_of(first) is story_of(second) is None


def test_a_new_version_of_a_text_is_a_version_and_no_copy() -> None:
    first = printed(PRINTED[0], 1)
    again = printed(PRINTED[0].replace("58 percent", "59 percent"), 1)

    assert (again, story_of(first)) == (first, None)
    assert [snapshot.number for snapshot in first.snapshots.all()] == [1, 2]


def test_a_text_that_comes_to_be_a_copy_joins_the_story() -> None:
    short = printed("No bases will be hosted.", 1)
    first, second = printed(PRINTED[0], 2), printed(PRINTED[1], 3)

    printed(PRINTED[3], 1)

    assert story_of(short) == story_of(first) == story_of(second) == first.pk


def test_whoever_is_in_a_story_stays_there() -> None:
    first, second = printed(PRINTED[0], 1), printed(PRINTED[1], 2)

    printed("\n\n".join(OTHER), 2)

    assert story_of(second) == first.pk
    third = printed("\n\n".join(OTHER), 3)
    assert story_of(third) == first.pk


def test_what_a_person_entered_of_a_story_stays() -> None:
    first = printed(PRINTED[0], 1)
    factories.changed(first, story=None)

    second = printed(PRINTED[1], 2)

    assert story_of(first) is story_of(second) is None


def test_what_was_withdrawn_gathers_nothing() -> None:
    first = printed(PRINTED[0], 1)
    models.Identity.objects.filter(pk=first.pk).update(deleted_at=factories.NOW)

    assert story_of(printed(PRINTED[1], 2)) is None
    models.Identity.objects.filter(pk=first.pk).update(deleted_at=None)


def test_a_story_is_shown_with_where_its_other_tellings_are(client: Client) -> None:
    first, second = printed(PRINTED[0], 1), printed(PRINTED[1], 2)
    printed("\n\n".join(OTHER), 3)

    body = expect.json(client.get(f"/v1/documents/{second.slug}"))
    siblings = expect.json(client.get(body["story_url"]))["results"]

    assert (body["story"], body["story_url"]) == (first.pk, f"/v1/documents?story={first.pk}")
    assert {document["slug"] for document in siblings} == {first.slug, second.slug}
    revisions = models.Revision.objects.filter(record=first.pk).order_by("sequence")
    assert [revision.changed.keys() for revision in revisions] == [
        set(),
        {"story", "story_url"},
    ]


@pytest.mark.django_db(transaction=True)
def test_two_copies_that_are_stored_at_once_find_each_other() -> None:
    factories.source()
    start = threading.Barrier(4)

    def store(number: int) -> None:
        try:
            start.wait(30)
            printed(PRINTED[number], number)
        finally:
            connection.close()

    threads = [threading.Thread(target=store, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert models.Document.objects.count() == 4
    assert len(set(models.Document.objects.values_list("story", flat=True))) == 1
    assert models.Document.objects.filter(story=None).count() == 0
