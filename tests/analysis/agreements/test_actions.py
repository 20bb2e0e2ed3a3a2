"""Agreements by name, and what was done to them."""

import pytest

from tests.analysis.costaguana import TUESDAY
from tracker.analysis import base
from tracker.analysis.agreements import actions
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading


def found(text: str, language: str = "en") -> list[actions.Action]:
    """Return every action in the text, likely or not."""
    article = base.Article(text, language, TUESDAY)
    return actions.find(Reading(article, Index(base.Tracked())))


def told(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the event and the name of what the text reports as done."""
    return [(action.event, action.name) for action in found(text, language) if action.is_real]


@pytest.mark.parametrize(
    ("text", "event", "name"),
    [
        ("They signed a Memorandum on Fisheries on Monday.", "signed", "Memorandum on Fisheries"),
        ("The harbour treaty was ratified by both.", "ratified", "harbour treaty"),
        ("The treaty entered into force today.", "entered_into_force", "treaty"),
        ("They have extended the truce by a year.", "extended", "truce"),
        ("Azuera withdrew from the fishing accord.", "terminated", "fishing accord"),
        ("They announced the extension of the ceasefire.", "extended", "ceasefire"),
        ("Both governments reached an agreement.", "announced", "agreement"),
    ],
)
def test_each_event_is_told_with_the_name(text: str, event: str, name: str) -> None:
    assert (event, name) in told(text)


@pytest.mark.parametrize(
    ("text", "event", "name"),
    [
        ("Firmaron ayer un convenio de pesca.", "signed", "convenio de pesca"),
        ("Azuera suspendió el tratado.", "suspended", "tratado"),
        ("Los dos gobiernos prorrogaron la tregua.", "extended", "tregua"),
        ("El acuerdo entró en vigor.", "entered_into_force", "acuerdo"),
        (
            "El lunes se aplicó de manera provisional el acuerdo.",
            "provisionally_applied",
            "acuerdo",
        ),
    ],
)
def test_each_event_is_told_in_spanish(text: str, event: str, name: str) -> None:
    assert told(text, "es") == [(event, name)]


@pytest.mark.parametrize(
    "text",
    [
        "They will sign a treaty.",
        "They have not signed the treaty.",
        "They called for an extension of the truce.",
        "The treaty signed in 1988 is old.",
        "He thanked them for the UN-brokered truce.",
        "It would end the truce.",
        "She came to sign the pact.",
    ],
)
def test_wishes_plans_and_descriptions_tell_of_no_event(text: str) -> None:
    assert told(text) == []


def test_the_name_goes_to_the_end_of_the_noun_phrase_and_not_to_the_day() -> None:
    (action,) = found("Chile ratificó el convenio bilateral de pesca con Perú el lunes.", "es")

    assert action.name == "convenio bilateral de pesca con Perú"


def test_a_date_belongs_to_the_nearest_action() -> None:
    suspended, signed = found("Azuera suspended the treaty that it had signed in May 2019.")

    assert (suspended.event, suspended.date) == ("suspended", None)
    assert signed.date is not None
    assert signed.date.text == "May 2019"


def test_what_a_clause_says_of_an_instrument_is_weighed_as_that() -> None:
    text = "The protocol, which the senate ratified in February, entered into force on Monday."

    by_event = {action.event: action.features for action in found(text)}

    assert "relative" in by_event["ratified"]
    assert "relative" not in by_event["entered_into_force"]


def test_a_name_on_record_is_where_most_of_its_words_stand() -> None:
    pact = base.Agreement("port", ("Agreement on the Port of Sulaco",))
    text = "SULACO, March 9. Both signed the Agreement on the Port of Sulaco on Monday."
    reading = Reading(base.Article(text, "en", TUESDAY), Index(base.Tracked(agreements=(pact,))))

    (action,) = [a for a in actions.find(reading) if a.known]

    assert (action.event, action.name) == ("signed", "Agreement on the Port of Sulaco")
