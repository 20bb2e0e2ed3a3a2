"""Writing through the API, as the tests of all write endpoints do."""

from typing import Any

import orjson
from django.test import Client


def send(client: Client, method: str, address: str, body: Any = None, **headers: str) -> Any:
    """Return the answer to ``body`` as JSON; ``headers`` by their names with underscores."""
    content = b"" if body is None else orjson.dumps(body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.generic(method, address, content, "application/json", headers=named)


def post(client: Client, address: str, body: Any, **headers: str) -> Any:
    return send(client, "POST", address, body, **headers)


def patch(client: Client, address: str, body: Any, if_match: str = "*", **headers: str) -> Any:
    return send(client, "PATCH", address, body, If_Match=if_match, **headers)


def delete(client: Client, address: str, if_match: str = "*", **headers: str) -> Any:
    given = {"X_Change_Reason": "entered twice", **headers}
    return send(client, "DELETE", address, If_Match=if_match, **given)
