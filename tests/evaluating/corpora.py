"""A part of the corpus as a folder of its own: few stories, read in no time."""

import json
from pathlib import Path

from tracker.evaluating.articles import CORPUS

STORIES = ("d1-ie-vat", "d2-fees", "d1-gt-coal")


def part(folder: Path, stories: tuple[str, ...] = STORIES) -> Path:
    """Write the files of these stories to ``folder`` and return it."""
    lines = [json.loads(line) for line in _lines("articles.jsonl")]
    articles = [line for line in lines if line["story"] in stories]
    names = {line["id"] for line in articles}
    entries = json.loads((CORPUS / "tracked.json").read_text("utf-8"))
    tracked = [entry for entry in entries if entry["story"] in stories]
    slugs = {entry["id"] for entry in tracked}
    labels = [json.loads(line) for line in _lines("gold.jsonl")]
    answers = [json.loads(line) for line in _lines("answers.jsonl")]
    pairs = [json.loads(line) for line in _lines("minimal_pairs.jsonl")]
    (folder / "tracked.json").write_text(json.dumps(tracked), encoding="utf-8")
    for name, kept in {
        "articles": articles,
        "gold": [line for line in labels if line["article"] in names],
        "answers": [line for line in answers if line["article"] in names],
        "minimal_pairs": [line for line in pairs if line["commitment"] in slugs],
    }.items():
        text = "".join(json.dumps(line) + "\n" for line in kept)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


def _lines(name: str) -> list[str]:
    return (CORPUS / name).read_text("utf-8").splitlines()
