"""By what a client is counted."""

import pytest

from tracker.redis_store import clients


@pytest.mark.parametrize(
    ("seen", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7 ", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
        ("nobody", "unknown"),
    ],
)
def test_an_address_is_counted_as_itself_or_as_its_network(seen: str, counted: str) -> None:
    assert clients.of_address(seen) == counted
