"""Which address is meant by one with slashes too many or too few."""

import pytest

from tests import factories
from tracker.api.http import addresses


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("//v1/topics", "/v1/topics"),
        ("//", "/"),
        ("//evil.example/", None),
        ("/v1/topics", None),
        ("/admin/nowhere", None),
        ("/" * 3000, None),
    ],
)
def test_only_an_address_of_this_service_is_meant(given: str, meant: str | None) -> None:
    assert addresses.meant(given) == meant


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("/v1/comitments", "/v1/commitments"),
        ("/v1/commitment/no-bases", "/v1/commitments/no-bases"),
        ("/v1/commitments/no-bases/timelin", "/v1/commitments/no-bases/timeline"),
        ("/V1/Topics", "/v1/topics"),
        ("/v1/serch", "/v1/search"),
        ("/v1/develpments.atom", "/v1/developments.atom"),
        ("/changes", "/v1/changes"),
        ("/doc", "/docs/"),
        ("/v1/xyzzy", None),
        ("/xyzzy", None),
        ("/admin/topics", None),
        ("/v1/topics/a/b/c", None),
        ("/v1/topics/" + "a" * 200, None),
        ("/" + "a" * 3000, None),
    ],
)
def test_a_misspelt_address_guesses_what_is_meant(given: str, near: str | None) -> None:
    assert addresses.near(given) == near


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("record_type", "slug", "near"),
    [
        ("commitment", "no-forein-bases", "/v1/commitments/no-foreign-bases"),
        ("commitment", "no-foreign-bases", None),
        ("commitment", "open-the-port", None),
        ("topic", "no-foreign-bases", None),
        ("development", "no-foreign-bases", None),
    ],
)
def test_a_misspelt_slug_guesses_which_record_is_meant(
    record_type: str, slug: str, near: str | None
) -> None:
    factories.commitment()

    assert addresses.near_record(record_type, slug) == near
