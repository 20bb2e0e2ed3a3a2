"""How a tool is run: it reads from one moment, and what it would write is refused."""

import pytest
from django.db import InternalError, connection

from tests import factories
from tracker.model_context import answering

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_a_tool_would_write_is_refused_by_the_database() -> None:
    topic = factories.stored(factories.topic())

    with pytest.raises(InternalError, match="read-only transaction"), answering.snapshot():
        topic.delete()

    topic.refresh_from_db()


def test_what_a_tool_reads_is_of_one_moment_and_given_up_after_a_while() -> None:
    with answering.snapshot(), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        isolation = cursor.fetchone()
        cursor.execute("SHOW statement_timeout")
        timeout = cursor.fetchone()

    assert (isolation, timeout) == (("repeatable read",), ("5s",))
