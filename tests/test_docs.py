"""The documentation is true: what it prints is answered, what it names is there."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests import storytelling, transcripts

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
PAGES = [README, *sorted(PROJECT.joinpath("docs").glob("*.md"))]
MOST_LINES = 200

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
SENT_AT = 1614265330
BODY = b'{"test": 2432232314}'
HEADERS = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(SENT_AT),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}

IsGenuine = Callable[[str, dict[str, str], bytes, float], bool]


@pytest.fixture(scope="module")
def token(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Load and read the worked example once for all pages, and give an editor's token."""
    with django_db_blocker.unblock(), storytelling.told() as secret:
        yield secret


@pytest.fixture
def is_genuine() -> IsGenuine:
    """Give the receiver's check, as the README has it."""
    (snippet,) = re.findall(r"```python\n(.*?)```", _text(README), re.DOTALL)
    names: dict[str, IsGenuine] = {}
    exec(snippet, names)  # noqa: S102 - it stands in our own README
    return names["is_genuine"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_a_page_prints_is_what_the_service_answers(
    path: Path, token: str, settings: Settings
) -> None:
    settings.PUBLIC_URL = storytelling.ADDRESS
    settings.HAS_RATE_LIMITS = True
    page = _text(path)

    true = transcripts.rewritten(page, storytelling.shell(token), storytelling.is_answerable)

    assert page == true, f"python -m tests.print_docs {path.name} brings it up to date"


def test_the_readme_asks_five_questions_and_stays_short() -> None:
    assert len(transcripts.commands(_text(README))) == 5
    assert len(_text(README).splitlines()) <= MOST_LINES


def test_the_receiver_of_the_readme_knows_a_genuine_message(is_genuine: IsGenuine) -> None:
    assert is_genuine(SECRET, HEADERS, BODY, SENT_AT)
    assert is_genuine(SECRET, HEADERS, BODY, SENT_AT + 300)


@pytest.mark.parametrize(
    ("changed", "body", "now"),
    [
        ({"webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OA="}, BODY, SENT_AT),
        ({"webhook-signature": ""}, BODY, SENT_AT),
        ({"webhook-id": "msg_another"}, BODY, SENT_AT),
        ({}, BODY + b" ", SENT_AT),
        ({}, BODY, SENT_AT + 301),
        ({}, BODY, SENT_AT - 301),
    ],
    ids=["signature", "unsigned", "id", "body", "old", "early"],
)
def test_the_receiver_of_the_readme_refuses_what_is_not_genuine(
    is_genuine: IsGenuine, changed: dict[str, str], body: bytes, now: float
) -> None:
    assert not is_genuine(SECRET, HEADERS | changed, body, now)


def test_a_second_signature_is_enough_for_the_receiver_of_the_readme(
    is_genuine: IsGenuine,
) -> None:
    both = f"v1,AAAA {HEADERS['webhook-signature']}"

    assert is_genuine(SECRET, HEADERS | {"webhook-signature": both}, BODY, SENT_AT)


def test_the_places_that_the_readme_names_exist() -> None:
    section = _text(README).partition("\n## Where things are\n")[2].partition("\n\nThe floors")[0]
    rows = [re.findall(r"`([^`]+)`", line.split("|")[1]) for line in section.splitlines()[3:]]
    # A name beside another is in the same folder, unless it says where it is.
    missing = [
        name
        for names in rows
        for name in names
        if not (PROJECT / name).exists() and not (PROJECT / names[0]).parent.joinpath(name).exists()
    ]

    assert len(rows) > 5
    assert missing == []


def test_every_command_of_manage_py_is_explained() -> None:
    folder = PROJECT / "tracker" / "management" / "commands"
    names = {path.stem for path in folder.glob("[a-z]*.py")}
    told = {name for path in PAGES for name in re.findall(r"[`. ]([a-z_]+)\b", _text(path))}

    assert len(names) > 5
    assert names - told == set()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
