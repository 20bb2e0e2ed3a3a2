"""The pages for people: where they begin, and where the links in mails lead."""
