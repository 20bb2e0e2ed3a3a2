"""Indexes built beside running work."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently


class AddIndex(AddIndexConcurrently):
    """Build an index without keeping writers out; what an interrupted attempt left goes first."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Build the index."""
        name = schema_editor.quote_name(self.index.name)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)
