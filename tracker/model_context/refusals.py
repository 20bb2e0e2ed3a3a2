"""What is refused, and why: the same codes and words as over HTTP, for a model to read."""

from typing import Final

from mcp.types import CallToolResult, TextContent

NOT_FOUND: Final = "not_found"
INVALID: Final = "invalid_parameter"


class Refusal(Exception):  # noqa: N818 - named as what is answered
    """A question that is not answered: its code, as over HTTP, and why in words."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail

    def result(self) -> CallToolResult:
        """Return the refusal as the answer of a tool."""
        return CallToolResult(content=[TextContent(type="text", text=str(self))], is_error=True)


def not_found() -> Refusal:
    """Return the refusal of what was never public."""
    return Refusal(NOT_FOUND, "There is nothing public of this type with this slug.")


def invalid(name: str, detail: str) -> Refusal:
    """Return the refusal of a value that an argument cannot have."""
    return Refusal(INVALID, f"{name}: {detail}")
