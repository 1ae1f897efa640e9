"""Google's Geocoding API through its own Python client, googlemaps 4.10.

https://developers.google.com/maps/documentation/geocoding/requests-geocoding (as of mid 2025). The client is
synchronous: it runs in a thread, and what it sends goes through the process's HTTP client, so that it is given up,
limited and pointed at another address like everything else.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import googlemaps  # type: ignore[import-untyped]
import httpx
from googlemaps.exceptions import ApiError, HTTPError, TransportError  # type: ignore[import-untyped]
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import Failure, Unavailable
from domain.geo import Point
from domain.place import Freshness, Source
from tools.geocoding.contract import GeocodingQuery, Grain, Located
from tools.network import Networked

_LOOKS_LIKE_A_KEY = "AIza"
_NEAR_DEG = 0.3
_FAILURES = {
    "REQUEST_DENIED": Failure.FORBIDDEN,
    "OVER_QUERY_LIMIT": Failure.RATE_LIMITED,
    "OVER_DAILY_LIMIT": Failure.RATE_LIMITED,
    "UNKNOWN_ERROR": Failure.SERVER,
}
_GRAINS = {
    "street_address": Grain.ADDRESS,
    "premise": Grain.ADDRESS,
    "subpremise": Grain.ADDRESS,
    "route": Grain.STREET,
    "intersection": Grain.STREET,
    "neighborhood": Grain.AREA,
    "sublocality": Grain.AREA,
    "postal_code": Grain.AREA,
    "locality": Grain.CITY,
    "postal_town": Grain.CITY,
    "administrative_area_level_1": Grain.REGION,
    "administrative_area_level_2": Grain.REGION,
    "country": Grain.COUNTRY,
}


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Component(_Wire):
    long_name: str
    short_name: str
    types: tuple[str, ...]


class _LatLng(_Wire):
    lat: float = Field(ge=-90, le=90)
    lng: float = Field(ge=-180, le=180)


class _Geometry(_Wire):
    location: _LatLng


class _Result(_Wire):
    place_id: str
    formatted_address: str
    geometry: _Geometry
    types: tuple[str, ...]
    address_components: tuple[_Component, ...] = ()

    def part(self, kind: str, *, short: bool = False) -> str:
        """The component of a kind; empty when the address has none."""
        found = next((one for one in self.address_components if kind in one.types), None)
        return "" if found is None else found.short_name if short else found.long_name


class GoogleGeocoding(Networked):
    name = "google-geocoding"
    version = "4.10"
    account = "google"
    home = "https://maps.googleapis.com"

    async def execute(self, query: GeocodingQuery) -> tuple[Located, ...]:
        """None found is an empty tuple."""
        session = _Session(self, asyncio.get_running_loop())
        try:
            said = await asyncio.to_thread(_ask, self._client(session), query)
            results = [_Result.model_validate(one) for one in said]
        except asyncio.CancelledError:
            session.cancel()
            raise
        except (TransportError, ApiError, HTTPError) as error:
            raise self._unavailable(error) from error
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise self.malformed(error) from error
        read_at = datetime.now(UTC)
        return tuple(_located(one, self.name, read_at) for one in results)[: query.limit]

    def _client(self, session: _Session) -> Any:
        """The client refuses keys that do not look like today's; whether a key is good is Google's to say."""
        client = googlemaps.Client(
            key=_LOOKS_LIKE_A_KEY, requests_session=session, base_url=self.address, retry_over_query_limit=False
        )
        client.key = self._access.key
        return client

    def _unavailable(self, error: TransportError | ApiError | HTTPError) -> Unavailable:
        cause = getattr(error, "base_exception", None)
        if isinstance(cause, Unavailable):
            return cause
        status = getattr(error, "status", "")
        return Unavailable(self.name, str(status or error), _FAILURES.get(status, Failure.REFUSED))


class _Session:
    """What the client takes for its session of `requests`: sends on the event loop, waits in its thread."""

    def __init__(self, adapter: Networked, loop: asyncio.AbstractEventLoop) -> None:
        self._adapter, self._loop = adapter, loop
        self._flying: Future[httpx.Response] | None = None

    def get(self, url: str, **settings: Any) -> httpx.Response:
        """What the client would set (headers, time limits) the process's own client sets."""
        del settings
        address, _, asked = url.partition("?")
        exchange = self._adapter.exchange("GET", address, parameters=dict(parse_qsl(asked)))
        self._flying = asyncio.run_coroutine_threadsafe(exchange, self._loop)
        return self._flying.result()

    def cancel(self) -> None:
        """Lets the thread go when nobody waits for it any more."""
        if self._flying is not None:
            self._flying.cancel()


def _ask(client: Any, query: GeocodingQuery) -> list[Any]:
    """Runs in a thread."""
    if query.reverse:
        assert query.at is not None, "a question with neither a text nor a point"
        found = client.reverse_geocode((query.at.lat, query.at.lon), language=query.language)
    else:
        parts = {"country": query.country} if query.country else None
        found = client.geocode(query.text, components=parts, bounds=_bounds(query.at), language=query.language)
    return list(found)


def _bounds(at: Point | None) -> dict[str, tuple[float, float]] | None:
    """A box that is preferred, not one that excludes."""
    if at is None:
        return None
    south, north = max(-90.0, at.lat - _NEAR_DEG), min(90.0, at.lat + _NEAR_DEG)
    return {"southwest": (south, at.lon - _NEAR_DEG), "northeast": (north, at.lon + _NEAR_DEG)}


def _located(result: _Result, provider: str, read_at: datetime) -> Located:
    grain = next((_GRAINS[kind] for kind in result.types if kind in _GRAINS), Grain.POI)
    city = result.part("locality") or result.part("postal_town")
    street = " ".join(filter(None, (result.part("street_number"), result.part("route"))))
    name = street if grain in (Grain.ADDRESS, Grain.STREET) else result.formatted_address.split(",")[0]
    return Located(
        name=name or result.formatted_address,
        label=result.formatted_address,
        grain=grain,
        at=Point(lat=result.geometry.location.lat, lon=result.geometry.location.lng),
        source=Source(
            provider=provider,
            reference=result.place_id,
            freshness=Freshness.LIVE,
            as_of=read_at.date(),
            read_at=read_at,
        ),
        country=result.part("country", short=True),
        region=result.part("administrative_area_level_1"),
        city=city,
        postcode=result.part("postal_code"),
    )
