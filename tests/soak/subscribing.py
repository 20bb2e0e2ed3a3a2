"""``python -m tests.soak.subscribing PORT``: commitments, and for each an endpoint of its own.

Prints the secrets by path as JSON.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from tracker import editing, models, recording  # noqa: E402
from tracker.webhooks import endpoints  # noqa: E402

# As many as have all slots of the sender taken, two each.
ENDPOINTS = 32
ENDPOINTS_PER_OWNER = 8


def subscribe(port: int) -> dict[str, str]:
    """Return the secrets of the endpoints that were made, by their paths."""
    now = timezone.now()
    secrets = {}
    for number in range(ENDPOINTS):
        newsroom = f"newsroom-{number // ENDPOINTS_PER_OWNER}"
        owner, _ = models.User.objects.get_or_create(username=newsroom)
        with recording.change("soak") as change:
            party = editing.create(change, "party", {"name": f"State {number}", "kind": "state"})
            entered = {
                "text": f"There will be no base of number {number}.",
                "holders": [party.slug],
                "form": "refrain",
                "strength": "undertaking",
                "short_title": f"No base of number {number}",
                "wording": "editorial",
                "language": "en",
            }
            commitment = editing.create(change, "commitment", entered)
        path = f"/{commitment.slug}"
        endpoint, secret = endpoints.create_endpoint(
            owner,
            f"http://127.0.0.1:{port}{path}",
            ["commitment.*"],
            {"record": [commitment.slug]},
            now,
        )
        endpoints.activate(endpoint, now)
        secrets[path] = secret
    return secrets


if __name__ == "__main__":
    print(json.dumps(subscribe(int(sys.argv[1]))), flush=True)  # noqa: T201 - its output
