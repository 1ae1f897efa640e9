from __future__ import annotations

import time
from collections.abc import AsyncIterator

import pytest

from agents.discovery.pictures import Images, with_pictures
from domain.certificate import certify
from domain.itinerary import Itinerary
from infra.settings import Settings
from tests.emulators import unsplash
from tests.make import make_itinerary, make_request
from tools.images import providers
from tools.images.contract import IMAGES
from tools.places.atlas.records import load_places
from tools.switchboard import open_switchboard


@pytest.fixture
async def images(emulators) -> AsyncIterator[Images]:
    async with open_switchboard(Settings(emulator=emulators.url, offline=False)) as board:
        yield await board.chain(IMAGES, providers.PROVIDERS)


PATIENCE_S = 30.0  # the machine may be busy


def real_trip() -> Itinerary:
    """The made itinerary, whose places have the names of some in Kyoto: somebody knows those."""
    made = make_itinerary()
    facts = [{"name": place.name, "at": place.at} for place in load_places("kyoto").values()]
    named = tuple(place.model_copy(update=fact) for place, fact in zip(made.places, facts, strict=False))
    return made.model_copy(update={"places": named})


async def test_every_place_of_the_trip_gets_a_photo_and_nothing_else_changes(images):
    before = real_trip()
    after = await with_pictures(before, images, PATIENCE_S)
    pictured = [place for place in after.places if place.photos]
    used = {stop.place_id for day in after.days for stop in day.stops} | {stay.place_id for stay in after.stays}
    assert {place.id for place in pictured} == used
    bare = tuple(place.model_copy(update={"photos": ()}) for place in after.places)
    assert after.model_copy(update={"places": bare}) == before
    assert all(place.photos[0].credit and place.photos[0].alt for place in pictured)


async def test_the_certificate_holds_with_photos_as_without(images):
    request, before = make_request(), make_itinerary()
    after = await with_pictures(before, images, PATIENCE_S)
    plain, pictured = certify(request, before), certify(request, after)
    assert pictured.valid
    assert pictured.claims == plain.claims
    assert pictured.sha256 != plain.sha256, "photos are a part of what is sealed"


async def test_doing_it_twice_asks_nobody_again(images, emulators):
    once = await with_pictures(make_itinerary(), images, PATIENCE_S)
    emulators.faults.calls.clear()
    assert await with_pictures(once, images) == once
    assert sum(emulators.faults.calls.values()) == 0


async def test_the_next_provider_is_asked_when_one_fails_or_has_none(images, emulators):
    emulators.faults.set("unsplash", "forbidden")
    emulators.faults.set("pexels", "empty")
    after = await with_pictures(real_trip(), images, PATIENCE_S)
    found = {place.photos[0].source.provider for place in after.places if place.photos}
    assert found
    assert found <= {"google-photos", "wikimedia"}


@pytest.mark.parametrize("fault", ["server_error", "forbidden", "wrong_type", "truncated", "cut"])
async def test_without_any_provider_the_trip_stays_as_it_is(images, emulators, fault):
    emulators.faults.set("*", fault)
    before = make_itinerary()
    assert await with_pictures(before, images) == before


async def test_providers_that_hang_cost_the_limit_and_no_more(images, emulators):
    emulators.faults.set("*", "hang")
    before, begun = make_itinerary(), time.monotonic()
    assert await with_pictures(before, images, within_s=0.5) == before
    assert time.monotonic() - begun < 1.5


async def test_offline_nobody_is_asked_and_no_drawing_is_passed_off_as_a_photo():
    async with open_switchboard(Settings(offline=True)) as board:
        images = await board.chain(IMAGES, providers.PROVIDERS)
        before = make_itinerary()
        assert await with_pictures(before, images) == before


async def test_the_use_of_a_photo_is_told_once_however_often_the_trip_is_changed(images):
    unsplash.DOWNLOADS.clear()
    first = await with_pictures(real_trip(), images, PATIENCE_S)
    told = list(unsplash.DOWNLOADS)
    used = {photo.source.reference.split("?")[0] for place in first.places for photo in place.photos}
    assert set(told) == used
    await images.line.settle()
    await with_pictures(real_trip(), images, PATIENCE_S)
    assert told == unsplash.DOWNLOADS
