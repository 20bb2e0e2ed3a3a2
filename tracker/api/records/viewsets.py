"""A viewset for each type of record whose addresses are those of every other type."""

from tracker.api.records import timelines, views


class TopicViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Topics."""

    record_type = "topic"


class PartyViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Parties."""

    record_type = "party"


class OfficialViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Officials."""

    record_type = "official"


class AgreementViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Agreements."""

    record_type = "agreement"


class MeetingViewSet(timelines.TimelineMixin, views.EditableViewSet):
    """Meetings."""

    record_type = "meeting"


class EventViewSet(views.EditableViewSet):
    """Events."""

    record_type = "event"


class StatementViewSet(views.EditableViewSet):
    """Statements."""

    record_type = "statement"


class SourceViewSet(views.EditableViewSet):
    """Sources."""

    record_type = "source"
