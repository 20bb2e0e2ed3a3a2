"""A whole article read by every detector."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.analysis.costaguana import TRACKED
from tracker.analysis import base, reading
from tracker.analysis.mentions.index import Index

ARTICLE = base.Article(
    "Costaguana y Azuera firmaron el lunes el Pacto de Patrulla Costera.\n\n"
    "El domingo Tom Hale se reunió en Sulaco con Ana Ruiz. La ministra aclaró que el país no "
    "acepta bases extranjeras.",
    "es",
    date(2026, 3, 10),
)
INDEX = Index(TRACKED)


def test_findings_come_by_position() -> None:
    found = reading.read(ARTICLE, TRACKED)

    assert [(f.kind, f.record) for f in found] == [
        ("agreement.signed", "pact"),
        ("meeting.held", "talks"),
        ("commitment.reaffirmed", "no-bases"),
        ("commitment.reported", "no-bases"),
    ]


def test_an_index_made_before_reads_the_same() -> None:
    assert reading.read(ARTICLE, TRACKED, INDEX) == reading.read(ARTICLE, TRACKED)


def test_where_nothing_is_tracked_all_is_proposed() -> None:
    found = reading.read(ARTICLE, base.Tracked())

    assert [(f.kind, f.record) for f in found] == [("agreement.signed", ""), ("meeting.held", "")]


PIECES = st.sampled_from(
    ["Ana Ruiz", "said", "no", "foreign bases", "Costaguana", "met", "Tom Hale", "signed", ".",
     "\n\n", "«", "”", "?", "dijo", "bases extranjeras", "on Sunday", "the Coastal Patrol Pact",
     "İ", "\u0301", "🛥", "will host", "the truce", "respects", ",", ";"]
)  # fmt: skip


@example(["Ana Ruiz", "foreign bases", "Tom Hale", "bases extranjeras", "will host"], "en")
@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30), st.sampled_from(["en", "es", "xx"]))
def test_every_finding_quotes_the_text(pieces: list[str], language: str) -> None:
    text = " ".join(pieces)
    article = base.Article(text, language, date(2026, 3, 10))

    for finding in reading.read(article, TRACKED, INDEX):
        assert text[finding.start : finding.end] == finding.exact
        assert 0 < finding.confidence < 1
