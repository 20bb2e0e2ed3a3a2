"""The desk as a whole: every page opens, nothing is deleted for good, and the index is by task."""

from typing import Any

import pytest
from django.db import models as db
from django.test import Client, RequestFactory
from lxml import html

from tests import factories
from tests.admin.conftest import page_of
from tracker import models
from tracker.admin import desk as site
from tracker.admin.signing_in import sections

pytestmark = pytest.mark.django_db

MODELS = sorted(site._registry, key=lambda model: model.__name__)


def rows() -> dict[type[db.Model], Any]:
    """Return a row for every page."""
    snapshot = factories.snapshot(url="https://courier.example/ports")
    models.Recheck.objects.begin(snapshot.document, factories.NOW)
    made: list[Any] = [
        factories.topic(),
        factories.costaguana(),
        factories.ana_ruiz(),
        factories.agreement(),
        factories.meeting(),
        factories.event(),
        factories.statement(),
        factories.development(snapshot=snapshot),
        models.Commitment.objects.get(),
        proposed(),
        models.Source.objects.get(),
        snapshot.document,
        snapshot,
        models.Revision.objects.first(),
        factories.SubmissionFactory.create(),
        models.Recheck.objects.get(),
        listed(),
        models.Rereading.objects.request(factories.ACTOR, None, None),
        models.Proposal.objects.create(
            slug="port-treaty",
            kind="agreement.signed",
            title="Treaty on the port of Sulaco",
            draft={"title": "Treaty on the port of Sulaco"},
            marks=["port"],
            confidence=0.5,
            detector="prose",
            detector_version="1",
            proposed_at=factories.NOW,
        ),
        *factories.measured("commitment.reaffirmed"),
        factories.TokenFactory.create(),
        factories.UserFactory.create(),
        factories.SavedSearchFactory.create(),
        models.AuditEntry.objects.note(models.AuditAct.SIGNED_IN, "emilia"),
    ]
    factories.AssessmentFactory.create(commitment=models.Commitment.objects.get())
    delivery = factories.DeliveryFactory.create(revision=models.Revision.objects.first())
    made += [delivery, delivery.endpoint, factories.AttemptFactory.create(delivery=delivery)]
    made.append(
        models.Replay.objects.create(
            endpoint=delivery.endpoint,
            after=0,
            until=1,
            last_sequence=0,
            requested_at=factories.NOW,
        )
    )
    return {type(row): row for row in made}


def listed() -> models.ListedArticle:
    """Return an article that a source listed."""
    return models.ListedArticle.objects.create(
        source=models.Source.objects.get(),
        host=models.Host.objects.of("https://courier.example/"),
        url="https://courier.example/bases",
        digest="0" * 64,
        first_seen_at=factories.NOW,
    )


def proposed() -> models.ProposedVerdict:
    """Return a verdict that waits for a second reader."""
    return models.ProposedVerdict.objects.create(
        commitment=models.Commitment.objects.get(),
        verdict="broken",
        effective_date=factories.NOW.date(),
        reason="Two bases",
        rubric_version="1",
        assessor=factories.ACTOR,
        proposed_at=factories.NOW,
    )


def test_every_list_and_every_page_opens(desk: Client) -> None:
    found = rows()

    assert set(found) == set(MODELS)
    for model, row in found.items():
        home = f"/admin/tracker/{model._meta.model_name}/"
        assert desk.get(home).status_code == 200, model
        assert desk.get(f"{home}?q=a").status_code == 200, model
        assert desk.get(f"{home}{row.pk}/change/", follow=True).status_code == 200, model
    assert desk.get("/admin/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted_for_good(rf: RequestFactory, desk: Client, model: Any) -> None:
    request = rf.get("/admin/")
    request.user = models.User.objects.get()
    admin = site._registry[model]

    assert "delete_selected" not in admin.get_actions(request)
    is_recorded = hasattr(admin, "_recorded")
    assert admin.has_delete_permission(request) == is_recorded


def test_whoever_is_no_editor_gets_nowhere(client: Client) -> None:
    client.force_login(factories.UserFactory.create())

    response = client.get(page_of(factories.topic()))

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


def test_the_index_is_by_task_and_says_what_waits(desk: Client) -> None:
    factories.development(kind="commitment.contradicted", review_state="flagged")
    factories.development(kind="commitment.reported", review_state="flagged")

    page = html.fromstring(desk.get("/admin/").content)

    names = [each.text_content() for each in page.xpath("//section/h2")]
    assert names == [section.name for section in sections.SECTIONS]
    (waiting,) = page.xpath("//p[@class='waiting']")
    assert waiting.text_content() == "1 flag waits for a decision"
    (link,) = waiting.xpath("a/@href")
    assert desk.get(str(link), follow=True).status_code == 200


def test_each_list_stands_once_in_the_index_under_a_task(desk: Client) -> None:
    page = html.fromstring(desk.get("/admin/").content)

    found = page.xpath("//div[@class='tasks' or contains(@class, 'tasks')]//li/a[1]/@href")

    assert sorted(found) == sorted(f"/admin/tracker/{model._meta.model_name}/" for model in MODELS)


@pytest.mark.parametrize(
    ("role", "tasks"),
    [
        ("editor", ["Review", "Records", "Sources", "Accounts"]),
        ("reviewer", ["Review", "Records", "Sources", "Accounts"]),
        ("admin", [section.name for section in sections.SECTIONS]),
    ],
)
def test_each_role_sees_its_tasks(client: Client, role: str, tasks: list[str]) -> None:
    client.force_login(factories.UserFactory.create(role=role))

    page = html.fromstring(client.get("/admin/").content)

    assert [each.text_content() for each in page.xpath("//section/h2")] == tasks


def test_the_site_is_a_click_away(desk: Client) -> None:
    page = html.fromstring(desk.get("/admin/").content)

    assert page.xpath("//a[text()='View site']/@href") == ["/"]
