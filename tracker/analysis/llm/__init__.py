"""A language model reads an article with its candidates: what it is asked, what is believed."""

from tracker.analysis.llm.developments import SILENT
from tracker.analysis.llm.findings import (
    NAME,
    Answer,
    Checked,
    UnusableError,
    findings,
    loads,
)
from tracker.analysis.llm.prompting import (
    ANSWER_TOKENS,
    VERSION,
    Part,
    Question,
    candidates,
    repair,
    requests,
)
