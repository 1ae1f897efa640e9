import pytest

from agents.optimisation.matching import match, ranked
from domain.candidates import Scored
from domain.place import Category
from tests.make import make_place

CHURCH = make_place(
    "avonlea/san-marco", category=Category.CHURCH, tags=("mosaics",), about="A church with gold mosaics."
)
PARK = make_place(
    "avonlea/green", category=Category.PARK, tags=("picnic",), about="Lawns beside the river and a rose garden."
)


@pytest.mark.parametrize(
    ("wish", "church", "park"),
    [("churches", True, False), ("a park", False, True), ("mosaicks", True, False), ("something else", False, False)],
)
def test_words_meet_facts_whatever_their_form(wish, church, park):
    assert (match(wish, CHURCH) > 0, match(wish, PARK) > 0) == (church, park)


def test_what_a_place_is_counts_more_than_what_is_said_of_it():
    garden = make_place("avonlea/rose-garden", category=Category.GARDEN)
    places = [Scored(place=PARK, score=99), Scored(place=garden, score=1), Scored(place=CHURCH, score=50)]
    assert [s.place.id for s in ranked(places, "garden")] == ["avonlea/rose-garden", "avonlea/green"]
    assert [s.place.id for s in ranked(places, "")] == ["avonlea/green", "avonlea/san-marco", "avonlea/rose-garden"]
