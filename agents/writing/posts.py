"""Words for others: a caption under a photo, the e-mail that goes with a plan."""

from __future__ import annotations

from agents.writing.facts import facts_of
from agents.writing.proposal import OnSentence, Proposal, compose, nobody
from agents.writing.sayable import is_sayable
from agents.writing.stops import day_of, stop_of
from agents.writing.templated import filled
from agents.writing.tones import TONES, Tone
from domain.itinerary import Itinerary
from domain.place import Place
from domain.request import TripRequest
from tools.llm.contract import Models


async def write_caption(
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
    """A caption for a photo taken at a stop; the tags under it are made of the facts, never by a model."""
    stop_of(itinerary, number, place_id)
    facts = facts_of(request, itinerary, language=language, days={number})
    mark = facts.mark_of(place_id)
    written = (
        await compose(models, "caption", facts, itinerary, {"stop": mark}, tone=TONES[tone], on_sentence=on_sentence)
        if mark
        else None
    )
    told = written or filled(request, itinerary, language, "caption", number, place_id)
    tags = _tags(itinerary, number, itinerary.place(place_id))
    return Proposal(f"{told.text}\n{tags}", told.language, told.level, told.dropped)


async def write_email(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    *,
    sender: str = "",
    language: str = "",
    tone: Tone = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """The words with which a plan is sent to a customer; `sender` stands under it."""
    facts = facts_of(request, itinerary, language=language)
    written = await compose(models, "email", facts, itinerary, tone=TONES[tone], on_sentence=on_sentence)
    told = written or filled(request, itinerary, language, "email")
    signed = f"{told.text}\n{sender}" if is_sayable(sender) else told.text
    return Proposal(signed, told.language, told.level, told.dropped)


def _tags(itinerary: Itinerary, number: int, place: Place) -> str:
    """`#Kyoto #KinkakuJi`: letters of names alone."""
    names = (itinerary.city(day_of(itinerary, number).city_id).name, place.name)
    words = ("".join(word[:1].upper() + word[1:] for word in _letters(name)) for name in names if is_sayable(name))
    return " ".join(f"#{word}" for word in dict.fromkeys(words) if word)


def _letters(name: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in name).split()
