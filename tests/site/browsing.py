"""Opening a page as a browser does."""

from django.test import Client

from tracker import models, serializers

ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"


def page(client: Client, address: str, status: int = 200) -> str:
    """Return the text of a page, which has this status."""
    response = client.get(address, headers={"Accept": ACCEPT})
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def instants(slug: str) -> list[str]:
    """Return when each version of a record was published, the first first."""
    rows = models.Revision.objects.filter(record__slug=slug).order_by("sequence")
    return [str(serializers.show_moment(row.published_at)) for row in rows]
