from __future__ import annotations

import pytest

from agents.discovery.taste import Matches, fits, score_eats, score_sights, score_stays
from agents.intent.vocabulary import STEMS
from domain.interests import INTERESTS
from domain.place import Access, Category, Children, Level
from domain.request import Party
from tests.make import make_eat, make_place, make_request, make_stay

NOTHING = Matches(frozenset(), frozenset(), {})


def scores(scored):
    return {one.place.id: one.score for one in scored}


def test_an_interest_lifts_what_it_is_about():
    museum = make_place("avonlea/museum", category=Category.MUSEUM)
    park = make_place("avonlea/park", category=Category.PARK)
    lifted = scores(score_sights([museum, park], make_request(interests=("museums",)), NOTHING))
    assert lifted["avonlea/museum"] > lifted["avonlea/park"]
    plain = scores(score_sights([museum, park], make_request(interests=()), NOTHING))
    assert plain["avonlea/museum"] == plain["avonlea/park"]


def test_the_best_of_an_interest_stands_beside_the_icons():
    icons = [make_place(f"avonlea/icon-{n}", category=Category.PALACE, popularity=5) for n in range(3)]
    crafts = [make_place(f"avonlea/craft-{n}", category=Category.WORKSHOP, popularity=n) for n in (1, 2)]
    found = scores(score_sights([*icons, *crafts], make_request(interests=("history", "crafts")), NOTHING))
    assert found["avonlea/craft-2"] > 0.85 * found["avonlea/icon-0"]
    assert found["avonlea/craft-1"] < found["avonlea/craft-2"]
    plain = scores(score_sights([*icons, *crafts], make_request(interests=("history",)), NOTHING))
    assert plain["avonlea/craft-2"] < 0.5 * plain["avonlea/icon-0"]


def test_the_first_interest_weighs_most():
    museum = make_place("avonlea/museum", category=Category.MUSEUM)
    first = score_sights([museum], make_request(interests=("museums", "parks")), NOTHING)
    second = score_sights([museum], make_request(interests=("parks", "museums")), NOTHING)
    assert first[0].score > second[0].score
    assert "museums" in first[0].reasons


def test_a_must_see_is_the_reason_for_the_trip_and_a_must_avoid_is_out():
    places = [make_place("avonlea/museum"), make_place("avonlea/park")]
    matches = Matches(frozenset({"avonlea/park"}), frozenset({"avonlea/museum"}), {})
    assert scores(score_sights(places, make_request(), matches)) == {"avonlea/park": 100}


@pytest.mark.parametrize("word", ["museum", "museums", "history"])
def test_what_is_to_be_avoided_is_out_by_category_tag_or_interest(word):
    museum = make_place("avonlea/museum", category=Category.MUSEUM, tags=("history",))
    assert score_sights([museum], make_request(avoid=(word,)), NOTHING) == ()


def test_step_free_leaves_out_no_and_prefers_what_is_known():
    places = [make_place(f"avonlea/{access.value}", step_free=access) for access in Access]
    found = scores(score_sights(places, make_request(step_free=True), NOTHING))
    assert "avonlea/no" not in found
    assert found["avonlea/yes"] > found["avonlea/unknown"]


def test_children_are_not_taken_where_adults_only_go():
    bar = make_place("avonlea/bar", children=Children.ADULTS_ONLY)
    family = make_request(party=Party(adults=2, children=(6,)))
    assert score_sights([bar], family, NOTHING) == ()
    assert score_stays([make_stay(children=Children.ADULTS_ONLY)], family, NOTHING) == ()


def test_diets_are_kept_and_vegans_serve_vegetarians():
    meat, vegan = make_eat("avonlea/grill", diets=()), make_eat("avonlea/leaf", diets=("vegan",))
    assert set(scores(score_eats([meat, vegan], make_request(diets=("vegetarian",)), NOTHING))) == {"avonlea/leaf"}


def test_a_wished_cuisine_leads():
    ramen, pizza = make_eat("avonlea/ramen", cuisines=("ramen",)), make_eat("avonlea/pizza", cuisines=("pizza",))
    found = score_eats([pizza, ramen], make_request(cuisines=("ramen",)), NOTHING)
    assert found[0].place.id == "avonlea/ramen"
    assert "ramen" in found[0].reasons


@pytest.mark.parametrize(
    ("interest", "one", "other"),
    [
        ("coffee", {"category": Category.CAFE}, {"tags": ("salad bar",)}),
        ("nightlife", {"category": Category.BAR}, {"tags": ("late night", "cheap")}),
        ("wine", {"tags": ("wine bar",)}, {"tags": ("beer",)}),
        ("books", {"tags": ("reading", "quiet")}, {"tags": ("lively",)}),
        ("local_life", {"category": Category.FOOD_MARKET}, {"category": Category.CAFE}),
    ],
)
def test_an_interest_is_served_at_a_table_too(interest, one, other):
    places = [make_eat("avonlea/one", **one), make_eat("avonlea/other", **other)]
    found = score_eats(places, make_request(interests=(interest,)), NOTHING)
    assert found[0].place.id == "avonlea/one"
    assert found[0].score > found[1].score
    assert interest.replace("_", " ") in found[0].reasons
    assert interest.replace("_", " ") not in found[1].reasons
    plain = scores(score_eats(places, make_request(interests=()), NOTHING))
    assert plain["avonlea/one"] == plain["avonlea/other"]


def test_prices_fit_the_level():
    from domain.money import Money

    places = [make_eat(f"avonlea/at-{price}", price=Money.of(price, "GBP")) for price in (8, 10, 12, 15, 120)]
    moderate = scores(score_eats(places, make_request(level=Level.MODERATE), NOTHING))
    luxury = scores(score_eats(places, make_request(level=Level.LUXURY), NOTHING))
    assert moderate["avonlea/at-120"] < moderate["avonlea/at-12"]
    assert luxury["avonlea/at-120"] > luxury["avonlea/at-12"]


def test_every_interest_fits_some_place_of_the_atlas():
    from tools.places.atlas.records import city_ids, load_places

    places = [place for city_id in city_ids() for place in load_places(city_id).values()]
    assert [word for word in INTERESTS if not any(fits(place, word) for place in places)] == []


def test_every_interest_that_intent_can_hear_means_something():
    assert set(STEMS) <= set(INTERESTS)
