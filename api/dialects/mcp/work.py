"""What our tools do, on the house that their caller's credentials open; `told` hears of progress."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Literal
from urllib.parse import quote
from uuid import UUID, uuid4

from api.dialects.house import House, Refused, asked
from api.dialects.mcp.results import Exported, Found, Outcome, Quoted, SearchResult, Trip, Verified, trip_of
from api.dialects.said import part, placed
from domain.certificate import certify
from domain.errors import Conflict
from domain.events import Declined, Failed, Final, Progress, Proposed, Question, RunEvent, Stopped, TextDelta, TextReset
from services.trips.schemas import Started, TripView

Told = Callable[[int, str], Awaitable[None]]
"""How many steps there have been, and the newest in words."""
_THEIRS_TO_MEND = frozenset({"infeasible", "invalid_request"})
_TEXTS = ("text/", "application/json", "application/gpx", "application/vnd.google-earth")
_MOST_FOUND = 20


async def plan(house: House, site: str, wish: str, told: Told) -> Outcome:
    """A new trip from a wish. Raises Refused."""
    return await _hear(house, site, "/v1/trips", {"message": wish}, told)


async def edit(house: House, site: str, trip_id: UUID, change: str, told: Told, *, review: bool) -> Outcome:
    """A change in words, or the answer to what the trip waits for. Raises Refused."""
    return await _hear(house, site, f"/v1/trips/{trip_id}/messages", {"text": change, "review": review}, told)


async def get_trip(house: House, site: str, trip_id: UUID) -> Trip:
    return trip_of(await view(house, trip_id), site)


async def view(house: House, trip_id: UUID) -> TripView:
    return TripView.model_validate(await asked(house, "GET", f"/v1/trips/{trip_id}"))


async def verify(house: House, trip_id: UUID) -> Verified:
    """The trip's claims, checked here and now. Raises Conflict where there is no plan."""
    trip = await view(house, trip_id)
    if trip.request is None or trip.itinerary is None:
        raise Conflict("the trip has no plan yet")
    return Verified(trip_id=str(trip.id), version=trip.version, certificate=certify(trip.request, trip.itinerary))


async def export(house: House, trip_id: UUID, as_format: str) -> Exported:
    """The trip as a document; raises Refused for a format that there is not."""
    answer = await house.ask("GET", f"/v1/trips/{trip_id}/documents/{as_format}")
    if not answer.ok:
        raise Refused(answer)
    media_type = answer.headers.get("content-type", "application/octet-stream")
    named = answer.headers.get("content-disposition", "").partition('filename="')[2].partition('"')[0]
    readable = media_type.startswith(_TEXTS)
    return Exported(
        filename=named or f"trip.{as_format}",
        media_type=media_type,
        resource=f"trip://{trip_id}",
        text=Quoted(written_by="tripwright", text=answer.body.decode()) if readable else None,
        data=None if readable else base64.b64encode(answer.body).decode(),
    )


async def search(house: House, words: str, city: str, kind: Literal["sight", "eat", "stay"] | None) -> SearchResult:
    """Cities by name, or where a city is given its places. Raises Refused."""
    if not city:
        content = await asked(house, "GET", f"/v1/search/suggestions?q={quote(words[:80])}")
        return SearchResult(found=tuple(_city(one) for one in content["suggestions"]))
    body = {"destination": city, "text": words[:120], "kind": kind, "limit": _MOST_FOUND}
    answer = await house.ask("POST", "/v1/search/places", body)
    if not answer.ok:
        raise Refused(answer)
    return SearchResult(found=tuple(_place(one) for one in _results(answer.body.decode())))


def _city(one: dict[str, Any]) -> Found:
    name = Quoted(written_by="atlas", text=one["name"])
    about = Quoted(written_by="atlas", text=f"{one['country_name']}, {one['population']:,} people")
    return Found(id=one["city_id"], name=name, kind="city", about=about, lat=one["at"]["lat"], lon=one["at"]["lon"])


def _place(one: dict[str, Any]) -> Found:
    by = one["source"]["provider"]
    return Found(
        id=one["id"],
        name=Quoted(written_by=by, text=one["name"]),
        kind=one["kind"],
        about=Quoted(written_by=by, text=one["about"]),
        lat=one["at"]["lat"],
        lon=one["at"]["lon"],
    )


def _results(stream: str) -> list[dict[str, Any]]:
    """The places of a finished search in their last order."""
    offers: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    for block in stream.split("\n\n"):
        name, _, data = block.partition("\ndata: ")
        if name.strip() == "event: results":
            news = json.loads(data)
            offers |= {item["id"]: item["offer"] for item in (*news["added"], *news["updated"])}
            order = news["order"]
    return [offers[one] for one in order if one in offers]


async def _hear(house: House, site: str, path: str, body: dict[str, Any], told: Told) -> Outcome:
    started = Started.model_validate(await asked(house, "POST", path, body, f"mcp-{uuid4().hex}"))
    said = placed(await view(house, started.trip_id), started)
    ended, words = await _until_end((one.event if one else None async for one in part(house, said)), told)
    return _outcome(ended, words, trip_of(await view(house, started.trip_id), site))


async def _until_end(events: AsyncIterator[RunEvent | None], told: Told) -> tuple[RunEvent, str]:
    words, steps, last = "", 0, None
    async for event in events:
        last = event or last
        match event:
            case TextDelta(text=text):
                words += text
            case TextReset():
                words = ""
            case Progress(message=message, done=done, total=total):
                steps += 1
                await told(steps, f"{message} ({done}/{total})" if total else message)
    assert last is not None
    return last, words


def _outcome(ended: RunEvent, words: str, trip: Trip) -> Outcome:
    def result(kind: Any, text: str, **more: Any) -> Outcome:
        return Outcome(kind=kind, message=Quoted(written_by="tripwright", text=text), trip=trip, **more)

    match ended:
        case Question(text=text, options=options):
            return result("question", text, options=options)
        case Proposed(said=said, changes=changes, unmet=unmet):
            text, ways_out = (said or words, ()) if unmet is None else (unmet.message, unmet.ways_out)
            return result("proposal", text, changes=changes, options=("yes", "no"), ways_out=ways_out)
        case Failed(code=code, message=message, conflict=conflict, ways_out=ways_out):
            kind = "refused" if code in _THEIRS_TO_MEND else "failed"
            return result(kind, message, conflict=conflict, ways_out=ways_out)
        case Final(changes=changes):
            return result("planned", words, changes=changes)
        case Declined():
            return result("declined", "The trip stays as it was.")
        case Stopped():
            return result("stopped", "The run was stopped.")
        case _:
            return result("failed", "The run ended without a result.")
