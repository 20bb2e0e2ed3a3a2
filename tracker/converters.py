"""What stands for a record or a number in an address, of the API and of pages alike."""

from django.urls import register_converter


class SlugConverter:
    """A slug in an address; what cannot be one leads nowhere."""

    regex = r"(?=[a-z0-9-]{1,120}(?:/|\Z))[a-z0-9]+(?:-[a-z0-9]+)*"

    def to_python(self, value: str) -> str:
        """Return the slug."""
        return value

    def to_url(self, value: str) -> str:
        """Return the slug."""
        return value


class NumberConverter:
    """A whole number from 1 in an address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the number's digits."""
        return str(value)


register_converter(SlugConverter, "record")
register_converter(NumberConverter, "number")
