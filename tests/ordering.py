"""Which files of tests begin first, lest one process end with a long one while others are idle."""

import pytest

LONGEST = (
    # What waits for servers and deadlines by turns with what computes, so that they overlap.
    "test_machines.py",
    "test_asof_history.py",
    "test_embedded.py",
    "test_timelines_asof.py",
    "test_pipeline.py",
    "test_tools.py",
    "test_patterns.py",
    "test_hostile_receivers.py",
    "test_random.py",
    "test_receivers.py",
    "test_concurrency.py",
    "test_migrate.py",
    "test_recipes.py",
    "test_query_counts.py",
    "test_crashes.py",
    "test_redaction.py",
    "test_interruptions.py",
    "test_load_example.py",
    "test_loading.py",
)
_PLACES = {name: place for place, name in enumerate(LONGEST)}


def put_longest_first(items: list[pytest.Item]) -> None:
    """Sort tests: those of the longest files, then all others in the order that they have."""
    items.sort(key=lambda item: _PLACES.get(item.path.name, len(LONGEST)))
