"""A language model reads an article with its candidates: what it is asked, what is believed."""

from tracker.analysis.llm.answers import Answer, UnusableError, loads
from tracker.analysis.llm.developments import AGAINST, FOR
from tracker.analysis.llm.findings import NAME, Checked, findings
from tracker.analysis.llm.prompting import (
    ANSWER_TOKENS,
    VERSION,
    Part,
    Question,
    candidates,
    repair,
    requests,
)
