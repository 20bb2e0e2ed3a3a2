"""Reads the pages in headless Chromium as someone without an account does, and checks them.

``python site_steps.py CHROMIUM FOLDER`` reads FOLDER/site.json, prints ``passed NAME`` or ``failed
NAME: why`` for each step, and leaves in FOLDER how pages look.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import browsing
from reader import Reader
from sinks import Channel, Mails

WIDTHS = (1280, 390)
THEMES = ("light", "dark")
MOST_BYTES = 60_000
DOCS = "/docs/"
ADDRESS = "ana@courier.example"

Step = Callable[[Reader], None]


def a_reader_finds_the_commitment_by_spanish_words(reader: Reader) -> None:
    reader.go("/")
    assert reader.text("h1") == "What governments promised. What happened next."
    reader.page.fill("main input[name=q]", "bases militares")
    reader.follow("main form[role=search] button")
    reader.follow(f"main a[href='/commitments/{reader.given['commitment']}'] >> nth=0")
    assert reader.text("h1") == "No foreign military bases in Ecuador"


def the_timeline_is_a_picture_and_a_table(reader: Reader) -> None:
    pictures = reader.page.locator(".timeline svg")
    shown = [n for n in range(pictures.count()) if pictures.nth(n).is_visible()]
    assert len(shown) == 1, shown
    marks = pictures.nth(shown[0]).locator("a")
    rows = reader.page.locator(".timeline tbody tr")
    assert marks.count() >= 3, marks.count()
    assert rows.count() >= 5, rows.count()
    target = str(marks.first.get_attribute("href") or marks.first.get_attribute("xlink:href"))
    assert reader.page.locator(f"[id='{target.removeprefix('#')}']").count() == 1, target


def two_instants_are_compared(reader: Reader) -> None:
    path = f"/v1/commitments/{reader.given['commitment']}"
    changed = {"due_date": "2027"}
    reader.write("editor", "PATCH", path, changed)
    reader.go(f"/commitments/{reader.given['commitment']}")
    reader.follow("a[href$='/history']")
    reader.follow("form.tools button")
    compared = reader.text("table.compared")
    assert "2027" in compared, compared
    reader.follow("table.compared thead a >> nth=0")
    assert "As we showed it on" in reader.text(".then")


def a_citation_is_copied(reader: Reader) -> None:
    reader.go("/search?q=host+foreign+military+bases&type=development")
    reader.follow("main ol.rows a >> nth=0")
    reader.page.click("details.kit summary >> nth=0")
    kit = reader.page.locator("details.kit >> nth=0")
    said = " ".join(kit.inner_text().split())
    assert "The Gazette" in said, said
    passage = kit.locator("a[href*=':~:text=']").first.get_attribute("href")
    assert "Sommerfeld" in unquote(str(passage)), passage
    with reader.page.expect_download() as download:
        kit.locator("a[download] >> nth=0").click()
    bibtex = Path(download.value.path()).read_text(encoding="utf-8")
    assert bibtex.startswith("@"), bibtex
    assert "The Gazette" in bibtex, bibtex


def a_card_stands_in_another_page(reader: Reader) -> None:
    reader.go(f"/embed/commitments/{reader.given['commitment']}")
    assert reader.page.locator("blockquote").count() == 1
    assert reader.barriers() == []


def the_matter_is_followed_by_mail(reader: Reader) -> None:
    reader.go(f"/commitments/{reader.given['commitment']}")
    reader.follow("aside.follow a >> nth=0")
    assert "in the last 30 days" in reader.text()
    reader.page.fill("input[name=email]", ADDRESS)
    reader.page.select_option("select[name=frequency]", "immediate")
    reader.follow("main form button")
    reader.work()
    asked = reader.mails.texts()
    assert len(asked) == 1, asked
    reader.page.goto(_link(asked[0], "/mails/confirm/"))
    reader.follow("main form button")
    assert "Confirmed" in reader.text()
    reader.managing = str(
        reader.page.locator("a[href*='/follow/manage/']").first.get_attribute("href")
    )


def a_channel_opens_by_the_code_that_is_posted_there(reader: Reader) -> None:
    reader.page.goto(reader.managing)
    reader.page.select_option("select[name=format]", "slack")
    reader.page.fill("input[name=url]", reader.channel.url)
    reader.follow("button[value=add-channel]")
    reader.work()
    assert len(reader.channel.posted) == 1, reader.channel.posted
    code = re.findall(r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b|\b\d{6}\b", json.dumps(reader.channel.posted))
    reader.page.goto(reader.managing)
    reader.page.fill("input[name=code]", code[0])
    reader.follow("button[value=open-channel]")
    reader.page.goto(reader.managing)
    assert "Enabled" in reader.text("section[aria-labelledby=channels]"), reader.text()


def what_happens_then_is_told_in_both(reader: Reader) -> None:
    before = len(reader.mails.taken)
    reader.write("editor", "POST", "/v1/documents", reader.given["later"])
    reader.work()
    told = reader.mails.texts()[before:]
    assert len(told) == 1, told
    assert "nothing had changed since spring" in told[0], told
    page = _link(told[0], "/developments/")
    said = json.dumps(reader.channel.posted[-1], ensure_ascii=False)
    assert "nothing had changed since spring" in said, said
    assert "reports on" in said, said
    reader.page.goto(page)
    assert "nothing had changed since spring" in reader.text()
    reader.told = page.rpartition("/")[2].partition("?")[0]


def a_withdrawal_is_told_in_words(reader: Reader) -> None:
    before = len(reader.mails.taken)
    path = f"/v1/developments/{reader.told}/dismiss"
    reader.write("reviewer", "POST", path, {"reason": "It says nothing new", "with_meanings": True})
    reader.work()
    said = json.dumps(reader.channel.posted[-1], ensure_ascii=False)
    assert "We withdrew" in said, said
    assert "It says nothing new" in said, said
    assert len(reader.mails.taken) == before + 1
    response = reader.page.goto(f"{reader.url}/developments/{reader.told}")
    assert response.status == 410
    assert "It says nothing new" in reader.text()


def a_channel_that_is_gone_is_not_posted_to(reader: Reader) -> None:
    reader.channel.status = 404
    count = len(reader.channel.posted)
    later = {**reader.given["later"], "url": "https://gazette.example/third", "title": "Third"}
    later["text"] = later["text"].replace("since spring", "at all").replace("Quito", "Guayaquil")
    reader.write("editor", "POST", "/v1/documents", later)
    reader.work()
    reader.page.goto(reader.managing)
    assert len(reader.channel.posted) == count + 1
    assert "Disabled" in reader.text("section[aria-labelledby=channels]"), reader.text()


def the_language_is_switched(reader: Reader) -> None:
    reader.go(f"/commitments/{reader.given['commitment']}")
    reader.follow(".languages a[hreflang=es]")
    assert reader.page.get_attribute("html", "lang") == "es"
    assert reader.text("h1") == "Sin bases militares extranjeras en el Ecuador"
    reader.follow(".languages a[hreflang=en]")
    assert reader.page.url.endswith(f"/commitments/{reader.given['commitment']}")


def a_page_is_printed(reader: Reader) -> None:
    reader.go(f"/commitments/{reader.given['commitment']}")
    printed = reader.page.pdf()
    assert printed.startswith(b"%PDF-")
    reader.page.emulate_media(media="print")
    assert not reader.page.is_visible("header nav")
    assert reader.page.is_visible("blockquote >> nth=0")
    reader.page.emulate_media(media="screen")


def a_reader_without_scripts_reads_and_compares(reader: Reader) -> None:
    context = reader.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{reader.url}/commitments/{reader.given['commitment']}")
    assert page.locator(".timeline tbody tr").count() >= 5
    page.click("aside.time ol.versions a >> nth=-1")
    assert "As we showed it on" in page.inner_text(".then >> nth=0")
    context.close()


def the_keyboard_reaches_the_text_first(reader: Reader) -> None:
    reader.go("/")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.className") == "skip"
    reader.page.keyboard.press("Enter")
    assert reader.page.url.endswith("#main")


def a_frontends_list_is_one_request(reader: Reader) -> None:
    path = "/v1/commitments?expand=latest_developments&page_size=20&ordering=-stated_date"
    listed = reader.ask(path)["results"]
    assert any(row["latest_developments"] for row in listed), listed[0].keys()


def every_page_is_free_of_barriers_and_fits(reader: Reader) -> None:
    pages = _pages(reader)
    faults = []
    for theme in THEMES:
        reader.page.emulate_media(color_scheme=theme)
        for width in WIDTHS:
            reader.page.set_viewport_size({"width": width, "height": 900})
            for name, path in pages.items():
                response = reader.page.goto(reader.url + path)
                assert response.status == 200, f"{path}: {response.status}"
                # Swagger UI is not ours, and has barriers of its own.
                found = reader.barriers() if path != DOCS else []
                faults += [f"{path} {theme} {width}: {each}" for each in found]
                wide = reader.page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    faults.append(f"{path} is {wide} pixels wide at {width}")
                picture = f"site-{name}-{width}-{theme}.png"
                reader.page.screenshot(path=str(reader.folder / picture), full_page=True)
    assert faults == [], f"{len(faults)} faults: {faults[:8]}"


def pages_are_small_and_load_nothing_from_elsewhere(reader: Reader) -> None:
    asked: set[str] = set()
    reader.page.on("request", lambda request: asked.add(request.url))
    for path in _pages(reader).values():
        response = reader.page.goto(reader.url + path)
        assert len(response.body()) < MOST_BYTES, f"{path}: {len(response.body())} bytes"
        policy = response.headers["content-security-policy"]
        assert "unsafe-inline" not in policy, f"{path}: {policy}"
    assert all(url.startswith((reader.url, "data:")) for url in asked), asked


def _pages(reader: Reader) -> dict[str, str]:
    """Return a page of every kind, by name."""
    plurals = (
        *("commitments", "agreements", "meetings", "officials", "parties", "topics", "sources"),
        *("documents", "events", "statements", "developments"),
    )
    slugs = {
        plural: reader.ask(f"/v1/{plural}?page_size=1")["results"][0]["slug"] for plural in plurals
    }
    records = {plural: f"/{plural}/{slug}" for plural, slug in slugs.items()}
    commitment = f"/commitments/{reader.given['commitment']}"
    return {
        "front": "/",
        "front-es": "/es",
        "list": "/commitments",
        "developments-list": "/developments",
        **records,
        "commitment": commitment,
        "commitment-es": f"/es{commitment}",
        "history": f"{commitment}/history",
        "search": "/search?q=bases+militares",
        "calendar": "/calendar",
        "corrections": "/corrections",
        "method": "/method",
        "developers": "/developers",
        "follow": f"/follow?record=commitments/{reader.given['commitment']}",
        "story": "/developers/start-your-own-story",
        "docs": DOCS,
    }


def _link(text: str, beginning: str) -> str:
    """Return the address in a mail whose path begins so."""
    return str(re.findall(rf"http\S+?{re.escape(beginning)}[^\s>]+", text)[0])


STEPS: tuple[Step, ...] = (
    a_reader_finds_the_commitment_by_spanish_words,
    the_timeline_is_a_picture_and_a_table,
    two_instants_are_compared,
    a_citation_is_copied,
    a_card_stands_in_another_page,
    the_matter_is_followed_by_mail,
    a_channel_opens_by_the_code_that_is_posted_there,
    what_happens_then_is_told_in_both,
    a_withdrawal_is_told_in_words,
    a_channel_that_is_gone_is_not_posted_to,
    the_language_is_switched,
    a_page_is_printed,
    a_reader_without_scripts_reads_and_compares,
    the_keyboard_reaches_the_text_first,
    a_frontends_list_is_one_request,
    every_page_is_free_of_barriers_and_fits,
    pages_are_small_and_load_nothing_from_elsewhere,
)


def main(chromium: str, folder: str) -> int:
    """Take every step, and return how many failed."""
    kept = Path(folder)
    given = json.loads((kept / "site.json").read_text())
    mails, channel = Mails(given["mails"]), Channel(given["chat"])
    with browsing.page(chromium, WIDTHS[0]) as page:
        reader = Reader(page, kept, given, mails, channel)
        failed: int = browsing.take(STEPS, page, kept, reader)
    mails.close()
    channel.close()
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
