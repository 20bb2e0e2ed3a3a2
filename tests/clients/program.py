"""Calls the running service through a client generated from openapi.yaml, and checks its answers.

``python program.py URL TOKEN`` prints ``passed NAME`` or ``failed NAME: why`` for each check.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from on_record_client import AuthenticatedClient, Client, models
from on_record_client.api.changes import changes_list
from on_record_client.api.commitments import commitments_list, commitments_retrieve
from on_record_client.api.developments import developments_list
from on_record_client.api.documents import documents_create, submissions_retrieve
from on_record_client.api.officials import officials_retrieve
from on_record_client.api.search import search_list
from on_record_client.api.topics import (
    topics_create,
    topics_destroy,
    topics_partial_update,
    topics_retrieve,
)

Check = Callable[[Client, AuthenticatedClient], None]


def a_filtered_list_is_read_to_its_end_by_cursor(anyone: Client, _: AuthenticatedClient) -> None:
    form = [models.CommitmentsListFormItem.REFRAIN]
    ordering = models.CommitmentsListOrdering.CHANGED_AT
    count = models.CommitmentsListCount.TRUE
    first = commitments_list.sync(
        client=anyone, form=form, ordering=ordering, page_size=2, count=count
    )
    cursor = parse_qs(urlsplit(first.next_).query)["cursor"][0]
    second = commitments_list.sync(
        client=anyone, form=form, ordering=ordering, page_size=2, cursor=cursor
    )
    assert sorted(one.slug for one in [*first.results, *second.results]) == [
        "ecuador-no-base-in-galapagos",
        "ecuador-no-foreign-bases",
        "us-no-permanent-presence-in-ecuador",
    ]
    assert (first.count, first.previous, second.next_) == (3, None, None)


def a_detail_has_its_holders_its_verdict_and_its_words(
    anyone: Client, _: AuthenticatedClient
) -> None:
    shown = commitments_retrieve.sync("ecuador-no-foreign-bases", client=anyone)
    assert shown.short_title == "No foreign military bases in Ecuador"
    assert shown.form is models.CommitmentForm.REFRAIN
    assert shown.verdict is models.AssessmentVerdict.UPHELD_SO_FAR
    assert [party.slug for party in shown.holders] == ["ecuador"]
    assert shown.due_date is None
    assert shown.changed_at < datetime.now(UTC)


def every_development_can_be_read(anyone: Client, _: AuthenticatedClient) -> None:
    page = developments_list.sync(client=anyone, page_size=100)
    kinds = [development.kind for development in page.results]
    assert kinds.count(models.DevelopmentKind.COMMITMENT_OVERDUE) == 1


def the_changes_are_numbered_from_one_without_a_gap(anyone: Client, _: AuthenticatedClient) -> None:
    changes = changes_list.sync(client=anyone, limit=1000)
    numbers = [change.sequence for change in changes.results]
    assert numbers == list(range(1, changes.last_sequence + 1))
    assert changes.results[0].type_ == "record.created"


def an_error_is_a_problem_that_names_the_parameter(anyone: Client, _: AuthenticatedClient) -> None:
    answer = commitments_list.sync_detailed(client=anyone, holder=[""])
    assert answer.status_code == 400
    assert isinstance(answer.parsed, models.Problem)
    assert (answer.parsed.status, answer.parsed.code) == (400, "invalid_parameter")
    assert [error.parameter for error in answer.parsed.errors] == ["holder"]


def what_was_never_there_is_a_404(anyone: Client, _: AuthenticatedClient) -> None:
    problem = officials_retrieve.sync("nobody", client=anyone)
    assert (problem.status, problem.code) == (404, "not_found")


def an_article_is_handed_in_with_a_token_and_its_state_asked_for(
    _: Client, editor: AuthenticatedClient
) -> None:
    article = models.SubmissionRequest(
        text="Ecuador will not host foreign bases, the minister said.",
        outlet="The Sulaco Courier",
        title="No bases",
        language="en",
        published_at="2026-07-02",
    )
    answer = documents_create.sync_detailed(client=editor, body=article)
    assert answer.status_code == 202
    receipt = answer.parsed
    assert answer.headers["Location"] == receipt.url
    state = submissions_retrieve.sync(receipt.slug, client=editor)
    assert state.slug == receipt.slug
    assert state.document is None


def a_record_is_entered_changed_under_its_version_and_withdrawn(
    anyone: Client, editor: AuthenticatedClient
) -> None:
    entered = topics_create.sync_detailed(
        client=editor,
        body=models.TopicRequest(slug="water-rights", name="Water"),
        x_change_reason="asked for by readers",
    )
    assert entered.status_code == 201
    slug, version = entered.parsed.slug, entered.headers["ETag"]
    renamed = models.PatchedTopicRequest(name="Water rights")
    changed = topics_partial_update.sync(slug, client=editor, body=renamed, if_match=version)
    assert (changed.name, changed.version) == ("Water rights", 2)
    late = topics_partial_update.sync(slug, client=editor, body=renamed, if_match=version)
    assert (late.status, late.code) == (412, "precondition_failed")
    withdrawn = topics_destroy.sync_detailed(
        slug, client=editor, if_match="*", x_change_reason="entered twice"
    )
    assert withdrawn.status_code == 204
    assert topics_retrieve.sync(slug, client=anyone).status == 410


def a_search_finds_the_record_and_marks_the_words(anyone: Client, _: AuthenticatedClient) -> None:
    page = search_list.sync(client=anyone, q="galapagos", type_=[models.FoundType.COMMITMENT])
    assert page.results[0].slug == "ecuador-no-base-in-galapagos"
    assert "<mark>" in page.results[0].excerpt


CHECKS: tuple[Check, ...] = (
    a_filtered_list_is_read_to_its_end_by_cursor,
    a_detail_has_its_holders_its_verdict_and_its_words,
    every_development_can_be_read,
    the_changes_are_numbered_from_one_without_a_gap,
    an_error_is_a_problem_that_names_the_parameter,
    what_was_never_there_is_a_404,
    an_article_is_handed_in_with_a_token_and_its_state_asked_for,
    a_record_is_entered_changed_under_its_version_and_withdrawn,
    a_search_finds_the_record_and_marks_the_words,
)


def main(url: str, token: str) -> int:
    """Make every check and return how many failed."""
    failed = 0
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        try:
            check(Client(base_url=url), AuthenticatedClient(base_url=url, token=token))
        except Exception as error:  # noqa: BLE001 - whatever it is, the check has failed
            failed += 1
            print(f"failed {name}: {error!r}", flush=True)  # noqa: T201 - this is its output
        else:
            print(f"passed {name}", flush=True)  # noqa: T201
    return failed


if __name__ == "__main__":
    sys.exit(bool(main(*sys.argv[1:])))
