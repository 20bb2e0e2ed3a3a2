"""Why nothing was flagged: what each commitment that came near was missing."""

from typing import Any

import pytest

from tests import factories
from tests.api import expect
from tests.api.conftest import Bearer

pytestmark = pytest.mark.django_db

SAID = "Costaguana will not host foreign bases."


def missed(bearer: Bearer, text: str, **watch: Any) -> dict[str, Any]:
    """Return what is said of the one commitment that a text comes near to."""
    factories.commitment(watch={"terms": {"foreign bases": 3.0, "host": 1.0}, **watch})
    document = factories.document(text, title="A quiet day")
    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))
    assert [each for each in found["findings"] if each["record"]] == []
    (only,) = found["missed"]
    return dict(only)


@pytest.mark.parametrize(
    ("watch", "code", "words"),
    [
        ({"groups": [{"all_of": ["foreign", "lighthouse"]}]}, "group", ["foreign", "lighthouse"]),
        ({"exclusions": ["host foreign bases"]}, "excluded", ["host foreign bases"]),
        ({"places": ["Azuera"]}, "place", ["Azuera"]),
    ],
)
def test_what_was_missing_or_in_the_way_is_named(
    bearer: Bearer, watch: dict[str, Any], code: str, words: list[str]
) -> None:
    found = missed(bearer, SAID, **watch)

    assert found["commitment"] == "/v1/commitments/no-foreign-bases"
    assert (found["exact"], found["weight"]) == (SAID, 4.0)
    assert [SAID[term["start"] : term["end"]] for term in found["terms"]] == [
        "host",
        "foreign bases",
    ]
    (reason,) = found["reasons"]
    assert (reason["code"], reason["words"]) == (code, words)
    for language in ("en", "es"):
        assert ", ".join(words) in reason[language]


def test_a_text_that_names_others_lacks_the_party_that_is_bound(bearer: Bearer) -> None:
    factories.ruritania()

    found = missed(bearer, "Ruritania will not host foreign bases.")

    assert [(each["code"], each["words"]) for each in found["reasons"]] == [
        ("party", ["Costaguana"])
    ]
    assert (found["probability"], found["likeliest"]) == (None, [])


def test_below_the_bar_the_two_heaviest_lacks_are_named(bearer: Bearer) -> None:
    rain = ["It rained all day long in the hills above the town."] * 40

    found = missed(bearer, "\n\n".join([*rain, "There is a host of games."]))

    assert [(each["code"], each["en"], each["es"]) for each in found["reasons"]] == [
        (
            "wording",
            "The text shares few words with the commitment.",
            "El texto comparte pocas palabras con el compromiso.",
        ),
        (
            "weight",
            "Its key terms are few here, weigh little, or stand far from those who are bound.",
            "Sus términos clave son pocos aquí, pesan poco o están lejos de los obligados.",
        ),
    ]
    assert 0 < found["probability"] < 0.35


def test_a_text_that_is_older_than_the_commitment_says_so(bearer: Bearer) -> None:
    factories.commitment(
        stated_date="2026-01-25", watch={"terms": {"foreign bases": 3.0, "host": 1.0}}
    )
    document = factories.document(SAID, published_at="2026-01-24")

    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))

    assert [reason["code"] for reason in found["missed"][0]["reasons"]] == ["early"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Will Costaguana host foreign bases?", "question"),
        ("In 2019 Costaguana would not host foreign bases.", "history"),
        ("If Costaguana were to host foreign bases, prices would rise.", "hypothesis"),
    ],
)
def test_of_what_is_only_reported_the_two_likeliest_relations_are_given(
    bearer: Bearer, text: str, code: str
) -> None:
    factories.commitment(watch={"terms": {"foreign bases": 3.0, "host": 1.0}})
    document = factories.document(text)

    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))

    assert [f["kind"] for f in found["findings"]] == ["commitment.reported"]
    (only,) = found["missed"]
    assert only["exact"] == text
    (reason,) = only["reasons"]
    assert (reason["code"], reason["words"]) == (code, [])
    first, second = only["likeliest"]
    assert 1 > first["probability"] >= second["probability"] > 0
    assert only["probability"] == found["candidates"][0]["probability"]


def test_the_words_in_which_it_was_stated_are_nothing_new(bearer: Bearer) -> None:
    factories.ana_ruiz()
    document = factories.document()
    factories.commitment(
        watch={"terms": {"foreign bases": 3.0, "host": 1.0}},
        citations=[{"document": document.slug, "exact": factories.QUOTE}],
    )

    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))

    assert [finding for finding in found["findings"] if finding["record"]] == []
    assert [reason["code"] for reason in found["missed"][0]["reasons"]] == ["origin"]


def test_what_is_flagged_with_a_relation_is_not_missed(bearer: Bearer) -> None:
    factories.ana_ruiz()
    factories.commitment(watch={"terms": {"foreign bases": 3.0, "host": 1.0}})
    document = factories.document(
        "Foreign Minister Ana Ruiz said Costaguana has no plans to host foreign bases."
    )

    found = expect.json(bearer("editor").get(f"/v1/documents/{document.slug}/reading"))

    assert (found["outcome"], found["missed"]) == ("flagged", [])
