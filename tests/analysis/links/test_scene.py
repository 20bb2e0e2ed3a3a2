"""An article by paragraph: its terms, words, actors and officials."""

from tests.analysis.costaguana import TRACKED, TUESDAY
from tracker.analysis import base
from tracker.analysis.links.scene import TITLE, Scene
from tracker.analysis.mentions.index import Index
from tracker.analysis.passages import Reading

INDEX = Index(TRACKED)
TEXT = (
    "Costaguana will host no foreign bases, Ana Ruiz said in Sulaco on Monday.\n\n"
    "Azuera had asked for a base and for nothing else, people there say.\n\n"
    "Read also: Foreign bases and sovereignty"
)


def scene(text: str = TEXT, title: str = "Sovereignty first, says Tom Hale") -> Scene:
    return Scene(Reading(base.Article(text, "en", TUESDAY, title=title), INDEX))


def test_terms_stand_in_their_paragraphs_and_the_title_is_one() -> None:
    assert {number: dict(own) for number, own in scene().terms["no-bases"].items()} == {
        TITLE: {"sovereignty": 1.5},
        0: {"foreign bases": 3.0},
        1: {"base": 1.0},
    }


def test_the_weightiest_paragraph_counts() -> None:
    assert scene().weights == {"no-bases": 3.0}
    assert scene().heaviest == ["no-bases"]


def test_what_is_no_body_is_not_there() -> None:
    assert [passage.sentence.paragraph for passage in scene().body] == [0, 1]


def test_actors_and_officials_stand_in_their_paragraphs() -> None:
    found = scene()

    assert found.officials_at[TITLE] == {"tom-hale"}
    assert found.officials_at[0] == {"ana-ruiz"}
    assert found.actors == {"costaguana": 3, "azuera": 2}


def test_the_share_of_a_state_is_among_all_namings_of_states() -> None:
    # Costaguana, Sulaco and Ruiz; Azuera and Hale.
    assert scene().states == 5
    assert scene().share(frozenset({"costaguana"})) == 0.6
    assert scene("It rained.", "").share(frozenset({"costaguana"})) == 0.0


def test_words_are_stems_without_what_tells_nothing() -> None:
    assert scene("Ports stay closed.", "No ports").words == {
        TITLE: {"port"},
        0: {"port", "stay", "close"},
    }
