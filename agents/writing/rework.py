"""A text of the trip told another way."""

from __future__ import annotations

from agents.writing.facts import TripFacts, facts_of
from agents.writing.guard import split
from agents.writing.proposal import OnSentence, Proposal, compose, nobody
from agents.writing.tones import Action
from domain.itinerary import Itinerary
from domain.request import TripRequest
from tools.llm.contract import Models

_WISHES: dict[Action, str] = {
    "improve": "better to read, clearer and more concrete",
    "exciting": "more exciting, without exaggeration",
    "formal": "in a formal, polite tone",
    "casual": "in a casual tone, as to a friend",
    "shorter": "half as long",
}


async def rework(
    models: Models | None,
    request: TripRequest,
    itinerary: Itinerary,
    text: str,
    action: Action,
    *,
    language: str = "",
    on_sentence: OnSentence = nobody,
) -> Proposal:
    """A text of the trip made better, livelier, formal, casual or shorter; without a model only shorter changes it."""
    facts = facts_of(request, itinerary, language=language or itinerary.language)
    asked = {"text": _with_marks(text, facts), "wish": _WISHES[action]}
    written = await compose(models, "rework", facts, itinerary, asked, on_sentence=on_sentence)
    if written is not None:
        return written
    sentences = split(text)
    kept = sentences[: max(1, len(sentences) // 2)] if action == "shorter" else sentences
    return Proposal("".join(kept).strip(), facts.language)


def _with_marks(text: str, facts: TripFacts) -> str:
    """The text with its places by their marks, longest names first, so that it comes back with them."""
    for named in sorted(facts.places, key=lambda one: -len(one.place.name)):
        text = text.replace(named.place.name, f"[[{named.mark}]]")
    return text
