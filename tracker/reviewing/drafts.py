"""What a proposal would be made as: the fields of its record, as an editor would enter them."""

from typing import Any

from tracker import models


def of(row: models.Proposal) -> dict[str, Any]:
    """Return the draft of a proposal; of a commitment with who spoke, as its text names them."""
    draft = dict(row.draft)
    spoke = _spoke(row)
    if row.record_type == "commitment" and spoke:
        draft.setdefault("made_by", [spoke])
    return draft


def _spoke(row: models.Proposal) -> dict[str, Any] | None:
    """Return who spoke; None where nobody is named."""
    official, party = row.speaker_official, row.speaker_party
    official = official if official and not official.is_withdrawn else None
    party = party if party and not party.is_withdrawn else None
    attributed_as = row.attributed_as or ("" if official or party else row.speaker_name)
    if not (official or party or attributed_as):
        return None
    return {
        "official": official.slug if official else None,
        "party": party.slug if party else None,
        "role_as_reported": row.speaker_role or None,
        "attributed_as": attributed_as or None,
    }
