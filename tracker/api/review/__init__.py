"""Views for reviewers: decisions on developments, proposals, and the public corrections."""
