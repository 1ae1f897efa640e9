"""The intent agent: a message, and the replies to its questions, become a request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from agents.intent.additions import add_to
from agents.intent.answers import draft_of, in_context, in_time, merge, reply_words
from agents.intent.draft import RequestDraft
from agents.intent.language import language_of
from agents.intent.offline import read
from agents.intent.outcome import FieldProblem, Question, Refused, Understanding, Understood
from agents.intent.phrases import phrase
from agents.intent.settle import settle
from agents.intent.vocabulary import CUISINES, STEMS
from domain.request import TripRequest
from prompts import load_prompt

MAX_CHARACTERS = 4_000

Extract = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
"""A language model: (prompt, JSON schema of the draft) to the draft as a dict."""


async def understand(
    text: str,
    *,
    today: date,
    previous: TripRequest | None = None,
    answers: Sequence[str] = (),
    extract: Extract | None = None,
) -> Understanding:
    """Never raises for what a traveller may write; `today` is the date where the traveller is.

    `answers` are the replies to the questions asked so far, oldest first; `previous` is a request
    that the message adds to. Without `extract` the offline parser reads.
    """
    if problem := _unreadable(text, answers):
        return problem
    whole = "\n".join((text, *answers))
    base = in_time(draft_of(previous), today) if previous else None
    draft = await _extracted(whole, today, extract) if extract else None
    if draft is not None:
        outcome = settle(add_to(base, draft, whole) if base else draft, text=whole, today=today)
    else:
        outcome = await asyncio.to_thread(_offline, text, answers, base, today)  # computing, so off the loop
    return _with_words_before(outcome, previous)


def _with_words_before(outcome: Understanding, previous: TripRequest | None) -> Understanding:
    """A request that was added to keeps the words it began with."""
    if previous is None or not isinstance(outcome, Understood):
        return outcome
    words = f"{previous.text}\n{outcome.request.text}"
    return Understood(request=outcome.request.model_copy(update={"text": words}))


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


def _offline(text: str, answers: Sequence[str], base: RequestDraft | None, today: date) -> Understanding:
    draft = read(text, today)
    draft = add_to(base, draft, text) if base else draft
    said = text
    outcome = settle(draft, text=said, today=today)
    for reply in answers:
        question = outcome if isinstance(outcome, Question) else None
        words = reply_words(reply, question)
        answer = in_context(read(words, today, language_of(words, draft.language)), words, question)
        draft, said = merge(draft, answer), f"{said}\n{reply}"
        outcome = settle(draft, text=said, today=today)
    return outcome


async def _extracted(text: str, today: date, extract: Extract) -> RequestDraft | None:
    """The model's draft; None when it is not one, so that the offline parser reads instead."""
    prompt = load_prompt("intent", "extract").render(
        text=text, today=today.isoformat(), interests=", ".join(STEMS), cuisines=", ".join(CUISINES)
    )
    try:
        return RequestDraft.model_validate(await extract(prompt, RequestDraft.model_json_schema()))
    except ValidationError:
        return None


__all__ = ["Extract", "Question", "Refused", "Understanding", "Understood", "understand"]
