"""Stored bodies without one of their fields, as bytes: nothing is parsed that need not be."""

from typing import Final

import orjson

from tracker.serializers.developments import DevelopmentSerializer

EXPLANATION: Final = "explanation"
_FIELDS: Final = DevelopmentSerializer.Meta.fields
_START: Final = f',"{EXPLANATION}":'.encode()
_END: Final = f',"{_FIELDS[_FIELDS.index(EXPLANATION) + 1]}":'.encode()


def without_explanation(body: bytes) -> bytes:
    """Return the body of a development without its explanation.

    It is cut out between its name and that of the field after it. Quotation marks within words
    are escaped, so that each name that stands once is the field's own.
    """
    start, end = body.find(_START), body.find(_END)
    if 0 < start < end and body.count(_START) == 1 and body.count(_END) == 1:
        return body[:start] + body[end:]
    parsed = orjson.loads(body)
    parsed.pop(EXPLANATION, None)
    return orjson.dumps(parsed)
