from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.discovery.regard import MOST, USUAL, regard
from agents.discovery.taste import Matches, score_eats, score_sights
from tests.make import make_eat, make_place, make_request

NOTHING = Matches(frozenset(), frozenset(), {})


def rated(rating, reviews):
    return make_place("avonlea/museum", rating=rating, reviews=reviews)


def test_an_unrated_place_keeps_its_score():
    assert regard(make_place("avonlea/museum")) == 0.0


@given(st.floats(1, 5), st.one_of(st.none(), st.integers(0, 10**7)))
def test_a_rating_never_outweighs_taste(rating, reviews):
    assert -MOST <= regard(rated(rating, reviews)) <= MOST


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_more_who_say_so_are_believed_more(few, many):
    few, many = sorted((few, many))
    assert regard(rated(4.9, few)) <= regard(rated(4.9, many))
    assert regard(rated(2.0, few)) >= regard(rated(2.0, many))


@pytest.mark.parametrize(("rating", "reviews", "sign"), [(5.0, 2, 1), (4.0, 5_000, -1), (USUAL, 900, 0)])
def test_better_than_usual_lifts_and_worse_lowers(rating, reviews, sign):
    points = regard(rated(rating, reviews))
    assert (points > 0) - (points < 0) == sign


def test_five_stars_of_three_are_less_than_what_thousands_say():
    assert regard(rated(5.0, 3)) < regard(rated(4.7, 8_000))


def test_of_two_alike_the_better_rated_comes_first():
    names = ("avonlea/one", "avonlea/two")
    sights = [make_place(name, rating=rating, reviews=3_000) for name, rating in zip(names, (3.4, 4.8), strict=True)]
    tables = [make_eat(name, rating=rating, reviews=900) for name, rating in zip(names, (3.4, 4.8), strict=True)]
    assert [one.place.id for one in score_sights(sights, make_request(), NOTHING)] == ["avonlea/two", "avonlea/one"]
    assert [one.place.id for one in score_eats(tables, make_request(), NOTHING)] == ["avonlea/two", "avonlea/one"]
