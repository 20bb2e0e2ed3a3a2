"""The table of columns: all that people enter, and templates that can be imported."""

import pytest

from tests import factories
from tests.importing.sheets import imported_file
from tracker import importing, serializers

WITHOUT_COLUMN = {"tenures": {"citations"}}
"""What only the API writes."""


@pytest.mark.parametrize("noun", importing.NOUNS.values(), ids=importing.NOUNS)
def test_each_field_that_people_write_has_a_column(noun: importing.Noun) -> None:
    serializer = serializers.SERIALIZERS[noun.record_type]()
    written = {name for name, field in serializer.fields.items() if not field.read_only}

    assert {column.field for column in noun.columns} == written - {noun.parts}
    if noun.parts:
        part = serializer.fields[noun.parts].child  # type: ignore[attr-defined]
        of_part = {name for name, field in part.fields.items() if not field.read_only}
        assert {column.field for column in noun.of_part} == of_part - WITHOUT_COLUMN[noun.parts]


@pytest.mark.django_db
@pytest.mark.usefixtures("ledger_is_consistent")
def test_the_invented_row_of_each_template_can_be_imported() -> None:
    factories.costaguana()
    factories.ruritania()

    for noun in importing.NOUNS.values():
        assert imported_file(noun.record_type, importing.template(noun)) == {"new": 1}
