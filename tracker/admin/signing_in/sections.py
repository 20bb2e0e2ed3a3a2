"""The desk by task: which models belong together, and from which role on one sees and changes them.

What is named nowhere, because it is new, is for administrators.
"""

from dataclasses import dataclass
from typing import Final

from tracker.vocabularies import Role


@dataclass(frozen=True)
class Section:
    """A task at the desk, and who does it."""

    name: str
    heading: str
    lists: tuple[str, ...]
    """The models with a list of their own, in order."""
    parts: tuple[str, ...] = ()
    """Models that are edited on the pages of others."""
    seen_by: Role = Role.ADMIN
    changed_by: Role = Role.ADMIN


REVIEW: Final = "Review"
MACHINES: Final = Section(
    "Machine room",
    "How reading and delivery go, and what was tried.",
    ("analyser", "bar", "recheck", "rereading", "attempt", "replay"),
)
SECTIONS: Final = (
    Section(
        REVIEW,
        "What machines flagged and people decide.",
        ("development", "proposal", "proposedverdict"),
        (
            *("assessment", "developmentparticipant", "helddecision", "look", "passage"),
            "proposalquote",
        ),
        seen_by=Role.EDITOR,
        changed_by=Role.REVIEWER,
    ),
    Section(
        "Records",
        "What is tracked: who promised what, who met whom, what was signed.",
        (
            *("commitment", "statement", "agreement", "meeting", "event"),
            *("official", "party", "topic", "revision"),
        ),
        (
            *("action", "agreementparty", "citation", "observation", "participant"),
            *("relation", "speaker", "tenure"),
        ),
        seen_by=Role.EDITOR,
        changed_by=Role.EDITOR,
    ),
    Section(
        "Sources",
        "Where the words come from, and what was read.",
        ("source", "document", "snapshot", "listedarticle", "submission"),
        seen_by=Role.EDITOR,
        changed_by=Role.EDITOR,
    ),
    Section(
        "Subscribers",
        "Who is told what, and whether it arrived.",
        ("webhookendpoint", "delivery", "savedsearch"),
        ("searchmail",),
    ),
    Section(
        "Accounts",
        "Who may do what, and who did.",
        ("user", "token", "auditentry"),
    ),
    MACHINES,
)

_OWN: Final = {"token": Role.EDITOR}
"""What everyone at the desk has of their own, whatever the section is for."""


def section_of(model_name: str) -> Section:
    """Return the section to which a model belongs."""
    return next(
        (one for one in SECTIONS if model_name in one.lists or model_name in one.parts), MACHINES
    )


def needed_role(model_name: str, *, is_view: bool) -> Role:
    """Return from which role on a model is seen, or changed."""
    section = section_of(model_name)
    default = section.seen_by if is_view else section.changed_by
    return _OWN.get(model_name, default)
