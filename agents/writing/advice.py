"""Tips and recommendations for a trip, by a model within the facts or by templates."""

from __future__ import annotations

from typing import Literal

from agents.writing.facts import facts_of
from agents.writing.proposal import OnSentence, Proposal, compose, nobody
from agents.writing.sayable import is_sayable
from agents.writing.templated import filled
from agents.writing.tones import TONES, Tone
from domain.itinerary import Itinerary
from domain.place import Kind
from domain.request import TripRequest
from tools.llm.contract import Models


async def write_tips(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    *,
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """How to make the most of this trip, a tip a line."""
    facts = facts_of(request, itinerary, language=language)
    written = await compose(models, "tips", facts, itinerary, tone=TONES[tone], on_sentence=on_sentence)
    return written or filled(request, itinerary, language, "tips")


async def recommend(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    what: Literal["stays", "tables"],
    *,
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """Why its places to sleep, or to eat, suit the trip; alternates that were verified are among them."""
    kind, called = (Kind.STAY, "places to stay") if what == "stays" else (Kind.EAT, "places to eat")
    places = [place for place in itinerary.places if place.kind is kind and is_sayable(place.name)]
    facts = facts_of(request, itinerary, language=language, also=[place.id for place in places])
    marks = ", ".join(f"[[{mark}]]" for place in places if (mark := facts.mark_of(place.id)))
    asked = {"what": called, "candidates": marks}
    written = (
        await compose(models, "recommend", facts, itinerary, asked, tone=TONES[tone], on_sentence=on_sentence)
        if places
        else None
    )
    return written or filled(request, itinerary, language, what)
