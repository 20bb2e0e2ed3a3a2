"""A database that refuses some rows, as by a fault that nobody foresaw."""

from django.db import connection


def refuse(table: str, rows: str, on: str = "INSERT") -> None:
    """Have the database refuse to insert or update such ``rows``, until the test's end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {rows} THEN RAISE EXCEPTION 'not this one'; END IF; RETURN NEW; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER refuses BEFORE {on} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
