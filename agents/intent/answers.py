"""Putting what was said before and the reply to a question together."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from agents.intent.draft import AmountDraft, RequestDraft, StayDraft
from agents.intent.offline import bare_number
from agents.intent.outcome import Question
from domain.request import Destination, TripRequest
from tools.places.gazetteer import CityMatch, find_city

_YES = re.compile(r"\W*(?:yes|yeah|yep|sure|ok(?:ay)?|please|yes please|si|sí|oui|ja|gerne|claro)\W*", re.IGNORECASE)
_YES_TO_CHANGE = re.compile(
    r"\W*(?:(?:yes|ok(?:ay)?|sure|please|great|perfect)\W+)?(?:accept|approve|apply|take|keep|do|save|acepta|accepte|nimm)"
    r"(?: (?:it|that|this|them|all|the changes?|all of it|lo|esto|les changements|es|das))?\W*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:no|nope|nah|non|nein|no thanks?|no gracias|non merci|nein danke|leave it(?: as it (?:is|was))?"
    r"|keep it as it (?:is|was)|reject(?: it)?|discard(?: it)?|cancel(?: it)?|forget (?:it|that)|d[eé]jalo(?: as[ií])?"
    r"|laisse(?:[- ]le)?|lass es(?: so)?|verwerfen|rechaza(?:lo)?|refuse[rz]?)\W*",
    re.IGNORECASE,
)
_WHEN = ("start_on", "end_on", "earliest_on", "latest_on", "start_weekday", "when_said", "fills_window", "no_such_day")
_WHERE = ("destinations", "unknown_places", "countries", "alternatives")
_WHO = ("adults", "children", "children_without_age", "party_size")


def reply_words(reply: str, question: Question | None) -> str:
    """A plain "yes" means the first option."""
    return question.options[0] if question and question.options and is_yes(reply) else reply


def is_yes(reply: str) -> bool:
    """Whether a reply is a plain "yes"."""
    return bool(_YES.fullmatch(reply))


def takes_change(reply: str) -> bool:
    """Whether a reply accepts the change that was proposed, and says nothing else."""
    return is_yes(reply) or bool(_YES_TO_CHANGE.fullmatch(reply))


def is_no(reply: str) -> bool:
    """Whether a reply is a plain "no"."""
    return bool(_NO.fullmatch(reply))


def in_context(reply: RequestDraft, words: str, question: Question | None) -> RequestDraft:
    """A bare number answers what was asked."""
    number = bare_number(words)
    if question is None or number is None:
        return reply
    if question.field in {"dates", "length"}:
        return reply.model_copy(update={"days": number})
    if question.field == "party":
        return reply.model_copy(update={"party_size": number})
    if question.field == "budget":
        return reply.model_copy(update={"budgets": (AmountDraft(amount=Decimal(number)),)})
    return reply


def merge(base: RequestDraft, reply: RequestDraft) -> RequestDraft:
    """What `reply` says replaces what `base` said of the same thing; lists of tastes grow."""
    said = {name: getattr(reply, name) for name in reply.model_dump(exclude_defaults=True)}
    changes: dict[str, object] = {}
    for group in (_WHEN, _WHERE, _WHO):
        if said.keys() & set(group):
            changes.update({name: getattr(reply, name) for name in group})
    if not reply.destinations and not reply.unknown_places and "countries" in said and base.destinations:
        changes.update({name: getattr(base, name) for name in _WHERE})
    if said.keys() & {"days", "nights", "end_on"}:
        changes.update(days=reply.days, nights=reply.nights, length_said=reply.length_said)
        if reply.end_on is None and "start_on" not in said:
            changes["end_on"] = None
    for name in (
        "interests",
        "wishes",
        "cuisines",
        "diets",
        "must_see",
        "must_avoid",
        "avoid",
        "avoid_modes",
        "house_rules",
    ):
        if name in said:
            changes[name] = tuple(dict.fromkeys((*getattr(base, name), *said[name])))
    rest = {n: v for n, v in said.items() if n not in changes and n not in {*_WHEN, *_WHERE, *_WHO, "language"}}
    return base.model_copy(update={**changes, **rest})


def draft_of(request: TripRequest) -> RequestDraft:
    """A request as the draft that would lead to it, for a message that adds to it."""
    return RequestDraft(
        language=request.language,
        origin=f"{request.origin.name}" if request.origin else None,
        destinations=tuple(StayDraft(name=_name(d), nights=d.nights) for d in request.destinations),
        keep_order=request.keep_order,
        start_on=request.start_on,
        days=request.days,
        adults=request.party.adults,
        children=request.party.children or None,
        rooms=request.party.rooms,
        budgets=(AmountDraft(amount=request.budget.major, currency=request.budget.currency),) if request.budget else (),
        must_see=tuple(wish.text for wish in request.must_see),
        must_avoid=tuple(wish.text for wish in request.must_avoid),
        **request.model_dump(
            include={
                "level", "pace", "interests", "wishes", "cuisines", "diets", "step_free", "avoid",
                "day_start_min", "day_end_min", "arrive_min", "leave_min", "avoid_modes", "room", "house_rules",
            }
        ),
    )  # fmt: skip


def _name(stay: Destination) -> str:
    """A city beyond the atlas goes by its id: its name alone may be another's."""
    found = find_city(stay.name)
    return stay.name if isinstance(found, CityMatch) and found.city_id == stay.city_id else stay.city_id


def in_time(draft: RequestDraft, today: date) -> RequestDraft:
    """Dates that have passed since the request was made are forgotten, not refused."""
    return draft.model_copy(update={"start_on": None}) if draft.start_on and draft.start_on < today else draft
