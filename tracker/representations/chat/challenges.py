"""The first message in a channel: that we can post there, and the code that allows it."""

from tracker.representations.chat import words
from tracker.representations.chat.messages import Message


def message(code: str, home: str, language: str) -> Message:
    """Return what is posted first; without a ``code`` it says that messages will come."""
    if code:
        said = [words.ENTER[language].format(code=code), words.IGNORE[language]]
    else:
        said = [words.WILL_POST[language]]
    return Message(
        heading=words.CHANNEL[language],
        statement=" ".join(said),
        link=f"{home}/es/" if language == "es" else f"{home}/",
        link_label=words.OPEN[language],
    )
