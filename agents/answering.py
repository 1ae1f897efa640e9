"""Questions about the trip, answered from what its itinerary says and from nothing else."""

from __future__ import annotations

from datetime import date

from agents.asking import READING_S
from agents.intent.language import language_of
from agents.marking import own_words
from agents.writing.facts import facts_of
from agents.writing.proposal import OnSentence, Proposal, compose, nobody
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models


async def answer(
    models: Models | None,
    question: str,
    request: TripRequest,
    itinerary: Itinerary,
    *,
    today: date,
    on_sentence: OnSentence = nobody,
) -> Proposal | None:
    """A model's answer, sentence by sentence within the facts; None when the rules are to answer."""
    asked = own_words(question)
    if models is None or not asked:
        return None
    facts = facts_of(request, itinerary, language=language_of(asked, request.language))
    inputs = {"question": asked, "today": today.isoformat()}
    return await compose(
        models,
        "answer",
        facts,
        itinerary,
        inputs,
        agent="answering",
        tone=None,
        on_sentence=on_sentence,
        limit_s=READING_S,
    )
