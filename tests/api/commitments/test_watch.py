"""By what a commitment is watched: entered, suggested, and tried on past articles."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.api.conftest import Bearer
from tracker import flagging, models

pytestmark = pytest.mark.django_db

HOME = "/v1/commitments/no-foreign-bases"
SAID = "Costaguana will not host foreign bases, Foreign Minister Ana Ruiz said."
SPANISH = "Costaguana no tendrá bases extranjeras, dijo la canciller Ana Ruiz."


def sent(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(f"{HOME}/{address}", body, "application/json")


def entered(client: Client, watch: Any) -> Any:
    return client.patch(HOME, {"watch": watch}, "application/json", headers={"If-Match": "*"})


@pytest.fixture
def editor(bearer: Bearer) -> Client:
    factories.ana_ruiz()
    factories.commitment(translations={"es": {"text": "Costaguana no tendrá bases extranjeras."}})
    return bearer("editor")


def article(text: str, url: str, **fields: str) -> None:
    now = f"{factories.NOW:%Y-%m-%d}"
    factories.snapshot(text, url=url, **{"published_at": now, "title": "", **fields})


def test_everything_that_is_watched_for_can_be_entered_and_is_shown(editor: Client) -> None:
    watch = {
        "terms": {"bases": 1.0},
        "language_terms": {"es": {"bases extranjeras": 3.0}},
        "groups": [{"any_of": ["base", "port"]}, {"all_of": ["foreign", "military"]}],
        "exclusions": ["tax base"],
        "aliases": {"costaguana": ["the Sulaco government"]},
        "places": ["Sulaco"],
        "violation": "A foreign base is built in Costaguana.",
        "fulfilment": "",
    }

    assert entered(editor, watch).status_code == 200

    assert editor.get(HOME).json()["watch"] == {**watch, "fulfilment": None}


@pytest.mark.parametrize(
    ("watch", "pointer"),
    [
        ({"terms": {"bases": 11}}, "/watch/terms/bases"),
        ({"terms": {"!?": 1}}, "/watch/terms/!?"),
        ({"terms": {"bases": "heavy"}}, "/watch/terms/bases"),
        ({"terms": {f"term {n}": 1 for n in range(201)}}, "/watch/terms"),
        ({"language_terms": {"fr": {"base": 1}}}, "/watch/language_terms/fr"),
        ({"language_terms": {"es": {"base": -1}}}, "/watch/language_terms/es/base"),
        ({"groups": [{"any_of": ["a"], "all_of": ["b"]}]}, "/watch/groups/0"),
        ({"groups": [{}]}, "/watch/groups/0"),
        ({"groups": [{"any_of": []}]}, "/watch/groups/0/any_of"),
        ({"groups": [{"none_of": ["a"]}]}, "/watch/groups/0/none_of"),
        ({"exclusions": ["…"]}, "/watch/exclusions/0"),
        ({"aliases": {"atlantis": ["Atlas"]}}, "/watch/aliases/atlantis"),
        ({"terms": []}, "/watch/terms"),
        ({"words": {}}, "/watch/words"),
    ],
)
def test_what_cannot_be_watched_for_is_refused_where_it_stands(
    editor: Client, watch: Any, pointer: str
) -> None:
    response = entered(editor, watch)

    assert response.status_code == 400
    assert pointer in {error["pointer"] for error in response.json()["errors"]}


def test_terms_are_suggested_in_both_languages_and_what_was_entered_stays(editor: Client) -> None:
    entered(editor, {"exclusions": ["tax base"]})

    response = sent(editor, "suggest-watch", {})

    assert response.status_code == 200
    watch = response.json()["watch"]
    assert watch["exclusions"] == ["tax base"]
    assert "military bases" in watch["language_terms"]["en"]
    assert "bases extranjeras" in watch["language_terms"]["es"]
    assert not any("costaguana" in term for term in watch["language_terms"]["es"])
    assert models.Commitment.objects.get().watch == {"exclusions": ["tax base"]}
    assert entered(editor, watch).status_code == 200


def test_strong_terms_are_suggested_as_a_concept_where_both_languages_have_any(
    editor: Client,
) -> None:
    watch = sent(editor, "suggest-watch", {}).json()["watch"]

    (group,) = watch["groups"]
    terms = {**watch["language_terms"]["en"], **watch["language_terms"]["es"]}
    assert {"military bases", "bases extranjeras"} <= set(group["any_of"])
    assert set(group["any_of"]) == {term for term, weight in terms.items() if weight >= 2}
    assert len(group["any_of"]) < len(terms)
    assert entered(editor, watch).status_code == 200


def test_no_concept_is_suggested_where_one_was_entered(editor: Client) -> None:
    own = [{"any_of": ["base", "port"]}]
    entered(editor, {"groups": own})

    assert sent(editor, "suggest-watch", {}).json()["watch"]["groups"] == own


def test_a_preview_counts_the_articles_that_would_be_reported_and_saves_nothing(
    editor: Client,
) -> None:
    article(SAID, "https://courier.example/1")
    article(SPANISH, "https://courier.example/2", language="es")
    article("It rained in Sulaco.", "https://courier.example/3")
    flagging.flag_waiting(10)
    before = models.Revision.objects.count()
    watch = {"language_terms": {"en": {"foreign bases": 3}, "es": {"bases extranjeras": 3}}}

    preview = sent(editor, "preview-watch", {"watch": watch, "days": 366}).json()

    assert preview["sentence"] == {
        "en": "With these terms 2 of 3 articles of the last 366 days would be reported now.",
        "es": "Con estos términos se informaría ahora de 2 de 3 artículos de los últimos 366 días.",
    }
    assert (preview["reported"], preview["documents"], preview["is_complete"]) == (2, 3, True)
    spanish, english = preview["passages"]
    assert english["exact"] == SAID
    assert english["terms"] == [
        {"term": "foreign bases", "text": "foreign bases", "weight": 3.0, "start": 25, "end": 38}
    ]
    assert spanish["terms"][0]["text"] == "bases extranjeras"
    assert preview["broad_terms"] == []
    assert models.Revision.objects.count() == before


def test_an_article_of_many_passages_counts_once(editor: Client) -> None:
    article(f"{SAID}\n\nRuiz said that foreign bases stay out.", "https://courier.example/1")

    preview = sent(
        editor, "preview-watch", {"watch": {"terms": {"foreign bases": 3}}, "days": 366}
    ).json()

    assert (preview["reported"], len(preview["passages"])) == (1, 2)


@pytest.mark.parametrize(("others", "warned"), [(18, 0), (19, 1)])
def test_a_preview_warns_of_a_term_that_fires_in_more_than_one_text_in_twenty(
    editor: Client, others: int, warned: int
) -> None:
    for number in range(others):
        text = "The harbour was calm." if number else "No host came to the harbour."
        article(f"{text} Ship {number} left.", f"https://courier.example/{number}")
    article(SAID, "https://courier.example/said")
    article(SPANISH, "https://courier.example/dicho", language="es")
    watch = {"terms": {"host": 1, "foreign bases": 3, "bases extranjeras": 3}}

    preview = sent(editor, "preview-watch", {"watch": watch, "days": 366}).json()

    expected = {
        "term": "host",
        "language": "en",
        "documents": 2,
        "read": 20,
        "en": "“host” fires in 2 of 20 texts; a term that broad links too much.",
        "es": "«host» aparece en 2 de 20 textos; un término tan amplio enlaza demasiado.",
    }
    assert preview["broad_terms"] == [expected] * warned


def test_a_preview_without_a_watch_tries_the_commitments_own(editor: Client) -> None:
    article(SAID, "https://courier.example/1")
    entered(editor, {"terms": {"foreign bases": 3}})

    assert sent(editor, "preview-watch", {"days": 366}).json()["reported"] == 1
    entered(editor, {"terms": {"lighthouse": 3}})
    assert sent(editor, "preview-watch", {"days": 366}).json()["reported"] == 0


@pytest.mark.parametrize(
    "narrower",
    [
        {"groups": [{"all_of": ["foreign", "lighthouse"]}]},
        {"groups": [{"any_of": ["host"]}, {"any_of": ["lighthouse", "harbour"]}]},
        {"exclusions": ["foreign bases"]},
        {"places": ["Azuera"]},
    ],
)
def test_groups_exclusions_and_places_narrow_what_is_linked(
    editor: Client, narrower: dict[str, Any]
) -> None:
    article("Costaguana will not host foreign bases.", "https://courier.example/1")
    watch = {"terms": {"foreign bases": 3}}
    wider = {"groups": [{"any_of": ["host", "lighthouse"]}, {"all_of": ["host", "bases"]}]}

    def linked(trial: dict[str, Any]) -> int:
        response = sent(editor, "preview-watch", {"watch": {**watch, **trial}, "days": 366})
        return int(response.json()["reported"])

    assert (linked(wider), linked(narrower)) == (1, 0)


def test_an_alias_names_the_holder(editor: Client) -> None:
    factories.ruritania()
    text = "Ruritania praised it. The Concession will not host foreign bases."
    article(text, "https://courier.example/1")
    watch = {"terms": {"foreign bases": 3}}
    named = {**watch, "aliases": {"costaguana": ["the Concession"]}}

    def reported(trial: dict[str, Any]) -> int:
        response = sent(editor, "preview-watch", {"watch": trial, "days": 366})
        return int(response.json()["reported"])

    assert (reported(watch), reported(named)) == (0, 1)


def test_new_terms_are_used_at_once(editor: Client) -> None:
    article("Costaguana will host no lighthouse, Ana Ruiz said.", "https://courier.example/1")

    entered(editor, {"terms": {"lighthouse": 4}})
    flagging.flag_waiting(10)

    report = models.Development.objects.get(kind="commitment.reported")
    assert report.subject.slug == "no-foreign-bases"


def test_only_editors_may_suggest_and_try(bearer: Bearer, client: Client) -> None:
    factories.commitment()

    for address in ("suggest-watch", "preview-watch"):
        assert sent(bearer("reader"), address, {}).status_code == 403
        assert sent(client, address, {}).status_code == 401
        assert (
            bearer("editor")
            .post(f"/v1/commitments/atlantis/{address}", {}, "application/json")
            .status_code
            == 404
        )
    response = sent(bearer("editor"), "preview-watch", {"days": 0})
    assert response.json()["errors"][0]["pointer"] == "/days"
