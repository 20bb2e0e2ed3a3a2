"""Messages between a process and its child: framed, sent and received within a time."""

import io
import os
import pickle
import select
import struct
import time
from collections.abc import Mapping
from typing import Any

LENGTH = struct.Struct(">Q")
LARGEST = 64 * 1024 * 1024
_PIECE = 64 * 1024

Types = Mapping[tuple[str, str], Any]
"""Types by module and name."""


class LateError(Exception):
    """The other side did not take a message, or answer, in time."""


class EndedError(Exception):
    """The other side has ended, or sent no message of ours."""


def send(pipe: int, message: bytes, deadline: float | None = None) -> None:
    """Write a message to a descriptor; raises LateError after ``deadline``, EndedError.

    ``deadline`` is by time.monotonic(); what has one must not block.
    """
    left = memoryview(LENGTH.pack(len(message)) + message)
    while left:
        _wait(pipe, select.POLLOUT, deadline)
        try:
            left = left[os.write(pipe, left[:_PIECE]) :]
        except OSError as error:
            raise EndedError("It takes no more messages.") from error


def receive(pipe: int, deadline: float | None = None) -> bytes:
    """Return the next message of a descriptor; raises LateError after ``deadline``, EndedError."""
    (length,) = LENGTH.unpack(_read(pipe, LENGTH.size, deadline))
    if length > LARGEST:
        raise EndedError("Its message is too long.")
    return _read(pipe, length, deadline)


def loads(message: bytes, known: Types) -> Any:
    """Return the value in a pickled message; raises UnpicklingError for types not ``known``."""
    return _Unpickler(io.BytesIO(message), known).load()


class _Unpickler(pickle.Unpickler):
    """Reads plain values and those of known types, and no other."""

    def __init__(self, message: io.BytesIO, known: Types) -> None:
        super().__init__(message)
        self._known = known

    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return a known type; raises UnpicklingError for any other name."""
        try:
            return self._known[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"a child answers with no {module_name}.{global_name}"
            ) from None


def _read(pipe: int, length: int, deadline: float | None) -> bytes:
    pieces = bytearray()
    while len(pieces) < length:
        _wait(pipe, select.POLLIN, deadline)
        try:
            piece = os.read(pipe, min(_PIECE, length - len(pieces)))
        except OSError as error:
            raise EndedError("It cannot be read from.") from error
        if not piece:
            raise EndedError("It has ended.")
        pieces += piece
    return bytes(pieces)


def _wait(pipe: int, event: int, deadline: float | None) -> None:
    """Wait until a descriptor is ready, or its other side gone; without a deadline, for ever."""
    if deadline is None:
        return
    poll = select.poll()
    poll.register(pipe, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise LateError("It took too long.")
