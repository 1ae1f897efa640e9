"""What may be decided about a proposal that waits, and how that stands in the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.edits import WayOut
from domain.errors import FieldError, InvalidRequest, Stale
from domain.events import Proposed
from domain.proposal import ChangeFurther, Decision, Leave, Say, Take


def is_proposal(outcome: Mapping[str, Any] | None) -> bool:
    """Whether a run that rests waits for a decision rather than for an answer."""
    return bool(outcome) and outcome is not None and outcome.get("type") == "proposal"


def offers_of(outcome: Mapping[str, Any]) -> tuple[WayOut, ...]:
    """The ways out of a run that failed, or of the last wish about the change that waits."""
    refused = (outcome.get("unmet") or {}) if is_proposal(outcome) else outcome
    return tuple(WayOut.model_validate(offer) for offer in refused.get("offers", ()))


def check(decision: Decision, proposal: Proposed, sha256: str | None) -> None:
    """Raises Stale for a proposal that is another than the one that was seen, InvalidRequest for unknown pieces."""
    if sha256 is not None and sha256 != proposal.certificate.sha256:
        raise Stale("the proposal has changed since you saw it; read it again")
    if not isinstance(decision, Take) or decision.pieces is None:
        return
    pieces = proposal.diff.pieces if proposal.diff else ()
    unknown = [piece for piece in decision.pieces if piece not in {one.id for one in pieces}]
    if unknown:
        raise InvalidRequest([FieldError("pieces", f"the proposal has no piece “{unknown[0]}”")])
    partly = decision.pieces and set(decision.pieces) != {one.id for one in pieces}
    if partly and (proposal.diff is None or proposal.diff.is_whole):
        raise InvalidRequest([FieldError("pieces", "this change can only be taken or left as a whole")])


def said_of(decision: Decision, proposal: Proposed) -> str:
    match decision:
        case Take(pieces=None):
            return "Accepted."
        case Take(pieces=pieces):
            known = {piece.id: piece.text for piece in (proposal.diff.pieces if proposal.diff else ())}
            return f"Accepted: {', '.join(known[piece] for piece in pieces or ())}." if pieces else "Left as it was."
        case Leave():
            return "Left as it was."
        case ChangeFurther(edits=edits):
            return "; ".join(edit.kind.replace("_", " ") for edit in edits) or "Plan it anew."
        case Say(text=text):
            return text
