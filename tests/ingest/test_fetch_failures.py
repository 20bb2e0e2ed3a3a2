"""What failures are told as: refused names and unknown ones alike."""

import pytest

from tests import factories
from tracker.ingest import fetch_failures
from tracker.outbound import client

UNREACHABLE = "unreachable: the address cannot be reached from here"


def test_a_refused_name_reads_like_an_unknown_one() -> None:
    refused = client.Failure("blocked_address", "destination not allowed", reason="10.0.0.1")
    unknown = client.Failure("dns", "the name could not be resolved")
    slow = client.Failure("dns", "the name was not resolved in time")

    told = [fetch_failures.of(failure, factories.NOW) for failure in (refused, unknown, slow)]

    assert told[0] == told[1] == told[2]
    assert told[0] is not None
    assert told[0].words == UNREACHABLE


@pytest.mark.parametrize("outcome", ["refused", "tls", "timeout_connect", "deadline"])
def test_another_failure_is_named(outcome: client.Outcome) -> None:
    assert fetch_failures.in_words(client.Failure(outcome, "why")) == f"{outcome}: why"
