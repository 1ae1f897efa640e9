"""The review of a change: what is shown, and what a decision makes of the run."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from agents.intent.answers import is_no, takes_change
from domain.diff import TripDiff, diff_of
from domain.events import Failed, Proposed
from domain.proposal import DECISION, ChangeFurther, Leave, Say, Take
from graphs.state import Ask, Pending, TripState, Version

Change = dict[str, Any]


def wants_review(state: TripState) -> bool:
    """Whether there is a change that somebody must decide about; going back and changing nothing need nobody."""
    if not state.review or state.undo or state.itinerary is None:
        return False
    return state.base is None or diff_against_base(state) is not None


def is_all_said(question: Ask) -> bool:
    """Whether it answers or shrugs, and so needs nothing in return, rather than asks for something missing."""
    return question.field == "message" and not question.options


def diff_against_base(state: TripState) -> TripDiff | None:
    """None where there is nothing to compare with, or nothing that differs."""
    if state.base is None or state.itinerary is None:
        return None
    diff = diff_of(state.base.itinerary, state.itinerary)
    return diff if diff.pieces or state.base.request != state.request else None


def proposed(state: TripState) -> Proposed:
    assert state.request is not None
    assert state.itinerary is not None
    assert state.certificate is not None
    return Proposed(
        diff=diff_against_base(state),
        request=state.request,
        itinerary=state.itinerary,
        certificate=state.certificate,
        changes=state.changes,
        said=state.said,
        unmet=state.unmet,
    )


def reopened(state: TripState, unmet: Failed | None, said: str = "") -> Change:
    """The change that was under review before, as it was, with what there is to say about the last wish for it.

    Of the ways out only those stay offers that change what is proposed.
    """
    pending = state.pending
    assert pending is not None
    if unmet is not None:
        unmet = unmet.model_copy(update={"offers": tuple(offer for offer in unmet.offers if offer.edits)})
    kept = {name: getattr(pending, name) for name in Pending.model_fields}
    open_again = {"review": True, "refusal": None, "question": None, "settled": len(state.answers)}
    return _again(None) | kept | open_again | {"unmet": unmet, "said": said or pending.said}


def decided(state: TripState, answer: str) -> Change:
    """What a decision changes of the state; the answer is a Decision as JSON, or words."""
    heard: Change = {"answers": (*state.answers, answer), "settled": len(state.answers) + 1, "pending": None}
    kept = heard | {"pending": _pending(state)}
    match _read(answer):
        case Take(pieces=None):
            return heard | {"review": False}
        case Take(pieces=chosen) if chosen and (diff := diff_against_base(state)) is not None:
            assert state.base is not None
            return kept | _again(state.base) | {"edits": diff.edits_of(chosen), "review": False}
        case Take() | Leave():
            return heard | {"review": False, "declined": True}
        case ChangeFurther(edits=edits) if edits:
            return kept | _again(_proposal(state)) | {"edits": edits}
        case ChangeFurther():
            return kept | _again(None) | {"accepted": state.request}
        case Say(text=text):
            return kept | _again(_proposal(state)) | {"message": text}


def _read(answer: str) -> Take | Leave | ChangeFurther | Say:
    """Words that are no decision by themselves are what else is wanted."""
    try:
        read = DECISION.validate_json(answer)
    except ValidationError:
        read = Say(text=answer)
    if not isinstance(read, Say):
        return read
    if takes_change(read.text):
        return Take()
    return Leave() if is_no(read.text) else read


def _pending(state: TripState) -> Pending:
    return Pending.model_validate({name: getattr(state, name) for name in Pending.model_fields})


def _proposal(state: TripState) -> Version:
    """The proposed trip as the one that a further change starts from; undoing it goes back to what it was."""
    assert state.request is not None
    assert state.itinerary is not None
    return Version(request=state.request, itinerary=state.itinerary, previous=state.before or state.base)


def _again(before: Version | None) -> Change:
    """The run from its beginning, with another thing asked."""
    return {
        "before": before,
        "request": None,
        "itinerary": None,
        "candidates": None,
        "certificate": None,
        "message": "",
        "edits": (),
        "accepted": None,
        "excluded": (),
        "attempts": 0,
        "changes": (),
        "said": "",
        "undo": False,
        "unmet": None,
    }
