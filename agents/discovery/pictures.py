"""Photos for the places of a finished trip: its stops, its stays and what is offered instead of them.

Not for all candidates: a picture bank allows some fifty questions an hour. Whoever has no photo in time keeps none,
and the page draws something in its place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace

import structlog

from domain.errors import ProviderError
from domain.itinerary import Itinerary
from domain.place import Freshness, Photo, Place
from tools.chain import Chain
from tools.images.contract import ImageQuery
from tools.images.drawn import Drawn
from tools.images.picture_bank import PictureBank

log = structlog.get_logger()
WITHIN_S = 4.0
_AT_ONCE = 8
Images = Chain[ImageQuery, tuple[Photo, ...]]


async def with_pictures(itinerary: Itinerary, images: Images, within_s: float = WITHIN_S) -> Itinerary:
    """The itinerary whose places have photos where somebody had one; nothing else changes and nothing is raised.

    The most seen are looked for first; after `within_s` seconds what has come is taken.
    """
    places = {place.id: place for place in itinerary.places}
    wanted = [
        places[place_id] for place_id in _by_rank(itinerary) if place_id in places and not places[place_id].photos
    ]
    cities = {city.id: city.name for city in itinerary.cities}
    turn = asyncio.Semaphore(_AT_ONCE)

    async def look(place: Place) -> tuple[str, Photo | None]:
        async with turn:
            return place.id, await _photo_of(place, cities.get(place.id.split("/", 1)[0], ""), images)

    tasks = [asyncio.create_task(look(place)) for place in wanted]
    found = {place_id: photo for place_id, photo in await _in_time(tasks, within_s) if photo is not None}
    if not found:
        return itinerary
    pictured = (
        place.model_copy(update={"photos": (found[place.id],)}) if place.id in found else place
        for place in itinerary.places
    )
    return itinerary.model_copy(update={"places": tuple(pictured)})


def _by_rank(itinerary: Itinerary) -> Iterable[str]:
    """Ids of places, each once: stops, then stays, then alternates."""
    return dict.fromkeys(_used(itinerary))


def _used(itinerary: Itinerary) -> Iterator[str]:
    for day in itinerary.days:
        yield from (stop.place_id for stop in day.stops)
    yield from (stay.place_id for stay in itinerary.stays)
    for day in itinerary.days:
        for stop in day.stops:
            yield from (alternate.place_id for alternate in stop.alternates)


async def _in_time(
    tasks: list[asyncio.Task[tuple[str, Photo | None]]], within_s: float
) -> list[tuple[str, Photo | None]]:
    """What is done in time; the rest is given up, and its answers are kept for the next who asks."""
    if not tasks:
        return []
    done, late = await asyncio.wait(tasks, timeout=within_s)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() for task in tasks if task in done]


async def _photo_of(place: Place, city: str, images: Images) -> Photo | None:
    """The first photo that a provider has of the place, asked one after another: one that has none is no failure."""
    sources = (place.source, *place.more_sources)
    query = ImageQuery(
        text=place.name,
        city=city,
        at=place.at,
        category=place.category,
        references=tuple((source.provider, source.reference) for source in sources),
    )
    for name in images.order:
        if name == Drawn.name:
            continue
        others = tuple(other for other in images.order if other != name)
        alone = replace(images, settings=images.settings.model_copy(update={"disabled": others}))
        try:
            answer = await alone.execute_with_fallback(query)
        except ProviderError:  # the chain has logged why
            continue
        if answer.value:
            if answer.freshness is Freshness.LIVE:  # a kept answer's photo was told of when it was read
                await _tell(images, answer.value[0])
            return answer.value[0]
    return None


async def _tell(images: Images, photo: Photo) -> None:
    """Some providers want to hear that a photo is used; that they cannot be told is no reason not to use it."""
    bank = images.get_adapter(photo.source.provider)
    if isinstance(bank, PictureBank):
        try:
            await bank.chosen(photo)
        except ProviderError as error:
            log.info("use of a photo not told", provider=photo.source.provider, error=str(error))
