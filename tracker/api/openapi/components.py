"""What the OpenAPI document says several times is said once, among its components."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import orjson

from tracker import partial_dates, vocabularies

_LEAST_CHARACTERS: Final = 100
"""Below that a reference is hardly shorter than what it stands for."""
_BESIDE: Final = ("description", "default", "readOnly", "writeOnly", "title")
"""What a schema may say beside its reference."""
_NAMED: Final[Mapping[str, Mapping[str, Any]]] = {
    "Day": partial_dates.DAY_SCHEMA,
    "Date": partial_dates.DATE_SCHEMA,
    "Instant": partial_dates.INSTANT_SCHEMA,
    "Precision": {
        "enum": [*(code for code, _ in vocabularies.DatePrecision.choices()), None],
        "type": ["string", "null"],
    },
    "Translations": {
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "Asked": {
        "type": "array",
        "items": {"type": "string", "minLength": 1},
        "minItems": 1,
        "maxItems": 100,
    },
    "SlugOrNull": {
        "type": ["string", "null"],
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": 120,
    },
}


def shared(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document in which parameters and schemas that occur repeatedly are references."""
    components = document["components"]
    components["parameters"] = _shared_parameters(document["paths"])
    components["schemas"] = {**_NAMED, **components["schemas"]}
    names = {_key(schema): name for name, schema in _NAMED.items()}
    names |= _repeated(components)
    document["paths"] = _replaced(document["paths"], names)
    for part in ("schemas", "parameters"):
        components[part] = {
            name: _replaced_inside(inner, names) for name, inner in components[part].items()
        }
    return document


def _repeated(components: Mapping[str, Any]) -> dict[bytes, str]:
    """Add long schemas that stand in several places, and return their names by content."""
    schemas = components["schemas"]
    of_parameters = [(name, each["schema"]) for name, each in components["parameters"].items()]
    of_bodies = [
        (f"{owner.removesuffix('Request').removeprefix('Patched')}{_camel(name)}", inner)
        for owner, schema in schemas.items()
        for name, inner in schema.get("properties", {}).items()
    ]
    names = _named([*of_bodies, *of_parameters], schemas)
    items = [
        (name, schema["items"])
        for name, schema in of_parameters
        if "items" in schema and _key(schema) not in names
    ]
    return names | _named([*of_bodies, *items], schemas, names)


def _named(
    found: Iterable[tuple[str, dict[str, Any]]],
    schemas: dict[str, Any],
    known: Mapping[bytes, str] = MappingProxyType({}),
) -> dict[bytes, str]:
    """Add to ``schemas`` those that are found repeatedly, and return their names by content."""
    called: dict[bytes, list[str]] = defaultdict(list)
    for name, schema in found:
        called[_key(schema)].append(name)
    names: dict[bytes, str] = {}
    for key, (name, *others) in called.items():
        free = name if name not in schemas else f"{name}Value"
        if len(key) >= _LEAST_CHARACTERS and others and free not in schemas and key not in known:
            schemas[free] = orjson.loads(key)
            names[key] = free
    return names


def _replaced(value: Any, names: Mapping[bytes, str]) -> Any:
    """Return part of the document with references in the place of schemas that have a name."""
    if isinstance(value, list):
        return [_replaced(inner, names) for inner in value]
    if not isinstance(value, dict):
        return value
    name = names.get(_key(value))
    if name is not None:
        beside = {key: value[key] for key in _BESIDE if key in value}
        return {"$ref": f"#/components/schemas/{name}", **beside}
    return _replaced_inside(value, names)


def _replaced_inside(value: Mapping[str, Any], names: Mapping[bytes, str]) -> dict[str, Any]:
    # An example shows values, which are no schemas.
    return {
        key: inner if key in {"example", "examples"} else _replaced(inner, names)
        for key, inner in value.items()
    }


def _shared_parameters(paths: dict[str, Any]) -> dict[str, Any]:
    """Replace parameters that several operations share, and return them by their new names."""
    operations = [operation for methods in paths.values() for operation in methods.values()]
    alike: dict[bytes, list[tuple[dict[str, Any], int]]] = defaultdict(list)
    for operation in operations:
        for place, parameter in enumerate(operation.get("parameters", ())):
            alike[_key(parameter, ())].append((operation, place))
    shared: dict[str, Any] = {}
    for key, places in alike.items():
        if len(places) > 1:
            parameter = orjson.loads(key)
            name = next(name for name in _names(parameter, places[0][0]) if name not in shared)
            shared[name] = parameter
            for operation, place in places:
                operation["parameters"][place] = {"$ref": f"#/components/parameters/{name}"}
    return shared


def _names(parameter: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a parameter may be called: by its name, or after the first that has it."""
    name = _camel(parameter["name"])
    yield name
    yield f"{_camel(operation['tags'][0])}{name}"
    yield f"{_camel(operation['operationId'])}{name}"


def _camel(name: str) -> str:
    words = name.replace("-", "_").split("_")
    return "".join(word[:1].upper() + word[1:] for word in words)


def _key(schema: Mapping[str, Any], without: tuple[str, ...] = _BESIDE) -> bytes:
    kept = {key: value for key, value in schema.items() if key not in without}
    return orjson.dumps(kept, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
