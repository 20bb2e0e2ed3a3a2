"""Pages of the desk on which one thing is done to a record, beside the page of its fields."""

from tracker.admin.record_pages import citing, histories, merging, restoring, verdicts
