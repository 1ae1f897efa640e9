"""A wish of a form becomes a request by the same rules as one in words."""

from __future__ import annotations

from datetime import date

from agents.intent.draft import AmountDraft, RequestDraft, StayDraft
from agents.intent.outcome import Question, Refused, Understood
from agents.intent.settle import settle
from domain.errors import FieldError, InvalidRequest
from domain.request import TripRequest
from domain.wish import Wish

_PLAIN = (
    "language",
    "origin",
    "keep_order",
    "start_on",
    "days",
    "adults",
    "children",
    "level",
    "pace",
    "interests",
    "cuisines",
    "diets",
    "must_see",
    "must_avoid",
    "day_start_min",
    "day_end_min",
)
_FIELDS = {"dates": "start_on", "length": "days", "party": "adults"}


def wished(wish: Wish, today: date, *, world: bool = False) -> TripRequest:
    """Raises InvalidRequest, which names the form's field, for what cannot be planned or is not clear."""
    given = {name: getattr(wish, name) for name in _PLAIN}
    draft = RequestDraft(
        **given,
        destinations=tuple(StayDraft(name=goal.city, nights=goal.nights) for goal in wish.destinations),
        budgets=(AmountDraft(amount=wish.budget.amount, currency=wish.budget.currency),) if wish.budget else (),
        step_free=wish.step_free or None,
    )
    match settle(draft, text=wish.in_words, today=today, world=world):
        case Understood(request=request):
            return request
        case Question(field=field, text=text, options=options):
            hint = f" ({', '.join(options)})" if options else ""
            raise InvalidRequest([FieldError(f"wish.{_FIELDS.get(field, field)}", f"{text}{hint}")])
        case Refused(errors=errors):
            raise InvalidRequest([FieldError(f"wish.{_FIELDS.get(e.field, e.field)}", e.message) for e in errors])
