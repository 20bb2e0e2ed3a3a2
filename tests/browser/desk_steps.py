"""Works at the desk in headless Chromium, and checks what its pages say.

``python desk_steps.py URL NAME PASSWORD CHROMIUM FOLDER`` prints ``passed NAME`` or ``failed NAME:
why`` for each step, and leaves in FOLDER what was decided (``decided.json``) and how pages look.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import browsing
from editor import Editor

FLAGS = 20
READING_SECONDS = 3
MOST_SECONDS = 120
WIDTHS = (1280, 390)
ROWS = 200

Decided = dict[str, Any]
Step = Callable[[Editor, Decided], None]


def an_editor_signs_in_with_a_code_and_sees_what_waits(editor: Editor, _: Decided) -> None:
    editor.sign_in()
    editor.set_up_device()
    assert "/admin/review/" in editor.page.url, editor.page.url
    assert editor.page.locator(".sides mark").count() >= 1


def twenty_flags_are_cleared_in_two_minutes(editor: Editor, decided: Decided) -> None:
    started = time.monotonic()
    for _ in range(FLAGS):
        editor.page.wait_for_timeout(READING_SECONDS * 1000)
        decided["confirmed"].append(editor.key)
        editor.lead("y")
    spent = time.monotonic() - started
    assert spent < MOST_SECONDS, spent
    assert len(set(decided["confirmed"])) == FLAGS


def a_decision_is_undone(editor: Editor, decided: Decided) -> None:
    key = editor.key
    editor.lead("y")
    editor.lead("u")
    assert editor.key == key, editor.notes
    decided["undone"] = key


def kind_and_speaker_are_corrected(editor: Editor, decided: Decided) -> None:
    decided["corrected"] = editor.key
    editor.lead("e")
    editor.choose("#edit_kind", "Commitment qualified")
    editor.say("#edit_speaker_name", "The foreign ministry")
    editor.lead("Enter")
    assert editor.notes[0].startswith("Correct: "), editor.notes


def a_quote_is_split_off(editor: Editor, decided: Decided) -> None:
    editor.tab_to("a[href$='list=reports']")
    editor.lead("Enter")
    while editor.page.locator(".words article").count() < 2:
        editor.lead("j")
    decided["split"] = editor.key
    editor.lead("e")
    editor.tab_to("#edit_quotes_1")
    editor.press("Space")
    editor.tab_to("button[value=split]")
    editor.lead("Enter")
    assert editor.notes[0].startswith("Split: "), editor.notes


def a_flag_is_dismissed_by_two_keys(editor: Editor, decided: Decided) -> None:
    decided["dismissed"] = editor.key
    editor.lead("n", "2")
    assert editor.notes[0].startswith("Dismiss"), editor.notes


def a_proposal_is_changed_and_taken_up(editor: Editor, decided: Decided) -> None:
    editor.go("/admin/tracker/proposal/first/")
    field = editor.page.locator("#id_draft-title, #id_draft-short_title").first
    selector = f"#{field.get_attribute('id')}"
    editor.say(selector, decided["title"])
    editor.press("Escape")
    tick = editor.page.locator("#proposal_form .tick input")
    if tick.count():
        tick.check()
    editor.press("Escape")
    editor.page.evaluate("document.activeElement.blur()")
    editor.lead("y")
    assert editor.page.locator(".errornote, .errorlist").count() == 0, editor.page.content()


def two_officials_are_merged(editor: Editor, decided: Decided) -> None:
    editor.go(f"/admin/tracker/official/{decided['gone']}/merge/?into={decided['stays']}")
    editor.say("#id_reason", "One person under two names")
    editor.lead("Enter")
    assert editor.notes, editor.page.url


def a_verdict_is_given_with_words_marked_in_an_article(editor: Editor, decided: Decided) -> None:
    editor.go(f"/admin/tracker/commitment/{decided['commitment']}/verdict/")
    editor.page.fill("#id_q", decided["article"])
    editor.click("button[value=find]")
    editor.click("button[name=show] >> nth=0")
    editor.mark("#stored-text", decided["words"])
    editor.page.click("#quote-marked")
    editor.choose("#id_verdict", "Disputed")
    editor.say("#id_effective_date", "2026-06-01")
    editor.say("#id_reason", "Its two sides read it otherwise.")
    editor.click("button[value=save]")
    assert editor.notes[0].startswith("The verdict is public: Disputed"), editor.notes


def a_list_with_two_bad_rows_is_put_right_and_imported(editor: Editor, decided: Decided) -> None:
    editor.go("/admin/import/")
    editor.page.set_input_files("input[type=file]", decided["list"])
    editor.page.select_option("select[name=record_type]", "commitment")
    editor.click("text=Try it")
    refused = editor.page.locator("li.refused")
    assert refused.count() == 2, editor.page.inner_text("#content")
    for wrong, right in (("refrian", "refrain"), ("2026-13", "2026-12")):
        cell = editor.page.locator(f"li.refused input[value='{wrong}']").first
        cell.fill(right)
    editor.click("button[value=check]")
    assert editor.page.locator("li.refused").count() == 0, editor.page.inner_text("#content")
    editor.page.fill("[name=reason]", "The newsroom's own list")
    editor.click("button[value=import]")
    assert f"{ROWS} new" in editor.page.inner_text("#content"), editor.page.inner_text("#content")


def pages_fit_every_width_and_load_nothing_from_elsewhere(editor: Editor, decided: Decided) -> None:
    asked: set[str] = set()
    editor.page.on("request", lambda request: asked.add(request.url))
    for width in WIDTHS:
        editor.page.set_viewport_size({"width": width, "height": 900})
        for number, path in enumerate(decided["pages"]):
            editor.go(path)
            name = f"{number}-{width}.png"
            editor.page.screenshot(path=str(decided["folder"] / name), full_page=True)
            found = editor.page.evaluate("document.documentElement.scrollWidth")
            assert found <= width, f"{path} is {found} pixels wide at {width}"
    assert all(url.startswith((editor.url, "data:")) for url in asked), asked


def signing_in_again_asks_for_a_code(editor: Editor, _: Decided) -> None:
    editor.go("/admin/")
    editor.click("#logout-form button")
    editor.sign_in()
    assert "two-factor" in editor.page.url, editor.page.url
    editor.page.fill("[name=code]", editor.code())
    editor.lead("Enter")
    assert "/admin/review/" in editor.page.url, editor.page.inner_text("#content")


STEPS: tuple[Step, ...] = (
    an_editor_signs_in_with_a_code_and_sees_what_waits,
    twenty_flags_are_cleared_in_two_minutes,
    a_decision_is_undone,
    kind_and_speaker_are_corrected,
    a_quote_is_split_off,
    a_flag_is_dismissed_by_two_keys,
    a_proposal_is_changed_and_taken_up,
    two_officials_are_merged,
    a_verdict_is_given_with_words_marked_in_an_article,
    a_list_with_two_bad_rows_is_put_right_and_imported,
    pages_fit_every_width_and_load_nothing_from_elsewhere,
    signing_in_again_asks_for_a_code,
)


def main(url: str, name: str, password: str, chromium: str, folder: str) -> int:
    """Take every step, and return how many failed."""
    kept = Path(folder)
    decided: Decided = json.loads((kept / "given.json").read_text()) | {
        "confirmed": [],
        "folder": kept,
    }
    with browsing.page(chromium, WIDTHS[0]) as page:
        editor = Editor(page, url, name, password)
        failed: int = browsing.take(STEPS, page, kept, editor, decided)
    (kept / "decided.json").write_text(json.dumps({**decided, "folder": folder}))
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
