"""One example of each recipe of CONTRIBUTING.md, as the edits that it asks for.

Each ``.diff`` is readable by ``git apply`` too. What the commands of a recipe write (a migration,
``openapi.yaml``, examples of events) is in none.
"""
