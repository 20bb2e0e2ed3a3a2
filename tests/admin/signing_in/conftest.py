"""How signing in is asked for."""

import pytest
from pytest_django import Settings


@pytest.fixture
def codes_are_required(settings: Settings) -> None:
    """Have reviewers and administrators asked for codes."""
    settings.TWO_FACTOR = "required"
