"""OpenStreetMap through the Overpass API: places in any city on Earth, without a key.

Documentation: https://wiki.openstreetmap.org/wiki/Overpass_API and https://dev.overpass-api.de/overpass-doc/en/
(as known in 2025); API version 0.6 of the answer, Overpass QL of release 0.7.62. Usage policy of the public
instances: identify yourself, two requests at once, some 10,000 a day; what was read is kept, and one question is
asked a city. Data © OpenStreetMap contributors, ODbL 1.0: https://www.openstreetmap.org/copyright, to be named
wherever its facts are shown.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from domain.city import CityFacts
from domain.errors import Failure, Unavailable
from domain.geo import EARTH_RADIUS_M
from domain.place import Kind, Place
from tools.adapter import Access
from tools.network import Networked
from tools.places.contract import CityPlaces, PlacesQuery
from tools.places.osm_reading import PROVIDER, Element, read_place

ATTRIBUTION: Final = "© OpenStreetMap contributors"
_AT_ONCE = 2
_SERVER_S, _SERVER_BYTES = 9, 128 * 2**20
_MOST_KM, _TABLES_KM = 15.0, 5.0
_MOST = {Kind.SIGHT: 160, Kind.EAT: 120, Kind.STAY: 60}


class _Sought(NamedTuple):
    """Statements that share a limit; `known` asks for an entry in Wikidata, `near` looks at the centre alone."""

    filters: tuple[str, ...]
    most: int
    known: bool = False
    near: bool = False


_SIGHTS: Final = (
    '["tourism"~"^(attraction|museum|gallery|viewpoint|zoo|aquarium|theme_park|artwork)$"]',
    '["historic"~"^(castle|fort|palace|manor|archaeological_site|ruins|monument|memorial|city_gate|tower|building)$"]',
    '["leisure"~"^(park|garden|nature_reserve|water_park|stadium)$"]',
    '["amenity"~"^(place_of_worship|theatre|arts_centre|marketplace|library|music_venue)$"]',
    '["natural"~"^(beach|peak|waterfall|cave_entrance)$"]',
    '["man_made"~"^(bridge|tower|lighthouse)$"]',
    '["place"="square"]',
)
_PLAN: Final = (
    _Sought(_SIGHTS, 350, known=True),
    _Sought((*_SIGHTS[:1], *_SIGHTS[2:4]), 200, near=True),
    _Sought(('["amenity"~"^(nightclub|bar|pub|public_bath|spa)$"]',), 40, near=True),
    _Sought(('["shop"~"^(mall|department_store|books)$"]',), 20, near=True),
    _Sought(('["amenity"~"^(restaurant|cafe|fast_food|food_court)$"]["opening_hours"]',), 250, near=True),
    _Sought(('["amenity"~"^(restaurant|cafe)$"]["cuisine"]',), 80, near=True),
    _Sought(('["tourism"~"^(hotel|hostel|guest_house|apartment|motel)$"]',), 150),
)  # fmt: skip


class _Stamp(BaseModel):
    model_config = ConfigDict(extra="ignore")

    timestamp_osm_base: datetime


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")

    osm3s: _Stamp | None = None
    elements: list[dict[str, Any]]
    remark: str = ""


class OsmPlaces(Networked):
    name = PROVIDER
    version = "0.6"
    home = "https://overpass-api.de/api"
    calls = (20, 60.0)
    keep_s = 7 * 24 * 3600.0

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def execute(self, query: PlacesQuery) -> CityPlaces:
        async with self._turns:
            said = await self.request("POST", "/interpreter", data={"data": overpass_query(query.city)})
        return await asyncio.to_thread(self._read, said, query)

    def _read(self, said: Any, query: PlacesQuery) -> CityPlaces:
        try:
            reply = _Reply.model_validate(said)
            self._check_remark(reply.remark)
            read_at = datetime.now(UTC)
            as_of = reply.osm3s.timestamp_osm_base.date() if reply.osm3s else read_at.date()
            places = list(_places(reply.elements, query, as_of, read_at))
        except ValidationError as error:
            raise self.malformed(error) from error
        return CityPlaces(query.city, _ranked(places))

    def _check_remark(self, remark: str) -> None:
        """A query that ran out of time or memory is answered with status 200, and with a part of the elements."""
        if "error" in remark:
            kind = Failure.TIMEOUT if "timed out" in remark else Failure.SERVER
            raise Unavailable(self.name, remark[:200], kind)


def overpass_query(city: CityFacts) -> str:
    """One question for all that a traveller may look for, each kind with a limit of its own."""
    wide, near = _box(city, min(city.reach_km, _MOST_KM)), _box(city, min(city.reach_km, _TABLES_KM))
    lines = [f"[out:json][timeout:{_SERVER_S}][maxsize:{_SERVER_BYTES}];"]
    for sought in _PLAN:
        box, known = near if sought.near else wide, '["wikidata"]' if sought.known else ""
        lines.append("(")
        lines.extend(f'  nwr{what}["name"]{known}({box});' for what in sought.filters)
        lines.append(f");out tags center {sought.most};")
    return "\n".join(lines)


def _box(city: CityFacts, km: float) -> str:
    """South, west, north, east, in degrees; a city on the edge of the map is looked at on its own side."""
    lat = math.degrees(km * 1000 / EARTH_RADIUS_M)
    lon = lat / max(0.02, math.cos(math.radians(city.at.lat)))
    south, north = max(-90.0, city.at.lat - lat), min(90.0, city.at.lat + lat)
    west, east = max(-180.0, city.at.lon - lon), min(180.0, city.at.lon + lon)
    return f"{south:.5f},{west:.5f},{north:.5f},{east:.5f}"


def _places(entries: Iterable[dict[str, Any]], query: PlacesQuery, as_of: date, read_at: datetime) -> Iterator[Place]:
    """Each element once, for the groups of the question overlap; one that is not as documented is left out.

    Raises ValidationError where none of them is.
    """
    seen: set[tuple[str, int]] = set()
    wrong: ValidationError | None = None
    for entry in entries:
        try:
            element = Element.model_validate(entry)
            new = (element.type, element.id) not in seen
            place = read_place(element, query.city, query.language, as_of, read_at) if new else None
        except ValidationError as error:
            wrong = error
            continue
        seen.add((element.type, element.id))
        if place is not None:
            yield place
    if wrong is not None and not seen:
        raise wrong


def _ranked(places: Iterable[Place]) -> tuple[Place, ...]:
    """The best known of each kind, then those of which most is known; one of each name and kind."""
    best: dict[tuple[Kind, str], Place] = {}
    for place in sorted(places, key=_worth):
        best.setdefault((place.kind, place.name.casefold()), place)
    kept = [[place for place in best.values() if place.kind is kind][: _MOST[kind]] for kind in Kind]
    return tuple(place for kind in kept for place in kind)


def _worth(place: Place) -> tuple[int, int, str]:
    known = sum(value is not None for value in (place.hours, place.price, place.site, place.phone, place.stars))
    known += bool(place.cuisines) + bool(place.diets) + (place.step_free.value != "unknown")
    return -place.popularity, -known, place.id
