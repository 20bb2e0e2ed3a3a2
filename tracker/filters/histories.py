"""What a field was on a day: verdicts by effective date, an agreement's status by its actions.

A status or verdict that a person entered holds from the last dated step on: whoever entered it
knew all of them. Without a dated step it is all that is known, and holds throughout.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tracker.filters.base import Body, History
from tracker.filters.bodies import FIRST_DAY, LAST_DAY, filled
from tracker.vocabularies import ActionKind, AgreementStatus, Verdict

Stretch = dict[str, str]
Step = tuple[str, str]

_CONSENT: Final = {
    ActionKind.SIGNATURE.value: AgreementStatus.SIGNED,
    ActionKind.RATIFICATION.value: AgreementStatus.RATIFIED,
    ActionKind.ACCEPTANCE.value: AgreementStatus.RATIFIED,
    ActionKind.APPROVAL.value: AgreementStatus.RATIFIED,
}
"""What the first such action of any party makes of an agreement; later ones change nothing."""

_OF_THE_AGREEMENT: Final = {
    ActionKind.SUSPENSION.value: AgreementStatus.SUSPENDED,
    ActionKind.RENEWAL.value: AgreementStatus.RENEWED,
    ActionKind.AMENDMENT.value: AgreementStatus.AMENDED,
    ActionKind.TERMINATION.value: AgreementStatus.TERMINATED,
}
"""Actions that concern the agreement as a whole, whenever they are.

Accession, succession, reservation, declaration and objection are one party's affair. So is
denunciation, which is a notice: what ends the agreement is entered as its termination.
"""

_ORDER: Final = (AgreementStatus.SIGNED, AgreementStatus.RATIFIED, AgreementStatus.IN_FORCE)
_LASTING_PARTIES: Final = 2
_NOT_YET_IN_FORCE: Final = {
    status.value
    for status in (
        AgreementStatus.PROPOSED,
        AgreementStatus.UNDER_NEGOTIATION,
        AgreementStatus.INITIALLED,
        AgreementStatus.SIGNED,
        AgreementStatus.APPROVAL_PENDING,
        AgreementStatus.RATIFIED,
        AgreementStatus.WITHDRAWN,
        AgreementStatus.UNCLEAR,
    )
}


def verdicts(body: Body) -> list[Stretch]:
    """Return the verdicts of a commitment's body: not yet rated until the first took effect."""
    steps = [(line["effective_date"], line["verdict"]) for line in standing(body)]
    return _stretches(Verdict.NOT_YET_RATED.value, steps, body.get("verdict"))


def standing(body: Body) -> list[Any]:
    """Return the assessments in a commitment's body that none of the others corrects."""
    lines = body.get("assessments") or ()
    corrected = {line.get("corrects") for line in lines} - {None}
    return [line for line in lines if line.get("recorded_at") not in corrected]


def statuses(body: Body) -> list[Stretch]:
    """Return the statuses of an agreement's body: unclear until the first dated step."""
    steps: list[Step] = []
    left: set[str] = set()
    for day, step in sorted(_dated(body), key=lambda dated: dated[0]):
        former = steps[-1][1] if steps else ""
        status = _status_after(former, step, body, left)
        if status and status != former:
            steps.append((day, status))
    return _stretches(AgreementStatus.UNCLEAR.value, steps, body.get("status"))


def on(stretches: Iterable[Stretch], day: str) -> str | None:
    """Return what held on ``day`` (ISO); None where nothing is known at all."""
    return next((each["is"] for each in stretches if each["from"] <= day < each["until"]), None)


VERDICTS: Final = History("verdicts", verdicts)
STATUSES: Final = History("statuses", statuses)

BY_FIELD: Final[Mapping[str, tuple[str, History]]] = {
    "commitment": ("verdict", VERDICTS),
    "agreement": ("status", STATUSES),
}
"""For each type of record with a history, the field that it is of."""


def _stretches(before: str, steps: list[Step], present: str | None) -> list[Stretch]:
    if present is None:
        return []
    changes = [(FIRST_DAY, before), *steps] if steps else [(FIRST_DAY, before)]
    changes[-1] = (changes[-1][0], present)
    latest = {day: value for day, value in sorted(changes, key=lambda step: step[0])}  # noqa: C416
    days = [*latest, LAST_DAY]
    return [
        {"is": value, "from": day, "until": until}
        for (day, value), until in zip(latest.items(), days[1:], strict=True)
    ]


def _dated(body: Body) -> list[tuple[str, Mapping[str, Any]]]:
    """Return what is known to have been done and when, in the order of the body for one day."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    actions = body.get("actions") or ()
    if signed := body.get("signed_date"):
        found.append((filled(signed), {"action": ActionKind.SIGNATURE.value}))
    found += [(filled(part["action_date"]), part) for part in actions if part["action_date"]]
    began = body.get("in_force_date")
    # A day still to come does not count: whoever enters the status says whether it has.
    if began and body.get("status") not in _NOT_YET_IN_FORCE:
        found.append((filled(began), {"action": AgreementStatus.IN_FORCE.value}))
    return [(day, part) for day, part in found if not _is_early_signature(day, part, body)]


def _is_early_signature(day: str, part: Mapping[str, Any], body: Body) -> bool:
    """Return whether a party signed before the day on which the agreement counts as signed."""
    signed = body.get("signed_date")
    is_signature = part["action"] == ActionKind.SIGNATURE.value
    return bool(signed and is_signature and day < filled(signed))


def _status_after(former: str, part: Mapping[str, Any], body: Body, left: set[str]) -> str:
    """Return the status once a step was taken; '' where it changes nothing."""
    action = part["action"]
    if former and AgreementStatus(former).is_terminal:
        return ""
    if action in _OF_THE_AGREEMENT:
        return _OF_THE_AGREEMENT[action].value
    if action == ActionKind.WITHDRAWAL.value:
        return _after_withdrawal(former, part, body, left)
    reached = AgreementStatus.IN_FORCE if action == "in_force" else _CONSENT.get(action)
    if reached is None:
        return ""
    is_further = not former or (
        former in _ORDER and _ORDER.index(reached) > _ORDER.index(AgreementStatus(former))
    )
    return reached.value if is_further else ""


def _after_withdrawal(former: str, part: Mapping[str, Any], body: Body, left: set[str]) -> str:
    """Return the status once a party left: the end, where fewer than two remain."""
    named = {each["party"]["slug"] for each in body.get("parties") or () if each["party"]}
    if part.get("party"):
        left.add(part["party"]["slug"])
    if len(named - left) >= _LASTING_PARTIES:
        return ""
    was_in_force = former and former not in _NOT_YET_IN_FORCE
    ended = AgreementStatus.TERMINATED if was_in_force else AgreementStatus.WITHDRAWN
    return ended.value
