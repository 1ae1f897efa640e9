"""A run's log as what an assistant says: our words, then the plan as compact Markdown. A pure function of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from api.dialects.openai.plan import compact_plan
from domain.diff import TripDiff
from domain.events import Declined, Failed, Final, Progress, Proposed, Question, RunEvent, Stopped, TextDelta, TextReset
from domain.money import Money

_THEIRS_TO_MEND = frozenset({"infeasible", "invalid_request"})


@dataclass(frozen=True)
class Piece:
    """What is said next. `thought` is progress, which is shown apart where a client can."""

    kind: Literal["said", "thought", "failed"]
    text: str


@dataclass
class Speaking:
    """One answer; `address` is the trip's page, with which it begins so that the conversation keeps it."""

    address: str
    _told: str = ""

    def begin(self) -> Iterator[Piece]:
        yield Piece("said", f"[Your trip]({self.address})\n\n")

    def hear(self, event: RunEvent) -> Iterator[Piece]:
        match event:
            case TextDelta(text=text):
                self._told += text
                yield Piece("said", text)
            case TextReset():
                self._told = ""
                yield Piece("said", "…\n\n")  # what a stream has said stays said
            case Progress(message=message, done=done, total=total):
                counts = f" ({done}/{total})" if done is not None and total else ""
                yield Piece("thought", f"{message}{counts}\n")
            case Final(itinerary=itinerary):
                yield Piece("said", f"\n\n{compact_plan(itinerary)}\n")
            case Question(text=text, options=options):
                yield from self._say(text)
                yield from (Piece("said", f"\n- {option}") for option in options)
            case Proposed():
                yield from self._say(event.said) if event.unmet is None else self._refuse(event.unmet)
                yield Piece("said", _proposal(event.diff))
            case Declined():
                yield Piece("said", "The trip stays as it was.")
            case Stopped():
                yield Piece("said", "\n\nStopped.")
            case Failed():
                yield from self._fail(event)
            case _:
                pass

    def _say(self, text: str) -> Iterator[Piece]:
        """A text that the stream may have told already."""
        if self._told.strip() != text.strip():
            yield Piece("said", f"\n\n{text}" if self._told else text)

    def _fail(self, failed: Failed) -> Iterator[Piece]:
        if failed.code not in _THEIRS_TO_MEND:
            yield Piece("failed", failed.message)
            return
        yield from self._refuse(failed)

    def _refuse(self, failed: Failed) -> Iterator[Piece]:
        yield from self._say(failed.message)
        if len(failed.conflict) > 1:
            wishes = "; ".join(wish.text for wish in failed.conflict)
            yield Piece("said", f"\n\nThese wishes collide: {wishes}.\n")
        yield from (Piece("said", f"\n{number}. {way}") for number, way in enumerate(failed.ways_out, 1))
        if failed.offers:
            yield Piece("said", "\n\nAnswer with a number to plan it that way.")


def _proposal(diff: TripDiff | None) -> str:
    lines = [f"- {piece.kind}: {piece.text}{_change(piece.cost)}" for piece in diff.pieces] if diff else []
    asking = "Answer **yes** to take this change, **no** to leave it, or say what else you would like."
    return "\n\n" + "\n".join([*lines, "", asking])


def _change(cost: Money | None) -> str:
    return f" ({cost.major:+} {cost.currency})" if cost is not None and cost.minor else ""
