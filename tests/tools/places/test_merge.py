from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import OpeningHours
from domain.money import Money
from domain.place import Access, Freshness, Photo, Source
from tests.tools.places.test_sameness import make_place
from tools.places.atlas.records import load_city, load_places
from tools.places.merge import enriched, merge

CITY = load_city("paris")
NAMES = [
    ("Louvre Museum", "museum"),
    ("Musée du Louvre", "museum"),
    ("Louvre", "landmark"),
    ("Luxembourg Gardens", "garden"),
    ("Jardin du Luxembourg", "park"),
    ("Luxembourg Palace", "palace"),
    ("Café de Flore", "cafe"),
    ("Flore", "restaurant"),
    ("Hotel Flore", "hotel"),
    ("銀閣寺", "temple"),
]
PROVIDERS = ("atlas", "google-places", "mapbox-places", "osm-places")


def hours(spec: str) -> OpeningHours:
    return OpeningHours(spec=spec, country="FR")


def from_atlas(name: str, category: str, **fields):
    source = Source(provider="atlas", reference=f"paris/{category}", freshness=Freshness.ATLAS, as_of=date(2025, 6, 1))
    return make_place(name, category, provider="atlas", id=f"paris/{category}", **fields | {"source": source})


@st.composite
def lists(draw):
    """What some providers say of a street of places, each with references of its own."""
    found = []
    for provider in draw(st.lists(st.sampled_from(PROVIDERS), min_size=1, max_size=4, unique=True)):
        spots = draw(
            st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 12)), max_size=6, unique_by=lambda one: one)
        )
        found.append([make_place(*name, 40.0 * spot, provider) for name, spot in spots])
    return found


@given(lists())
def test_the_order_of_providers_never_changes_the_outcome(given_lists):
    outcomes = {frozenset(p.model_dump_json() for p in merge(CITY, order)) for order in permutations(given_lists)}
    assert len(outcomes) == 1


@given(lists())
def test_merging_what_was_merged_changes_nothing(given_lists):
    once = merge(CITY, given_lists)
    assert merge(CITY, [once]) == once
    again = merge(CITY, [once, *given_lists])
    assert {place.id for place in once} <= {place.id for place in again}


@given(lists())
def test_no_place_is_lost_and_none_is_in_two(given_lists):
    said = sorted((p.source.provider, p.source.reference) for places in given_lists for p in places)
    kept = sorted((s.provider, s.reference) for p in merge(CITY, given_lists) for s in (p.source, *p.more_sources))
    assert kept == said
    ids = [place.id for place in merge(CITY, given_lists)]
    assert len(ids) == len(set(ids))


def test_with_the_atlas_alone_every_place_is_the_very_same():
    atlas = tuple(load_places("paris").values())
    assert all(one is other for one, other in zip(merge(CITY, [atlas]), atlas, strict=True))
    assert all(one is other for one, other in zip(merge(CITY, [(), atlas, ()]), atlas, strict=True))


def test_each_field_comes_from_whom_it_is_trusted_most():
    known = from_atlas(
        "Louvre Museum", "museum", hours=hours("Mo-Su 09:00-18:00; Tu off"), price=Money(minor=2200, currency="EUR")
    )
    live = make_place(
        "Musée du Louvre",
        "museum",
        60,
        hours=hours("Mo-Su 10:00-20:00"),
        price=Money(minor=1, currency="EUR"),
        rating=4.7,
        reviews=320_000,
        phone="+33 1 40 20 53 17",
        step_free=Access.YES,
        tags=("museum",),
    )
    (place,) = merge(CITY, [[live], [known]])
    assert place.id == "paris/museum"
    assert (place.name, place.hours, place.price) == (known.name, known.hours, known.price)
    assert (place.rating, place.reviews, place.phone, place.step_free) == (4.7, 320_000, live.phone, Access.YES)
    assert [source.provider for source in place.more_sources] == ["google-places"]
    assert place.source == known.source


def test_closed_for_good_is_believed_of_the_network():
    known = from_atlas("Louvre Museum", "museum", hours=hours("Mo-Su 09:00-18:00"))
    (place,) = merge(CITY, [[known], [make_place("Louvre Museum", "museum", 20, hours=hours("off"))]])
    assert place.hours == hours("off")


@pytest.mark.parametrize("newer", ["osm-places", "google-places"])
def test_among_the_living_the_newest_hours_stand(newer):
    said = {}
    for provider in ("osm-places", "google-places"):
        place = make_place(
            "Louvre", "museum", provider=provider, hours=hours("Mo 09:00-10:00" if provider == newer else "24/7")
        )
        as_of = date(2026, 11, 21) if provider == newer else date(2024, 1, 1)
        said[provider] = place.model_copy(update={"source": place.source.model_copy(update={"as_of": as_of})})
    (place,) = merge(CITY, [[one] for one in said.values()])
    assert place.hours == hours("Mo 09:00-10:00")


def test_details_add_to_a_place_and_it_stays_who_it_is():
    place = from_atlas("Louvre Museum", "museum")
    photo = Photo(url="https://example.org/1.jpg", credit="A. Visitor", source=place.source)
    details = make_place("Musée du Louvre", "museum", 30, rating=4.6, reviews=10, photos=(photo,))
    fuller = enriched(place, details)
    assert (fuller.id, fuller.name, fuller.rating, fuller.photos) == (place.id, place.name, 4.6, (photo,))
    assert fuller.more_sources == (details.source,)


def test_what_nobody_says_stays_unsaid():
    one, other = make_place("Louvre", "museum"), make_place("Louvre", "museum", provider="osm-places")
    (place,) = merge(CITY, [[one], [other]])
    assert (place.price, place.hours, place.rating, place.phone) == (None, None, None, None)
    assert "rating" not in place.model_dump(mode="json")


def test_the_source_of_a_kept_answer_may_be_read_again():
    read_at = datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert make_place("Louvre", "museum").source.read_at == read_at
