"""Texts of the trip itself on demand: summary, days, stops. Each by a model within the facts, or by our templates."""

from __future__ import annotations

from agents.refinement.narrate import narrate
from agents.writing.facts import facts_of
from agents.writing.proposal import OnSentence, Proposal, compose, nobody
from agents.writing.stops import day_of, stop_of
from agents.writing.templated import filled, spoken_in
from agents.writing.tones import TONES, Tone
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models


async def write_summary(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    *,
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """What the trip is about, for those who will travel."""
    facts = facts_of(request, itinerary, language=language)
    written = await compose(models, "summary", facts, itinerary, tone=TONES[tone], on_sentence=on_sentence)
    return written or _template(request, itinerary, language, "summary")


async def write_day(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    number: int,
    *,
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """Title (the first line) and story of a day, 1 is the first; ValueError for a day that there is not."""
    day_of(itinerary, number)
    facts = facts_of(request, itinerary, language=language, days={number})
    asked = {"day": number}
    written = await compose(models, "day", facts, itinerary, asked, tone=TONES[tone], on_sentence=on_sentence)
    return written or _template(request, itinerary, language, "day", number)


async def write_note(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    number: int,
    place_id: str,
    *,
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """What a stop is and how to enjoy it; ValueError for a stop that the day does not have."""
    stop_of(itinerary, number, place_id)
    facts = facts_of(request, itinerary, language=language, days={number})
    mark = facts.mark_of(place_id)
    written = (
        await compose(models, "stop", facts, itinerary, {"stop": mark}, tone=TONES[tone], on_sentence=on_sentence)
        if mark
        else None
    )
    return written or _template(request, itinerary, language, "note", number, place_id)


def _template(
    request: TripRequest, itinerary: Itinerary, language: str, what: str, number: int = 0, place_id: str = ""
) -> Proposal:
    """The words that the refinement agent's templates have for it; of a stop at least when it is."""
    spoken = spoken_in(language, request)
    told = narrate(request.model_copy(update={"language": spoken}), itinerary)
    match what:
        case "summary":
            text = told.summary
        case "day":
            text = f"{told.days[number - 1].title}\n{told.days[number - 1].story}"
        case _:
            text = stop_of(told, number, place_id).note
            if not text:
                return filled(request, itinerary, language, "note", number, place_id)
    return Proposal(text, spoken)
