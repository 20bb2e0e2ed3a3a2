"""Figures in one form."""

import pytest

from tracker.analysis.terms import figures


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("40,000", "40000"),
        ("40.000", "40000"),
        ("1,250,000", "1250000"),
        ("2,1", "2.1"),
        ("2.0", "2"),
        ("2.25", "2.25"),
        ("cinco", "5"),
        ("seventy-two", "72"),
        ("por ciento", "%"),
        ("percent", "%"),
        ("once", "once"),
        ("truce", "truce"),
    ],
)
def test_a_figure_has_one_form(written: str, figure: str) -> None:
    assert figures.canonical(written) == figure
