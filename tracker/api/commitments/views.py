"""The viewset of commitments."""

from tracker.api.records import timelines, views


class CommitmentViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Commitments."""

    record_type = "commitment"
