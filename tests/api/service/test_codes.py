"""Vocabularies and event types as served."""

from django.test import Client

from tests.api import expect
from tracker import kinds, vocabularies


def test_every_code_of_every_vocabulary_is_explained_in_both_languages(client: Client) -> None:
    served = expect.json(client.get("/v1/vocabularies"))["results"]

    assert [vocabulary["name"] for vocabulary in served] == list(vocabularies.ALL)
    assert {
        vocabulary["name"]: [code["code"] for code in vocabulary["codes"]] for vocabulary in served
    } == {name: list(codes) for name, codes in vocabularies.ALL.items()}
    (form,) = [vocabulary for vocabulary in served if vocabulary["name"] == "form"]
    refrain = form["codes"][3]
    assert (refrain["code"], refrain["order"], refrain["is_terminal"]) == ("refrain", 4, False)
    assert refrain["label"].keys() == refrain["explanation"].keys() == {"en", "es"}


def test_every_event_type_but_the_never_public_one_is_explained(client: Client) -> None:
    served = expect.json(client.get("/v1/event-types"))["results"]

    codes = [event_type["code"] for event_type in served]
    assert codes == [code for code in kinds.EVENT_TYPES if code != "commitment.mentioned"]
    (reaffirmed,) = [each for each in served if each["code"] == "commitment.reaffirmed"]
    assert (reaffirmed["record_type"], reaffirmed["relation"]) == ("commitment", "reaffirms")
    (created,) = [each for each in served if each["code"] == "record.created"]
    assert (created["record_type"], created["relation"]) == (None, None)
    assert [each["example"]["type"] for each in served] == codes
    assert created["example"]["example"] is True
