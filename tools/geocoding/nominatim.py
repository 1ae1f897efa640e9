"""OpenStreetMap's Nominatim: what a text names, and what is at a point, without a key.

Documentation: https://nominatim.org/release-docs/latest/api/Search/ and …/Reverse/ (release 4.5, as known in 2025);
format "jsonv2". Usage policy (https://operations.osmfoundation.org/policies/nominatim/): one request a second, a
User-Agent that says who asks, answers kept, no autocompletion: ask only what a traveller has written out.
Data © OpenStreetMap contributors, ODbL 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from domain.geo import Point
from domain.place import Freshness, Source
from tools.geocoding.contract import GeocodingQuery, Grain, Located
from tools.network import Networked

_GRAINS: Final[Mapping[str, Grain]] = {
    **dict.fromkeys(("country", "continent"), Grain.COUNTRY),
    **dict.fromkeys(("state", "region", "province", "county", "state_district", "district", "island"), Grain.REGION),
    **dict.fromkeys(("city", "town", "village", "municipality", "hamlet", "locality"), Grain.CITY),
    **dict.fromkeys(("suburb", "borough", "quarter", "neighbourhood", "city_block", "postcode"), Grain.AREA),
    **dict.fromkeys(("road", "pedestrian", "footway"), Grain.STREET),
    **dict.fromkeys(("house", "place", "house_number"), Grain.ADDRESS),
}
_SETTLEMENTS = ("city", "town", "village", "municipality", "hamlet")
_NEAR_DEG = 0.3  # half of the box in which a text is looked for first
_MOST = 40
_LONGEST = 300


class _Found(BaseModel):
    """One place of "jsonv2"; coordinates are text there."""

    model_config = ConfigDict(extra="ignore")

    lat: float
    lon: float
    display_name: str
    osm_type: str = ""
    osm_id: int = 0
    name: str = ""
    category: str = ""
    type: str = ""
    addresstype: str = ""
    address: dict[str, str] = {}


_LIST: TypeAdapter[list[_Found]] = TypeAdapter(list[_Found])


class NominatimGeocoding(Networked):
    name = "nominatim"
    version = "jsonv2"
    home = "https://nominatim.openstreetmap.org"
    calls = (1, 1.0)

    async def execute(self, query: GeocodingQuery) -> tuple[Located, ...]:
        said = await (self._at(query) if query.reverse else self._named(query))
        try:
            return tuple(self._read(said))
        except ValidationError as error:
            raise self.malformed(error) from error

    async def _named(self, query: GeocodingQuery) -> Any:
        asked: dict[str, str | int] = {"q": query.text.strip(), "limit": max(1, min(query.limit, _MOST))}
        if query.country:
            asked["countrycodes"] = query.country.lower()
        if query.at is not None:
            asked["viewbox"] = _box(query.at)
        return await self.get("/search", self._always(query) | asked)

    async def _at(self, query: GeocodingQuery) -> Any:
        if query.at is None:
            return []
        asked = {"lat": f"{query.at.lat:.6f}", "lon": f"{query.at.lon:.6f}", "zoom": 18}
        found = await self.get("/reverse", self._always(query) | asked)
        # The sea has no address: that is said with status 200.
        return [] if isinstance(found, dict) and found.keys() == {"error"} else [found]

    def _always(self, query: GeocodingQuery) -> dict[str, Any]:
        asked = {"format": "jsonv2", "addressdetails": 1, "accept-language": query.language}
        contact = self._access.contact
        return asked | ({"email": contact} if contact else {})

    def _read(self, said: Any) -> Iterator[Located]:
        read_at = datetime.now(UTC)
        for found in _LIST.validate_python(said):
            yield Located(
                name=(found.name or found.display_name.partition(",")[0]).strip()[:_LONGEST],
                label=found.display_name[:_LONGEST],
                grain=_grain(found),
                at=Point(lat=found.lat, lon=found.lon),
                source=Source(
                    provider=self.name,
                    reference=f"{found.osm_type}/{found.osm_id}",
                    freshness=Freshness.LIVE,
                    as_of=read_at.date(),
                    read_at=read_at,
                ),
                country=_country(found.address),
                region=found.address.get("state", ""),
                city=next((found.address[key] for key in _SETTLEMENTS if key in found.address), ""),
                postcode=found.address.get("postcode", ""),
            )


def _country(address: Mapping[str, str]) -> str:
    code = address.get("country_code", "").upper()
    return code if len(code) == 2 and code.isalpha() else ""


def _grain(found: _Found) -> Grain:
    """Streets and houses are told by their address, shops and sights are what is left."""
    if found.category in {"boundary", "place", "highway"} or found.addresstype in {"road", "house"}:
        return _GRAINS.get(found.addresstype or found.type, Grain.AREA)
    if found.category == "building" and "house_number" in found.address and not found.name:
        return Grain.ADDRESS
    return Grain.POI


def _box(at: Point) -> str:
    """West, north, east, south: where the text is looked for first."""
    west, east = max(-180.0, at.lon - _NEAR_DEG), min(180.0, at.lon + _NEAR_DEG)
    south, north = max(-90.0, at.lat - _NEAR_DEG), min(90.0, at.lat + _NEAR_DEG)
    return f"{west:.4f},{north:.4f},{east:.4f},{south:.4f}"
