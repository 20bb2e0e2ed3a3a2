"""Pages on which proposals are taken up, and passages of reports are judged."""
