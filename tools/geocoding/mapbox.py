"""Mapbox's Geocoding API, version v6: towns, streets and addresses (it knows no points of interest).

https://docs.mapbox.com/api/search/geocoding/ (as of mid 2025); temporary results, which may be shown but not stored.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.geo import Point
from domain.place import Freshness, Source
from tools.geocoding.contract import GeocodingQuery, Grain, Located
from tools.network import Networked

_MOST = 10
_GRAINS = {
    "address": Grain.ADDRESS,
    "secondary_address": Grain.ADDRESS,
    "block": Grain.ADDRESS,
    "street": Grain.STREET,
    "neighborhood": Grain.AREA,
    "locality": Grain.AREA,
    "postcode": Grain.AREA,
    "place": Grain.CITY,
    "district": Grain.REGION,
    "region": Grain.REGION,
    "country": Grain.COUNTRY,
}


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Coordinates(_Wire):
    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)


class _Named(_Wire):
    name: str = ""
    country_code: str = ""


class _Properties(_Wire):
    mapbox_id: str
    feature_type: str
    name: str
    coordinates: _Coordinates
    full_address: str = ""
    place_formatted: str = ""
    context: dict[str, _Named] = {}

    def around(self, kind: str) -> str:
        return self.context[kind].name if kind in self.context else ""


class _Feature(_Wire):
    properties: _Properties


class _Collection(_Wire):
    features: tuple[_Feature, ...]


class MapboxGeocoding(Networked):
    name = "mapbox-geocoding"
    version = "v6"
    account = "mapbox"
    home = "https://api.mapbox.com"

    async def execute(self, query: GeocodingQuery) -> tuple[Located, ...]:
        """None found is an empty tuple."""
        path = "reverse" if query.reverse else "forward"
        said = await self.get(f"/search/geocode/v6/{path}", self._parameters(query))
        try:
            found = _Collection.model_validate(said).features
        except ValidationError as error:
            raise self.malformed(error) from error
        read_at = datetime.now(UTC)
        return tuple(_located(feature.properties, self.name, read_at) for feature in found)[: query.limit]

    def _parameters(self, query: GeocodingQuery) -> dict[str, Any]:
        asked: dict[str, Any] = {"access_token": self._access.key, "language": query.language}
        if query.reverse:
            assert query.at is not None, "a question with neither a text nor a point"
            return {**asked, "longitude": query.at.lon, "latitude": query.at.lat}
        asked |= {"q": query.text[:256], "limit": min(query.limit, _MOST)}
        if query.country:
            asked["country"] = query.country.lower()
        if query.at is not None:
            asked["proximity"] = f"{query.at.lon},{query.at.lat}"
        return asked


def _located(said: _Properties, provider: str, read_at: datetime) -> Located:
    country = said.context.get("country")
    is_city = said.feature_type == "place"
    return Located(
        name=said.name,
        label=said.full_address or ", ".join(filter(None, (said.name, said.place_formatted))),
        grain=_GRAINS.get(said.feature_type, Grain.POI),
        at=Point(lat=said.coordinates.latitude, lon=said.coordinates.longitude),
        source=Source(
            provider=provider,
            reference=said.mapbox_id,
            freshness=Freshness.LIVE,
            as_of=read_at.date(),
            read_at=read_at,
        ),
        country=country.country_code.upper() if country else "",
        region=said.around("region"),
        city=said.name if is_city else said.around("place"),
        postcode=said.around("postcode"),
    )
