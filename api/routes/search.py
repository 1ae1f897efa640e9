"""Searches of all providers at once, streamed, and the names of cities as they are typed."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from api.declarations import lasting, limited
from api.deps import Res
from api.guard import anyone
from api.problems import refusals
from api.searching.activities import ActivitySearch, activity_search
from api.searching.cars import CarSearch, car_search
from api.searching.desk import Counter
from api.searching.engine import Search, stream
from api.searching.events import SearchEvent
from api.searching.flights import FlightSearch, flight_search
from api.searching.hotels import HotelSearch, hotel_search
from api.searching.packages import PackageSearch, package_search
from api.searching.places import PlaceSearch, place_search
from tools.adapter import Caller
from tools.places.suggest import LONGEST, MOST, Suggestion, suggest

router = APIRouter(prefix="/v1/search", tags=["search"], dependencies=[anyone()])
_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
_STREAM: dict[str, Any] = {
    "response_class": StreamingResponse,
    "dependencies": [lasting()],
    "responses": {200: {"content": {"text/event-stream": {}}, "model": SearchEvent}, **refusals(422)},
}


class Suggestions(BaseModel):
    suggestions: tuple[Suggestion, ...]


@router.post("/flights", **_STREAM)
async def search_flights(body: FlightSearch, res: Res) -> StreamingResponse:
    """Flights of every provider as they answer: `results` and `provider` for each, `done` within 15 s."""
    return _streamed(await flight_search(body, await _counter(res)))


@router.post("/hotels", **_STREAM)
async def search_hotels(body: HotelSearch, res: Res) -> StreamingResponse:
    """Houses of every provider as they answer: `results` and `provider` for each, `done` within 15 s."""
    return _streamed(await hotel_search(body, await _counter(res)))


@router.post("/activities", **_STREAM)
async def search_activities(body: ActivitySearch, res: Res) -> StreamingResponse:
    """Tours and tickets of every provider as they answer: `results` and `provider` for each, `done` within 15 s."""
    return _streamed(await activity_search(body, await _counter(res)))


@router.post("/places", **_STREAM)
async def search_places(body: PlaceSearch, res: Res) -> StreamingResponse:
    """Places of every provider as they answer: `results` and `provider` for each, `done` within 15 s."""
    return _streamed(await place_search(body, await _counter(res)))


@router.post("/packages", **_STREAM)
async def search_packages(body: PackageSearch, res: Res) -> StreamingResponse:
    """A flight with the nights between, of every pair of providers, as they answer; `done` within 15 s."""
    return _streamed(await package_search(body, await _counter(res)))


@router.post("/cars", **_STREAM)
async def search_cars(body: CarSearch, res: Res) -> StreamingResponse:
    """Cars to hire of every provider as they answer: `results` and `provider` for each, `done` within 15 s."""
    return _streamed(await car_search(body, await _counter(res)))


@router.get("/suggestions", responses=refusals(422), dependencies=[limited("3000/h", by="address", instead=True)])
def suggestions(
    q: Annotated[str, Query(min_length=1, max_length=LONGEST, description="what has been typed so far")],
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
) -> Suggestions:
    """Cities that may be meant, most likely first; any language and script, slips forgiven, a country after a comma."""
    return Suggestions(suggestions=suggest(q, limit))


async def _counter(res: Res) -> Counter:
    return Counter(
        res.desk, await res.config.of(res.tenant), Caller(tenant=res.tenant, feature="search"), res.settings.affiliates
    )


def _streamed(search: Search[Any]) -> StreamingResponse:
    """Closing the connection gives the search up."""
    return StreamingResponse(stream(search), media_type="text/event-stream", headers=_HEADERS)
