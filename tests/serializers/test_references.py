"""Where a record and its page are."""

from tracker.serializers import references


def test_a_page_is_at_the_address_of_the_api_without_its_version() -> None:
    assert references.address("party", "ecuador") == "/v1/parties/ecuador"
    assert references.page("party", "ecuador") == "/parties/ecuador"


def test_the_spanish_page_is_below_es() -> None:
    assert references.page_at("/v1/parties/ecuador", "es") == "/es/parties/ecuador"
