"""The intent agent: a message, and the replies to its questions, become a request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date

from agents.asking import fill, level_of, prompted
from agents.intent.additions import add_to
from agents.intent.answers import draft_of, in_context, in_time, merge, reply_words
from agents.intent.draft import RequestDraft
from agents.intent.grounded import grounded
from agents.intent.language import language_of
from agents.intent.offline import read
from agents.intent.outcome import FieldProblem, Question, Refused, Understanding, Understood
from agents.intent.phrases import phrase
from agents.intent.settle import settle
from agents.intent.vocabulary import CUISINES, STEMS
from agents.marking import own_words
from domain.request import TripRequest
from tools.llm.contract import Models

MAX_CHARACTERS = 4_000


async def understand(
    text: str,
    *,
    today: date,
    previous: TripRequest | None = None,
    answers: Sequence[str] = (),
    models: Models | None = None,
    world: bool = False,
) -> Understanding:
    """Never raises for what a traveller may write; `today` is the date where the traveller is.

    `answers` are the replies to the questions asked so far, oldest first; `previous` is a request
    that the message adds to. Without models, or where none fills in a form that holds, the offline parser reads.
    `world`: somebody can be asked for places beyond the atlas, so that any city on Earth will do.
    """
    if problem := _unreadable(text, answers):
        return problem
    text, answers = own_words(text) or text, tuple(own_words(answer) or answer for answer in answers)
    whole = "\n".join((text, *answers))
    base = in_time(draft_of(previous), today) if previous else None
    if (drafted := await _drafted(whole, today, models)) is not None:
        draft, level = drafted
        outcome = settle(add_to(base, draft, whole) if base else draft, text=whole, today=today, world=world)
        if not _is_lost(outcome):
            return _with_words_before(outcome.model_copy(update={"level": level}), previous)
    outcome = await asyncio.to_thread(_offline, text, answers, base, today, world)  # computing, so off the loop
    return _with_words_before(outcome, previous)


def _is_lost(outcome: Understanding) -> bool:
    """Whether a model's draft said nothing of a trip: then the rules may still find one in the words."""
    return isinstance(outcome, Question) and outcome.field == "destinations"


def _with_words_before(outcome: Understanding, previous: TripRequest | None) -> Understanding:
    """A request that was added to keeps the words it began with."""
    if previous is None or not isinstance(outcome, Understood):
        return outcome
    words = f"{previous.text}\n{outcome.request.text}"
    return outcome.model_copy(update={"request": outcome.request.model_copy(update={"text": words})})


def _unreadable(text: str, answers: Sequence[str]) -> Refused | Question | None:
    if not text.strip():
        return Refused(
            errors=(
                FieldProblem(field="message", message="Tell me where you would like to go, when, and for how long."),
            )
        )
    for said in (text, *answers):
        if len(said) > MAX_CHARACTERS:
            message = f"That is {len(said):,} characters; please say it in at most {MAX_CHARACTERS:,}."
            return Refused(errors=(FieldProblem(field="message", message=message),))
    if not any(char.isalnum() for char in text) and not answers:
        return Question(field="destinations", text=phrase("no_trip", "en"))
    return None


def _offline(text: str, answers: Sequence[str], base: RequestDraft | None, today: date, world: bool) -> Understanding:
    draft = read(text, today, world=world)
    draft = add_to(base, draft, text) if base else draft
    said = text
    outcome = settle(draft, text=said, today=today, world=world)
    for reply in answers:
        question = outcome if isinstance(outcome, Question) else None
        words = reply_words(reply, question)
        answer = in_context(read(words, today, language_of(words, draft.language), world=world), words, question)
        draft, said = merge(draft, answer), f"{said}\n{reply}"
        outcome = settle(draft, text=said, today=today, world=world)
    return outcome


async def _drafted(text: str, today: date, models: Models | None) -> tuple[RequestDraft, str] | None:
    """A model's draft of the traveller's own words, and the level that gave it; None: the offline parser reads."""
    if models is None:
        return None
    words = {"interests": ", ".join(STEMS), "cuisines": ", ".join(CUISINES)}
    asked = prompted("intent", "extract", {"message": text, "today": today.isoformat(), **words})
    answer = await fill(models, asked, RequestDraft)
    return None if answer is None else (grounded(answer.form, text), level_of(answer))


__all__ = ["Question", "Refused", "Understanding", "Understood", "understand"]
