"""Places that the traveller named and reading could not know: found by name among those that discovery brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.candidates import Candidates
from domain.place import Kind, Place
from domain.request import PlaceWish, TripRequest
from tools.places.place_names import likeness

_ALIKE, _ALIKE_STAY = 90.0, 98.0  # of 100; a hotel is meant only by its whole name


def with_places_found(request: TripRequest, places: Iterable[Place]) -> TripRequest:
    """The request with an id for each wish that one of the places answers to; the same when there is none."""
    open_wishes = [wish for wish in (*request.must_see, *request.must_avoid) if wish.place_id is None]
    if not open_wishes:
        return request
    known = tuple(places)
    see, avoid = (tuple(_found(wish, known) for wish in wishes) for wishes in (request.must_see, request.must_avoid))
    if (see, avoid) == (request.must_see, request.must_avoid):
        return request
    return request.model_copy(update={"must_see": see, "must_avoid": avoid})


def with_candidates_found(request: TripRequest, candidates: Candidates) -> TripRequest:
    """As `with_places_found`, among all candidates."""
    found = (one.place for city in candidates.cities for one in (*city.sights, *city.eats, *city.stays))
    return with_places_found(request, found)


def _found(wish: PlaceWish, places: Sequence[Place]) -> PlaceWish:
    """Of several the likest, then the best known."""
    if wish.place_id is not None:
        return wish
    scored = ((likeness(wish.text, place), place.popularity, place) for place in places)
    near = [one for one in scored if one[0] >= (_ALIKE_STAY if one[2].kind is Kind.STAY else _ALIKE)]
    best = max(near, key=lambda one: (one[0], one[1], one[2].id), default=None)
    return wish if best is None else wish.model_copy(update={"place_id": best[2].id})
