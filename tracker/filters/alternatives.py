"""``any=schedule:overdue,consistency:contradicted``: one of several questions has to be answered.

It is asked of the same parameters, a name and a value at a time.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from tracker import spelling
from tracker.filters.base import Parameter, UnknownValue, Values

ANY = "any"
_MOST_PAIRS = 100


def added(known: Mapping[str, Parameter]) -> dict[str, Parameter]:
    """Return the parameters of a type of record, and ``any`` for one of several of them."""
    askable = {name: parameter for name, parameter in known.items() if _is_closed(parameter)}
    names = ", ".join(askable)

    def check(value: str) -> str:
        pairs = value.split(",")
        if len(pairs) > _MOST_PAIRS:
            raise UnknownValue(f"any has at most {_MOST_PAIRS} pairs.")
        return ",".join(_checked(askable, names, pair) for pair in pairs)

    one = f"({'|'.join(askable)}):[^,]+"
    return {
        **known,
        ANY: Parameter(
            ANY,
            f"One of these holds, at most {_MOST_PAIRS}: name:value,name:value with {names}",
            columns=lambda _: Q(),
            check=check,
            schema={
                "type": "string",
                "format": "alternatives",
                "pattern": f"^{one}(,{one}){{0,{_MOST_PAIRS - 1}}}$",
            },
        ),
    }


def asked(values: Values) -> list[dict[str, Values]]:
    """Return the questions of ``any``, of which one has to be answered."""
    return [{name: [value]} for name, value in _pairs(values)]


def _pairs(values: Values) -> Iterable[tuple[str, str]]:
    for value in values:
        for pair in value.split(","):
            name, _, wanted = pair.partition(":")
            yield name, wanted


def _checked(askable: Mapping[str, Parameter], names: str, pair: str) -> str:
    name, separator, value = pair.partition(":")
    if not separator or name not in askable:
        guess = spelling.meant(name, askable) if separator else ""
        raise UnknownValue(f"any takes name:value, and the names {names}.{guess}")
    return f"{name}:{askable[name].read([value])[0]}"


def _is_closed(parameter: Parameter) -> bool:
    """Return whether a parameter's values have a form, so that none holds a comma."""
    pattern = str(parameter.schema.get("pattern", ""))
    is_open = not pattern or "~" in pattern or "u0000" in pattern
    return bool(parameter.schema.get("enum")) or not is_open
