"""A page in headless Chromium, and steps taken there one by one; each says whether it passed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright


@contextmanager
def page(chromium: str, width: int, **options: Any) -> Iterator[Any]:
    """Open a page of this width, and close its browser on leaving."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": width, "height": 900}, **options)
        browser.close()


def take(steps: Sequence[Callable[..., None]], page: Any, folder: Path, *given: Any) -> int:
    """Take each step, whatever became of the one before, and return how many failed.

    That no script fails and no policy is broken meanwhile is a step too.
    """
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if _is_refusal(said) else None)
    failed = 0
    for step in steps:
        title = step.__name__.replace("_", " ")
        try:
            step(*given)
        except Exception as error:  # noqa: BLE001 - whatever fails, the next step is tried
            failed += 1
            print(f"failed {title}: {' '.join(str(error).split())[:600]}", flush=True)  # noqa: T201
            page.screenshot(path=str(folder / f"failed-{failed}.png"), full_page=True)
        else:
            print(f"passed {title}", flush=True)  # noqa: T201
    is_quiet = not errors
    said = " ".join(errors)[:600]
    print(f"{'passed' if is_quiet else 'failed'} no script fails {said}", flush=True)  # noqa: T201
    return failed + (not is_quiet)


def _is_refusal(said: Any) -> bool:
    """Return whether the console tells that the page's policy was broken."""
    return said.type == "error" and "Content Security Policy" in said.text
