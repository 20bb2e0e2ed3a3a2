"""Builds the lexicon's ``frequencies.tsv``: how common words are, by pyspellchecker's dictionaries.

    pip download --no-deps pyspellchecker==0.9.1
    python -m tracker.evaluating.lexicons.frequencies pyspellchecker-0.9.1-py3-none-any.whl

The same package gives the same bytes. It is under the MIT licence, and counts words of film
subtitles; they are everyday speech, in which the words of politics are as rare as they are telling.
"""

import gzip
import json
import math
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tracker.analysis import lexicon, normalise

_RESOURCE = "spellchecker/resources/{}.json.gz"
_LEAST_ZIPF = 3.4
_HEAD = """\
# How common words are in everyday speech: language, Zipf value (the decimal logarithm of how often
# a word stands in a billion), and the folded words of that value. What is not here is rarer.
# Origin: pyspellchecker 0.9.1, MIT licence, (c) 2018-2021 Tyler Barrus, from subtitles of films.
# Built by: python -m tracker.evaluating.lexicons.frequencies
"""


def build(package: Path) -> str:
    """Return the file's text, from the wheel of pyspellchecker."""
    lines = [_HEAD]
    with zipfile.ZipFile(package) as archive:
        for language in lexicon.LANGUAGES:
            counts = json.loads(gzip.decompress(archive.read(_RESOURCE.format(language))))
            lines += _bands(language, counts)
    return "".join(lines)


def _bands(language: str, counts: Mapping[str, int]) -> list[str]:
    total = sum(counts.values())
    folded: dict[str, int] = {}
    for word, count in counts.items():
        form = normalise.fold(word)
        folded[form] = folded.get(form, 0) + count
    bands: dict[float, list[str]] = {}
    for word, count in folded.items():
        zipf = round(math.log10(count / total * 1e9) * 5) / 5
        if zipf >= _LEAST_ZIPF and word.isalpha():
            bands.setdefault(zipf, []).append(word)
    return [
        f"{language}\t{zipf:.1f}\t{' '.join(sorted(words))}\n"
        for zipf, words in sorted(bands.items(), reverse=True)
    ]


if __name__ == "__main__":
    Path(lexicon.__file__).with_name("frequencies.tsv").write_text(
        build(Path(sys.argv[1])), encoding="utf-8"
    )
