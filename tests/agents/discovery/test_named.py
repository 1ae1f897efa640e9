"""Names that only discovery can place."""

from __future__ import annotations

from agents.discovery.named import with_places_found
from domain.place import Kind
from domain.request import PlaceWish
from tests.make import make_request
from tools.places.atlas.records import load_places

PLACES = tuple(load_places("vienna").values())


def wishing(*names: str, **more):
    return make_request(must_see=tuple(PlaceWish(text=name) for name in names), **more)


def test_a_wish_gets_the_place_that_answers_to_its_name():
    request = with_places_found(wishing("Wien Museum", "Old Mill of Nowhere"), PLACES)
    first, second = request.must_see
    assert first.place_id == next(place.id for place in PLACES if place.name == "Wien Museum")
    assert (second.text, second.place_id) == ("Old Mill of Nowhere", None)


def test_what_is_to_be_avoided_is_found_too():
    request = make_request(must_avoid=(PlaceWish(text="Naschmarkt"),))
    assert with_places_found(request, PLACES).must_avoid[0].place_id.startswith("vienna/naschmarkt")


def test_a_request_that_leaves_nothing_open_is_the_very_same():
    known = make_request(must_see=(PlaceWish(text="Anything", place_id="vienna/anything"),))
    assert with_places_found(known, PLACES) is known
    nobody = wishing("Old Mill of Nowhere")
    assert with_places_found(nobody, PLACES) is nobody


def test_part_of_a_hotels_name_is_not_the_hotel():
    hotel = next(place for place in PLACES if place.kind is Kind.STAY and " " in place.name)
    assert with_places_found(wishing(hotel.name), [hotel]).must_see[0].place_id == hotel.id
    assert with_places_found(wishing(hotel.name.rsplit(" ", 1)[0]), [hotel]).must_see[0].place_id is None
