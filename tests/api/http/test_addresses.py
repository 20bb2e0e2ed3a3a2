"""Which address is meant by one with slashes too many or too few."""

import pytest

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
