"""The pages for developers: those of the documentation that they begin with, from its own files."""

import functools
import hashlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from tracker.site import pages

START: Final = "developers"
NAMES: Final = (START, "start-your-own-story", "webhooks", "mcp")
"""The files in ``docs/`` that are pages."""
_EXAMPLES_AT: Final = "http://localhost:8000"
"""Where the service is in the files; pages say where it really is."""
_ELSEWHERE: Final = {"api.md": "/docs/", "../openapi.yaml": "/v1/schema"}
"""Where else what a file tells is told."""
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Guide:
    """A page of the documentation: what it is called, and what it says, as HTML."""

    title: str
    content: SafeString
    digest: str


class Developers(pages.Page):
    """A page of the documentation, in the words of its file."""

    template_name = "tracker/site/developers.html"
    has_json = False

    def state(self) -> object:
        return guide(self._name(), settings.PUBLIC_URL).digest

    def context(self, **_named: Any) -> dict[str, Any]:
        return {"guide": guide(self._name(), settings.PUBLIC_URL)}

    def _name(self) -> str:
        name: str = self.kwargs.get("name", START)
        # The first has a shorter address, and no second one.
        if name not in NAMES or ("name" in self.kwargs and name == START):
            raise pages.not_found()
        return name


@functools.cache
def guide(name: str, public_url: str) -> Guide:
    """Return the page that a file of the documentation makes, with this service's own address."""
    text = settings.BASE_DIR.joinpath("docs", f"{name}.md").read_text("utf-8")
    text = text.replace(_EXAMPLES_AT, public_url)
    markdown = _markdown()
    tokens = markdown.parse(text)
    _name_headings(tokens)
    _lead_links(tokens)
    shown = markdown.renderer.render(tokens, markdown.options, {})
    return Guide(
        title=tokens[1].content,
        content=mark_safe(shown),  # noqa: S308 - of our own files, and their HTML is escaped
        digest=hashlib.sha256(shown.encode()).hexdigest(),
    )


def address(name: str) -> str:
    """Return the path of a page, in English."""
    return f"/{START}" if name == START else f"/{START}/{name}"


def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("fence", _fence)
    return markdown


def _fence(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType
) -> str:
    """Return commands and answers so that a keyboard can move long lines into sight."""
    del renderer, options, env
    return f'<pre tabindex="0"><code>{escape(tokens[place].content)}</code></pre>\n'


def _name_headings(tokens: Sequence[Token]) -> None:
    """Give each heading the name by which addresses lead to it."""
    for token, content in itertools.pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _NO_WORD.sub("-", content.content.lower()).strip("-"))


def _lead_links(tokens: Sequence[Token]) -> None:
    """Have links between files lead to pages; where a file is no page, its words are left."""
    for token in tokens:
        kept = []
        is_open = True
        for each in token.children or ():
            if each.type == "link_open":
                target = _target(str(each.attrGet("href")))
                is_open = target is not None
                each.attrSet("href", target or "")
            if is_open or each.type not in {"link_open", "link_close"}:
                kept.append(each)
        token.children = kept if token.children is not None else None


def _target(href: str) -> str | None:
    """Return where a link of a file leads on a page; None where it leads to no page."""
    if href.startswith(("https://", "http://", "#", "/")):
        return href
    path, _, fragment = href.partition("#")
    name = PurePosixPath(path).stem
    if name not in NAMES:
        return _ELSEWHERE.get(path)
    return address(name) + (f"#{fragment}" if fragment else "")
