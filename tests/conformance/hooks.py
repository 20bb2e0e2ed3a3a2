"""What Schemathesis must know beyond the OpenAPI document: our formats, and what no schema says."""

import re
import zoneinfo
from typing import Any, Final

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import (
    ObjectLevelAuthorizationViolation,
    RejectedPositiveData,
)

# Codes of problems with a request that fits its schema: each is about what is stored, or about
# how several values go together, or about the time of day, or about classes of Unicode characters,
# or about where a name leads.
UNSTATED: Final = frozenset(
    {
        "already_followed",
        "before_ledger",
        "blank",
        "constraint",
        "contradictory",
        "destination_not_allowed",
        "does_not_exist",
        "forbidden_character",
        "in_the_future",
        "invalid_cursor",
        "invisible",
        "no_word",
        "none_left",
        "not_quoted",
        "not_yet",
        "number_out_of_range",
        "permanent",
        "unique",
        "wrong_record",
    }
)
# The same of these places: verbatim words and a meeting that took place need a citation, whoever
# took part or spoke is named or has an office, and what is read has an address.
UNSTATED_AT: Final = re.compile(
    r"required /(citations|external_url|participants/[0-9]+|(meanings/[0-9]+/)?speaker)"
)

# What editors share by design, whoever handed in the document or asked for the rereading.
SHARED: Final = frozenset({"/v1/documents/{slug}/reading", "/v1/rereadings/{slug}"})

DAYS = st.dates().filter(lambda day: 1000 <= day.year <= 9998)
DATES = st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda drawn: str(drawn[0])[: drawn[1]])
MOMENTS = st.tuples(DAYS, st.times()).map(
    lambda drawn: f"{drawn[0]}T{drawn[1].isoformat(timespec='seconds')}Z"
)
SLUGS = st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,20})?", fullmatch=True)
PAIRS = SLUGS.map("ids:{}".format) | DATES.map("changed_since:{}".format)
AMOUNTS = st.decimals(-1000, 1000, places=2).map(str)
WEB_ADDRESSES = st.from_regex(
    r"https?://[a-z]{1,20}\.(example|test)/[a-z0-9/]{0,20}", fullmatch=True
)

schemathesis.openapi.format("partial-date", DATES)
schemathesis.openapi.format("partial-date-time", DATES | MOMENTS)
schemathesis.openapi.format("date", DAYS.map(str))
schemathesis.openapi.format("alternatives", st.lists(PAIRS, min_size=1, max_size=3).map(",".join))
schemathesis.openapi.format("decimal", AMOUNTS)
schemathesis.openapi.format("uri", WEB_ADDRESSES)
schemathesis.openapi.format(
    "iana-time-zone", st.sampled_from(sorted(zoneinfo.available_timezones()))
)


@schemathesis.hook
def filter_failure(context: Any, failure: Failure, case: Any, response: Any) -> bool:
    """Return whether a failure is one.

    A refusal for what no schema says is none, nor is that editors see what they share.
    """
    if isinstance(failure, ObjectLevelAuthorizationViolation):
        return case.operation.path not in SHARED
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = response.json()
    # What is wrong with an object as a whole is how its values go together.
    stated = [
        error
        for error in problem["errors"]
        if error["code"] not in UNSTATED
        and error.get("pointer") != ""
        and not UNSTATED_AT.fullmatch(f"{error['code']} {error.get('pointer')}")
    ]
    return bool(stated) if problem["errors"] else problem["code"] not in UNSTATED
