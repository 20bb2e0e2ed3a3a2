"""The figures as a person reads them: one row a group, then intervals and reliability."""

from collections.abc import Iterator

from tracker.evaluating.measuring import Report
from tracker.evaluating.scoring import Figures

_COLUMNS = {
    "cases": "cases",
    "link_precision": "link P",
    "link_recall": "link R",
    "link_f1": "link F1",
    "false_alarms": "alarms",
    "relation_accuracy": "rel acc",
    "relation_macro_f1": "rel F1",
    "flips": "flips",
    "joint_precision": "joint P",
    "joint_recall": "joint R",
    "meetings_f1": "meet F1",
    "agreements_f1": "agr F1",
    "new_commitments_f1": "new F1",
}


def lines(report: Report) -> Iterator[str]:
    """Yield the report as lines of text."""
    width = max(len(name) for name in report.groups)
    yield f"{'':{width}}  " + "  ".join(f"{title:>7}" for title in _COLUMNS.values())
    for name, figures in report.groups.items():
        yield f"{name:{width}}  " + "  ".join(f"{_shown(figures, key):>7}" for key in _COLUMNS)
    everything = report.groups["all"]
    quotes, wrong = int(everything["evidence"]), int(everything["evidence_wrong"])
    yield f"\nevidence: {quotes} quotes, {wrong} not exact"
    yield "\n95 % of draws by story"
    for name, (low, high) in report.intervals.items():
        if name in _COLUMNS and name != "cases":
            yield f"  {name:20} {everything[name]:.3f}   {low:.3f} to {high:.3f}"
    yield "\nflags by confidence: how many, mean confidence, share right"
    for one in report.reliability:
        share = one.right / one.flags
        yield f"  from {one.least:.1f}  {one.flags:4d}   {one.confidence:.2f}   {share:.2f}"
    yield "\nlinks by the label and what was said"
    for (gold, said), number in sorted(report.confusion.items(), key=lambda item: -item[1]):
        yield f"  {gold:12} {said:12} {number:4d}"


def _shown(figures: Figures, name: str) -> str:
    value = figures[name]
    return str(value) if isinstance(value, int) else f"{value:.3f}"
