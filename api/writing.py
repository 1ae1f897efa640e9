"""Calls the writing agents for a trip as it stands; nothing of it changes the trip."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from agents.writing.advice import recommend, write_tips
from agents.writing.posts import write_caption, write_email
from agents.writing.proposal import Proposal
from agents.writing.rework import rework
from agents.writing.texts import write_day, write_note, write_summary
from api.text_schemas import AskRework, AskText, Kind, ProposedText
from domain.errors import Conflict, FieldError, InvalidRequest
from domain.itinerary import Itinerary
from domain.request import TripRequest
from services.trips.schemas import TripView
from tools.llm.contract import Models

Write = Callable[[AskText, Models | None, TripRequest, Itinerary], Awaitable[Proposal]]
_WRITERS: dict[Kind, Write] = {
    "summary": lambda b, m, r, i: write_summary(m, r, i, language=b.language, tone=b.tone),
    "day": lambda b, m, r, i: write_day(m, r, i, b.day or 0, language=b.language, tone=b.tone),
    "note": lambda b, m, r, i: write_note(m, r, i, b.day or 0, b.place_id or "", language=b.language, tone=b.tone),
    "tips": lambda b, m, r, i: write_tips(m, r, i, language=b.language, tone=b.tone),
    "stays": lambda b, m, r, i: recommend(m, r, i, "stays", language=b.language, tone=b.tone),
    "tables": lambda b, m, r, i: recommend(m, r, i, "tables", language=b.language, tone=b.tone),
    "caption": lambda b, m, r, i: write_caption(
        m, r, i, b.day or 0, b.place_id or "", language=b.language, tone=b.tone
    ),
    "email": lambda b, m, r, i: write_email(m, r, i, language=b.language, tone=b.tone),
}


async def written(trip: TripView, models: Models | None, body: AskText) -> ProposedText:
    """By the models, or without them by the rules.

    Raises Conflict before there is a plan, InvalidRequest for a day or a stop that it does not have.
    """
    request, itinerary = planned(trip)
    try:
        return _told(await _WRITERS[body.kind](body, models, request, itinerary))
    except ValueError as error:
        field = "place_id" if "stop" in str(error) else "day"
        raise InvalidRequest([FieldError(field, str(error))]) from error


async def reworked(trip: TripView, models: Models | None, body: AskRework) -> ProposedText:
    """Raises Conflict before there is a plan."""
    request, itinerary = planned(trip)
    told = await rework(models, request, itinerary, body.text, body.action, language=body.language)
    return _told(told)


def planned(trip: TripView) -> tuple[TripRequest, Itinerary]:
    """Request and itinerary of the newest version; raises Conflict before there is one."""
    if trip.request is None or trip.itinerary is None:
        raise Conflict("the trip has no plan yet")
    return trip.request, trip.itinerary


def _told(told: Proposal) -> ProposedText:
    dropped = tuple(one.sentence for one in told.dropped)
    return ProposedText(text=told.text, language=told.language, served_by=told.level, dropped=dropped)
