"""How connections to the database are set up."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_no_query_waits_for_a_compiler() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
