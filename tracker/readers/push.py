"""The type ``push``: articles are posted, and nothing is fetched."""

from tracker.readers import base, decode, markup


class PushReader:
    """Reads an article as it was posted, as plain text or as a page."""

    code = "push"
    label = "Handed in: articles are posted to the API"
    is_polled = False

    def read(self, fetched: base.Fetched) -> base.Listing:
        """Return the one article that was posted; raises Unreadable for an empty one."""
        text, _ = decode.decode(fetched.body, fetched.content_type)
        if not text.strip():
            raise base.Unreadable("Nothing was posted.")
        is_page = "html" in fetched.content_type.lower() or markup.is_html(text)
        entry = (
            base.Entry(fetched.url, html=text) if is_page else base.Entry(fetched.url, text=text)
        )
        return base.Listing(entries=(entry,))


READER: base.Reader = PushReader()
