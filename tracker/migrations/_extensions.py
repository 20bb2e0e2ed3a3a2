"""What PostgreSQL brings along for search: accents folded, words stemmed in both languages.

The first migration begins with it: the account's table has to be in the first one too.
"""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION on_record_en (COPY = english);
ALTER TEXT SEARCH CONFIGURATION on_record_en
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION on_record_es (COPY = spanish);
ALTER TEXT SEARCH CONFIGURATION on_record_es
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;
"""


OPERATIONS = [
    UnaccentExtension(),
    TrigramExtension(),
    BtreeGinExtension(),
    migrations.RunSQL(
        CONFIGURATIONS,
        "DROP TEXT SEARCH CONFIGURATION on_record_es; DROP TEXT SEARCH CONFIGURATION on_record_en",
    ),
]
