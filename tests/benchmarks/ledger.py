"""A ledger of 100,000 developments: a few made as the product makes them, copied by SQL.

A fifth of them is on one commitment. What is rare stands in the oldest rows alone, where a list
that is walked from its newest end comes last.
"""

from typing import Any

from django.db import connection, transaction

from tests import factories
from tracker import models

DEVELOPMENTS = 100_000
COMMITMENTS = 100
FAMOUS, RARE = "commitment-0", "commitment-1"
_DOCUMENT_EVERY = 5
_SHIFT = 1_000_000

# Which commitment the n-th development is on: every fifth on the first, a few old ones on the
# next nine, and the rest on all others.
_CHOSEN = (
    "CASE WHEN n %% 5 = 0 THEN 0 WHEN n < 300 THEN 1 + n %% 9 "
    f"ELSE 10 + n %% {COMMITMENTS - 10} END"
)
_STATE = "CASE WHEN n %% 50 = 1 THEN 'confirmed' WHEN n < 100 THEN 'corrected' ELSE 'flagged' END"
_CONFIDENCE = "CASE WHEN n < 500 THEN 0.95 ELSE 0.6 + (n %% 25) / 100.0 END"
_MOMENT = "now() - make_interval(secs => (%(developments)s - n) * 300)"


def build(developments: int = DEVELOPMENTS) -> None:
    """Fill an empty database, and have the planner know what is in it."""
    _make_templates()
    values = {"developments": developments}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (
            *_BEFORE,
            _TEMPLATES,
            _NUMBERED,
            *_ARTICLES,
            *_DEVELOPMENTS,
            *_REVISIONS,
            _HEAD,
        ):
            cursor.execute(statement, values)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _make_templates() -> None:
    """Record a development on each commitment, and all that it refers to."""
    snapshot = factories.snapshot()
    official = factories.official(slug="official-0", name="Ana Ruiz")
    for number in range(COMMITMENTS):
        state = factories.party(name=f"State {number}", kind="state", country=_country(number))
        ministry = factories.party(name=f"Ministry {number}", parent=state.slug)
        topic = factories.topic(name=f"Topic {number}")
        commitment = factories.commitment(
            slug=f"commitment-{number}", holders=[ministry.slug], topics=[topic.slug]
        )
        factories.development(
            subject=commitment,
            snapshot=snapshot,
            speaker_party=ministry if number % 2 else None,
            speaker_official=None if number else official,
        )
    factories.party(name="Nobody", kind="state", country="QZ")


def _country(number: int) -> str:
    return "X" + chr(ord("A") + number % 26)


def _copied(model: Any, rows: str, **changed: str) -> str:
    """Return the statement that inserts what ``rows`` gives, with other values in some columns."""
    fields = [field.column for field in model._meta.concrete_fields]
    columns = [column for column in fields if column != "id" or "id" in changed]
    values = [changed.get(column, f'original."{column}"') for column in columns]
    named = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {model._meta.db_table} ({named}) SELECT {', '.join(values)} FROM {rows}"  # noqa: S608


def _body(**changed: str) -> str:
    shown = "convert_from(original.body, 'UTF8')::jsonb"
    for name, value in changed.items():
        shown = f"jsonb_set({shown}, '{{{name}}}', to_jsonb({value}))"
    return f"convert_to({shown}::text, 'UTF8')"


_BEFORE = (
    "SET LOCAL on_record.redacting = 'on'",
    "UPDATE tracker_revision SET published_at = now() - interval '2 years', "
    "changed_at = now() - interval '2 years'",
)
_TEMPLATES = """
    CREATE TEMPORARY TABLE template ON COMMIT DROP AS
    SELECT row_number() OVER (ORDER BY record_id) - 1 AS number, record_id
    FROM tracker_development
"""
_NUMBERED = f"""
    CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS
    SELECT n, {_SHIFT} + n AS key, template.record_id AS of,
        {_STATE} AS state, {_CONFIDENCE} AS confidence, n < 200 AS is_backfill, {_MOMENT} AS moment
    FROM generate_series(1, %(developments)s) AS n JOIN template ON number = {_CHOSEN}
"""  # noqa: S608
_RECORD = models.Identity._meta.db_table
_ROWS = "numbered JOIN {table} AS original ON original.record_id = of"
_MARKS = {
    "review_state": "numbered.state",
    "confidence": "numbered.confidence",
    "is_backfill": "numbered.is_backfill",
    "detected_at": "numbered.moment",
}
_DEVELOPMENTS = (
    f"INSERT INTO {_RECORD} (id, type, slug) "  # noqa: S608
    "SELECT key, 'development', 'd-' || n FROM numbered",
    _copied(
        models.Development,
        _ROWS.format(table="tracker_development"),
        record_id="numbered.key",
        key="'key-' || n",
        changed_at="moment",
        occurred_date="moment::date",
        body=_body(slug="'d-' || n", url="'/v1/developments/d-' || n", **_MARKS),
        **_MARKS,
    ),
    _copied(
        models.Citation,
        "numbered JOIN tracker_citation AS original ON original.record_id = of",
        record_id="numbered.key",
        snapshot_id=f"{2 * _SHIFT} + n / {_DOCUMENT_EVERY} * {_DOCUMENT_EVERY}",
    ),
    _copied(
        models.SearchEntry,
        _ROWS.format(table="tracker_searchentry"),
        record_id="numbered.key",
        changed_at="moment",
    ),
)
_EVERY = f"generate_series(0, %(developments)s, {_DOCUMENT_EVERY}) AS n"
_ARTICLE = f"{_EVERY} CROSS JOIN (SELECT * FROM {{table}} LIMIT 1) AS original"  # noqa: S608
_ARTICLES = (
    f"INSERT INTO {_RECORD} (id, type, slug) "  # noqa: S608
    f"SELECT {2 * _SHIFT} + n, 'document', 'article-' || n FROM {_EVERY}",
    _copied(
        models.Document,
        _ARTICLE.format(table="tracker_document"),
        record_id=f"{2 * _SHIFT} + n",
        canonical_url="'https://courier.example/' || n",
        changed_at=_MOMENT,
        story="n",
    ),
    _copied(
        models.Snapshot,
        _ARTICLE.format(table="tracker_snapshot"),
        id=f"{2 * _SHIFT} + n",
        document_id=f"{2 * _SHIFT} + n",
        fetched_at=_MOMENT,
        flagged_at=_MOMENT,
    ),
)
_FACETS = (
    "original.facets || jsonb_build_object('ids', jsonb_build_array('d-' || n), "
    "'review_state', jsonb_build_array(state), 'is_backfill', "
    "jsonb_build_array(numbered.is_backfill::text))"
)
_REVISIONS = tuple(
    _copied(
        models.Revision,
        "numbered JOIN tracker_revision AS original ON original.record_id = of",
        sequence=f"{_SHIFT} + 2 * n + {version - 1}",
        record_id="numbered.key",
        version=str(version),
        facets=_FACETS,
        body=_body(slug="'d-' || n", version=str(version)),
        changed_at=f"moment - interval '{2 - version} minute'",
        published_at=f"moment - interval '{2 - version} minute'",
        superseded_at="moment" if version == 1 else "NULL",
        fanned_out_at="moment",
    )
    for version in (1, 2)
)
_HEAD = """
    UPDATE tracker_ledgerhead
    SET sequence = (SELECT max(sequence) FROM tracker_revision), published_at = now()
"""
_STATEMENTS = (
    *_BEFORE,
    _TEMPLATES,
    _NUMBERED,
    *_ARTICLES,
    *_DEVELOPMENTS,
    *_REVISIONS,
    _HEAD,
)
