"""Events as the ledger keeps them, of which messages are made."""

from typing import Any

import orjson

from tracker.webhooks import examples

HOSTILE = (
    "<!channel> @everyone *now* [x](https://evil.example) {{DATE(2026)}} <at>Ana</at> & `:bomb:`"
)


def told(event_type: str, **fields: Any) -> bytes:
    """Return the envelope of an event about invented people, with these fields of its body."""
    example = examples._told(event_type)
    body = {**example["object"], **fields}
    subject = f"https://record.example{body['url']}"
    data = {"object": body, "previous": example["previous"]}
    return orjson.dumps({"id": "evt_1", "type": event_type, "subject": subject, "data": data})


def quoting(exact: str, event_type: str = "commitment.contradicted", **document: Any) -> bytes:
    """Return the envelope of a development that quotes these words."""
    (citation,) = examples._told(event_type)["object"]["citations"]
    quoted = {**citation, "exact": exact, "document": {**citation["document"], **document}}
    return told(event_type, citations=[quoted])
