"""When the tests take place, who acts in them, and the article that they read."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACTOR = "Emilia Gould"
ARTICLE = (
    "SULACO, Jan. 25. Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said "
    "on Sunday.\n\nShe spoke after meeting Tomás Vidal of Ruritania at the San Tomé palace."
)
QUOTE = "Costaguana will not host foreign bases"
