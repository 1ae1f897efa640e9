"""Did every turn end as it should: with a plan, a short question, or an honest no that names what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from domain.checks.trip import folded
from evals.harness.suite import Score
from evals.suites.scenarios.brief import Brief, Refusal
from evals.suites.scenarios.converse import Answer, Conversation
from evals.suites.scenarios.scorers.looked_at import Case, Look, share

_SHORT = 400  # characters; a question that is longer is no short question


def ending(conversation: Conversation, sample: Case) -> Score | None:
    """Each turn ended in one of the ways that the brief allows, and asked about the right thing."""
    return share("ending", _ended(conversation, sample.input))


def _ended(conversation: Conversation, brief: Brief) -> Iterator[Look]:
    for number, turn in enumerate(brief.turns):
        if number >= len(conversation.answers):
            yield Look(False, conversation.stopped or f"turn {number + 1} was not answered")
            continue
        answer = conversation.answers[number]
        said = f": {answer.message}" if answer.message else ""
        text = f"turn {number + 1} ({answer.asked!r}) ended with a {answer.ended}{said}"
        yield Look(answer.ended in turn.ends, text)
        if turn.question is not None and answer.ended == "question":
            yield Look(answer.field == turn.question, f"turn {number + 1} asked about {answer.field}")


def honest_refusal(conversation: Conversation, sample: Case) -> Score | None:
    """A no plans nothing, says what stands in the way in words, names the field, and shows ways out."""
    return share("honest_refusal", _refused(conversation, sample.input))


def _refused(conversation: Conversation, brief: Brief) -> Iterator[Look]:
    for turn, answer in zip(brief.turns, conversation.answers, strict=False):
        if answer.ended != "plan" and "plan" not in turn.ends:
            yield from _plain(answer)
        if turn.refusal is not None:
            yield from _as_stated(answer, turn.refusal, brief)


def _plain(answer: Answer) -> Iterator[Look]:
    yield Look(answer.itinerary is None, "a plan came with the refusal")
    yield Look(0 < len(answer.message.strip()) <= _SHORT, f"{len(answer.message)} characters are no short answer")
    internal = ("traceback", "exception", "validationerror", "none of type")
    yield Look(not any(word in answer.message.casefold() for word in internal), f"an inner error: {answer.message}")


def _as_stated(answer: Answer, refusal: Refusal, brief: Brief) -> Iterator[Look]:
    """A question may stand for a refusal where the brief allows it; it must then ask about the same field."""
    if answer.ended == "plan":
        return
    if answer.ended == "refused" and refusal.code is not None:
        yield Look(answer.code == refusal.code, f"refused as {answer.code or 'nothing'}, it is {refusal.code}")
    if refusal.field is not None:
        yield Look(answer.field == refusal.field, f"names the field {answer.field}, it is {refusal.field}")
    told = folded(" ".join((answer.message, *answer.ways_out, *answer.options)))
    for word in refusal.names:
        yield Look(folded(word) in told, f"does not say {word!r}: {answer.message}")
    if answer.ended == "refused":
        enough = len(answer.ways_out) >= refusal.ways_out
        yield Look(enough, f"{len(answer.ways_out)} ways out of {brief.id}, {refusal.ways_out} at least were due")
