"""What each role may do at the desk, and that there is no other place for rights."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.conftest import filled, page_of
from tracker import models
from tracker.admin import desk as site
from tracker.admin.signing_in import sections
from tracker.vocabularies import Role

pytestmark = pytest.mark.django_db

OF_EDITORS = ("commitment", "agreement", "tenure", "citation", "source", "document")
OF_REVIEWERS = ("development", "proposal", "assessment")
OF_ADMINISTRATORS = ("user", "auditentry", "webhookendpoint", "delivery", "bar", "replay")


@pytest.mark.parametrize(
    ("role", "changes", "views"),
    [
        ("reader", (), ()),
        ("subscriber", (), ()),
        ("editor", OF_EDITORS, OF_REVIEWERS),
        ("reviewer", (*OF_EDITORS, *OF_REVIEWERS), ()),
        ("admin", (*OF_EDITORS, *OF_REVIEWERS, *OF_ADMINISTRATORS), ()),
    ],
)
def test_a_role_allows_its_own_tasks_and_those_of_lower_ones(
    role: str, changes: tuple[str, ...], views: tuple[str, ...]
) -> None:
    account = factories.UserFactory.create(role=role)

    every = (*OF_EDITORS, *OF_REVIEWERS, *OF_ADMINISTRATORS)
    assert {name for name in every if account.has_perm(f"tracker.change_{name}")} == {*changes}
    assert {name for name in every if account.has_perm(f"tracker.view_{name}")} == {
        *changes,
        *views,
    }


def test_a_closed_account_may_nothing() -> None:
    account = factories.UserFactory.create(role="admin", is_active=False)

    assert account.get_all_permissions() == set()
    assert not account.has_module_perms("tracker")


def test_an_account_has_no_rights_but_its_role() -> None:
    columns = {field.name for field in models.User._meta.get_fields()}

    assert columns.isdisjoint({"groups", "user_permissions", "is_staff"})


def test_what_is_named_nowhere_is_for_administrators() -> None:
    assert sections.needed_role("something_new", is_view=True) == Role.ADMIN


def test_each_list_of_the_desk_is_named_under_a_task() -> None:
    named = {name for section in sections.SECTIONS for name in section.lists}

    assert {model._meta.model_name for model in site._registry} <= named


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_a_flag_is_seen_by_those_who_do_not_decide_too(client: Client, role: str) -> None:
    development = factories.development()
    client.force_login(factories.UserFactory.create(role=role))

    assert client.get(page_of(development), follow=True).status_code == 200


def test_an_editor_writes_records(client: Client) -> None:
    topic = factories.topic(name="Ports")
    client.force_login(factories.UserFactory.create(username="emilia", role="editor"))
    page = page_of(topic)

    response = client.post(
        page, {**filled(client, page), "name": "Harbours", "reason": "so called"}
    )

    assert response.status_code == 302
    topic.refresh_from_db()
    assert topic.name == "Harbours"


@pytest.mark.parametrize("role", ["editor", "reviewer"])
@pytest.mark.parametrize("name", ["user", "auditentry", "webhookendpoint", "savedsearch", "bar"])
def test_what_is_for_administrators_is_closed_to_others(
    client: Client, role: str, name: str
) -> None:
    client.force_login(factories.UserFactory.create(role=role))

    assert client.get(f"/admin/tracker/{name}/").status_code == 403
    assert client.get(f"/admin/tracker/{name}/add/").status_code == 403
    assert client.post(f"/admin/tracker/{name}/", {"action": "x"}).status_code == 403


def test_accounts_are_not_found_by_completing_their_names(client: Client) -> None:
    client.force_login(factories.UserFactory.create(role="reviewer"))
    asked = {"app_label": "tracker", "model_name": "token", "field_name": "user", "term": "e"}

    assert client.get("/admin/autocomplete/", asked).status_code == 403


def test_a_lowered_role_counts_at_the_next_request(client: Client) -> None:
    account = factories.UserFactory.create(role="admin")
    client.force_login(account)
    assert client.get("/admin/tracker/user/").status_code == 200

    models.User.objects.update(role="editor")
    assert client.get("/admin/tracker/user/").status_code == 403

    models.User.objects.update(role="reader")
    assert client.get("/admin/").status_code == 302


def test_a_session_ends_where_the_account_is_closed_or_has_another_password(
    client: Client,
) -> None:
    account = factories.UserFactory.create(role="editor")
    client.force_login(account)
    other = Client()
    other.force_login(account)
    assert client.get("/admin/").status_code == other.get("/admin/").status_code == 200

    account.set_password("salt-and-tin-and-silver")
    account.save()
    assert client.get("/admin/").status_code == 302

    client.force_login(account)
    models.User.objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302
