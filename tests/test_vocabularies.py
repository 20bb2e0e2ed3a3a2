"""Closed vocabularies: their codes are an interface, their words are read by journalists."""

import copy
import json
import pickle
import re

import orjson
import pytest

from tracker import vocabularies

# A code once released is never renamed or moved: clients store it.
CODES = {
    "party_kind": (
        "state organization ministry agency legislature court political_party "
        "armed_forces embassy armed_group criminal_group civil_society company "
        "other"
    ),
    "party_role": "party signatory guarantor mediator observer",
    "instrument_type": (
        "treaty executive_agreement mou sofa dca acsa gsomia exchange_of_notes "
        "joint_statement letter_of_intent talks other"
    ),
    "agreement_status": (
        "proposed under_negotiation initialled signed approval_pending ratified "
        "in_force provisionally_applied suspended amended renewed expired "
        "terminated withdrawn superseded unclear"
    ),
    "binding": "binding non_binding unclear",
    "text_status": "published partial withheld unknown",
    "action_kind": (
        "signature ratification acceptance approval accession succession "
        "reservation declaration objection withdrawal denunciation termination "
        "suspension renewal amendment"
    ),
    "meeting_kind": "meeting call visit talks summit",
    "meeting_status": "rumoured tentative confirmed postponed cancelled passed",
    "attendance": "expected attended absent",
    "event_kind": (
        "vote law decree ruling deployment operation construction delivery measure incident other"
    ),
    "wording": "verbatim editorial",
    "form": "act achieve maintain refrain",
    "strength": "legal_obligation undertaking stated_intention denial_of_plans",
    "criterion_kind": "success failure",
    "verdict": (
        "not_yet_rated in_progress stalled upheld_so_far kept partially_kept "
        "broken superseded withdrawn unverifiable disputed"
    ),
    "reason_code": (
        "changed_position not_priority no_majority external_block "
        "already_done_before overtaken_by_events wording_unclear"
    ),
    "schedule": "no_deadline pending due_soon overdue met_on_time met_late",
    "consistency": (
        "single_statement consistent reaffirmed qualified contradicted denied reversed"
    ),
    "evidence": "none_found claim_only official_document independent_report operational",
    "attribution": "named institution spokesperson unnamed document outlet",
    "stance": "position call allegation denial declined_to_say question",
    "relation_kind": "reaffirms qualifies contradicts progresses fulfils breaks mentions",
    "side": "holder counterpart third_party",
    "source_tier": "official press state_media ngo social",
    "text_kind": "full excerpt summary translation",
    "date_origin": "entered json_ld meta page feed",
    "drift": "first cosmetic substantive reverted unavailable misread parser_upgrade",
    "quote_state": "found moved lost",
    "citation_weight": "announcement concrete_action",
    "submission_state": "waiting reading read failed",
    "import_state": "checking checked importing imported",
    "record_type": (
        "topic party official agreement meeting event commitment statement "
        "source document development"
    ),
    "date_precision": "year month day minute",
    "review_state": "flagged confirmed corrected dismissed",
    "decision": "confirm correct split dismiss dismiss_all dismiss_alone judge reopen",
    "dismissal_reason": (
        "other_matter misread misattributed not_asserted already_recorded unreliable"
    ),
    "role": "reader subscriber editor reviewer admin",
    "scope": "read webhooks write ingest review admin",
    "endpoint_state": "pending enabled paused disabled",
    "endpoint_format": "standard slack teams discord mattermost",
    "delivery_state": "waiting delivered failed cancelled",
    "attempt_outcome": (
        "delivered http_error timeout_connect timeout_read deadline dns refused "
        "tls blocked_address blocked_port redirect protocol lost"
    ),
    "notice_reason": "failing exhausted disabled",
    "search_state": "pending active paused unsubscribed",
    "mail_frequency": "immediate daily",
    "mail_language": "en es",
}


def every_member() -> list[vocabularies.Vocabulary]:
    return [member for vocabulary in vocabularies.ALL.values() for member in vocabulary]


def test_the_codes_are_these_in_this_order() -> None:
    codes = {
        name: " ".join(member.value for member in vocabulary)
        for name, vocabulary in vocabularies.ALL.items()
    }

    assert codes == CODES
    assert list(codes) == list(CODES)


def test_a_member_is_its_code() -> None:
    act = vocabularies.Form("act")
    code: str = act

    assert act is vocabularies.Form.ACT
    assert code == "act"
    assert str(act) == "act"
    assert f"{act}" == "act"
    assert {"act": 1}[act] == 1


def test_a_member_without_all_its_words_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="not enough values to unpack"):
        vocabularies.Vocabulary("Half", {"ACT": ("act", "Act", "Hacer")})


def test_a_member_with_more_than_its_words_cannot_be_declared() -> None:
    words = ("act", "Act", "Hacer", "To do something once.", "Hacer algo una vez.")
    with pytest.raises(ValueError, match="act is declared with more than its words"):
        vocabularies.Vocabulary("More", {"ACT": words})


def test_the_english_label_is_the_code_in_words_unless_both_labels_are_given() -> None:
    instruments = vocabularies.InstrumentType
    assert instruments.JOINT_STATEMENT.label == {
        "en": "Joint statement",
        "es": "Declaración conjunta",
    }
    assert instruments.MOU.label == {
        "en": "Memorandum of understanding",
        "es": "Memorando de entendimiento",
    }


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="'Act' is not a valid Form"):
        vocabularies.Form("Act")


@pytest.mark.parametrize("member", every_member(), ids=repr)
def test_a_member_stays_itself_when_copied_and_is_a_string_in_json(
    member: vocabularies.Vocabulary,
) -> None:
    assert pickle.loads(pickle.dumps(member)) is member  # noqa: S301 - our own bytes
    assert copy.copy(member) is member
    assert copy.deepcopy(member) is member
    assert json.dumps(member) == f'"{member.value}"'
    assert orjson.dumps(member) == f'"{member.value}"'.encode()


def test_a_member_carries_words_in_both_languages_and_its_place() -> None:
    refrain = vocabularies.Form.REFRAIN

    assert refrain.label == {"en": "Refrain", "es": "Abstenerse"}
    assert refrain.explanation == {"en": "Not to do something.", "es": "No hacer algo."}
    assert refrain.order == 4
    assert refrain.is_terminal is False


def test_choices_are_plain_codes_with_english_labels_in_order() -> None:
    choices = vocabularies.Strength.choices()

    assert choices == [
        ("legal_obligation", "Legal obligation"),
        ("undertaking", "Undertaking"),
        ("stated_intention", "Stated intention"),
        ("denial_of_plans", "Denial of plans"),
    ]
    assert {type(code) for code, _ in choices} == {str}


def test_the_terminal_states_are_these() -> None:
    terminal = {
        name: [member.value for member in vocabulary if member.is_terminal]
        for name, vocabulary in vocabularies.ALL.items()
        if any(member.is_terminal for member in vocabulary)
    }

    assert terminal == {
        "agreement_status": ["expired", "terminated", "withdrawn", "superseded"],
        "meeting_status": ["cancelled", "passed"],
        "verdict": ["kept", "partially_kept", "broken", "superseded", "withdrawn"],
    }


@pytest.mark.parametrize("vocabulary", vocabularies.ALL.values(), ids=vocabularies.ALL.keys())
def test_order_counts_from_one_as_declared(vocabulary: type[vocabularies.Vocabulary]) -> None:
    assert [member.order for member in vocabulary] == list(range(1, len(vocabulary) + 1))


def test_the_public_name_is_the_class_name_in_snake_case() -> None:
    names = {
        vocabulary.__name__: re.sub(r"(?<!^)(?=[A-Z])", "_", vocabulary.__name__).lower()
        for vocabulary in vocabularies.Vocabulary.__subclasses__()
        if vocabulary.__module__.startswith("tracker.")
    }

    assert {v.__name__: name for name, v in vocabularies.ALL.items()} == names


@pytest.mark.parametrize("member", every_member(), ids=repr)
def test_a_member_is_named_by_its_code_and_explained_in_one_sentence(
    member: vocabularies.Vocabulary,
) -> None:
    assert member.name == member.value.upper().replace("-", "_")
    for language in ("en", "es"):
        assert re.fullmatch(r"[A-ZÓ].*[^.]", member.label[language])
        assert re.fullmatch(r"[A-ZÁÉÍÓÚ][^.]{11,}\.", member.explanation[language])
    assert member.explanation["en"] != member.explanation["es"]


@pytest.mark.parametrize("vocabulary", vocabularies.ALL.values(), ids=vocabularies.ALL.keys())
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_two_members_read_the_same(
    vocabulary: type[vocabularies.Vocabulary], language: str
) -> None:
    labels = [member.label[language] for member in vocabulary]
    explanations = [member.explanation[language] for member in vocabulary]

    assert sorted(set(labels)) == sorted(labels)
    assert sorted(set(explanations)) == sorted(explanations)


def test_each_role_carries_the_scopes_of_the_one_before() -> None:
    scopes = {
        role.value: sorted(scope.value for scope in vocabularies.ROLE_SCOPES[role])
        for role in vocabularies.Role
    }

    assert scopes == {
        "reader": ["read"],
        "subscriber": ["read", "webhooks"],
        "editor": ["ingest", "read", "webhooks", "write"],
        "reviewer": ["ingest", "read", "review", "webhooks", "write"],
        "admin": ["admin", "ingest", "read", "review", "webhooks", "write"],
    }
