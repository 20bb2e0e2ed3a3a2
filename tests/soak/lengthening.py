"""``python -m tests.soak.lengthening NUMBER``: hands in so many texts that take long to read."""

import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from tracker import ingest  # noqa: E402

SENTENCE = "There will be no base of number {}, State {} said, and it will not host one. "


def hand_in(number: int) -> None:
    """Hand in ``number`` texts, each about as long as what is read of one."""
    for each in range(number):
        text = "".join(SENTENCE.format(n % 32, n % 32) for n in range(2_500))
        entered = {"text": f"Report {each}. {text}", "outlet": "Soak", "language": "en"}
        ingest.submit(entered, "soak", timezone.now())


if __name__ == "__main__":
    hand_in(int(sys.argv[1]))
