"""Lists and objects of any length, of which no more is judged than an answer tells."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from rest_framework import serializers

K = TypeVar("K", int, str)

MOST_ERRORS: Final = 100
"""How many errors one answer tells; one more is found, so that it can say that there are more."""


class ListField(serializers.ListField):
    """A list of values."""

    def to_internal_value(self, data: Any) -> list[Any]:
        """Return the values; what is too long is refused unread."""
        if self.max_length is not None and isinstance(data, list) and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return list(super().to_internal_value(data))

    def run_child_validation(self, data: Any) -> list[Any]:
        """Return the validated values."""
        return [value for _, value in _validated(enumerate(data), self.child.run_validation)]


class DictField(serializers.DictField):
    """Values under names."""

    def run_child_validation(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        """Return the validated values by name."""
        named = ((str(name), value) for name, value in data.items())
        return dict(_validated(named, self.child.run_validation))


class ListSerializer(serializers.ListSerializer[Any]):
    """A list of objects."""

    def to_internal_value(self, data: Any) -> list[Any]:
        self._refused = 0
        return list(super().to_internal_value(data))

    def run_child_validation(self, data: Any) -> Any:
        """Return the validated object; None once so many are refused that the list is."""
        if self._refused > MOST_ERRORS:
            return None
        try:
            return super().run_child_validation(data)
        except serializers.ValidationError:
            self._refused += 1
            raise


def _validated(
    items: Iterable[tuple[K, Any]], validate: Callable[[Any], Any]
) -> list[tuple[K, Any]]:
    found: list[tuple[K, Any]] = []
    refused: dict[Any, Any] = {}
    for place, item in items:
        try:
            found.append((place, validate(item)))
        except serializers.ValidationError as error:
            refused[place] = error.detail
            if len(refused) > MOST_ERRORS:
                break
    if refused:
        raise serializers.ValidationError(refused)
    return found
