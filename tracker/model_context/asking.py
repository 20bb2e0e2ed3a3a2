"""Filters of lists as arguments of tools: checked as the parameters of the API are."""

from collections.abc import Mapping, Sequence

from tracker import filters
from tracker.filters import words
from tracker.model_context import refusals


def checked(record_type: str, given: Mapping[str, Sequence[str] | str | None]) -> filters.Asked:
    """Return what is asked of a list of records, without what is not given.

    Raises Refusal for a filter that the list does not know, with those that it knows, and for a
    value that its filter cannot have.
    """
    known = filters.PARAMETERS[record_type]
    asked: dict[str, list[str]] = {}
    for name, values in given.items():
        if values is None:
            continue
        if name not in known:
            raise refusals.invalid(name, f"a {record_type} is asked by {', '.join(sorted(known))}.")
        listed = [values] if isinstance(values, str) else list(values)
        try:
            known[name].checked(listed)
        except filters.UnknownValue as error:
            raise refusals.Refusal(refusals.INVALID, str(error)) from error
        asked[name] = list(dict.fromkeys(listed))
    return asked


def checked_words(given: str) -> str:
    """Return the words that are searched for.

    Raises Refusal where there are none, or too many.
    """
    try:
        return words.checked(given)
    except filters.UnknownValue as error:
        raise refusals.Refusal(refusals.INVALID, str(error)) from error
