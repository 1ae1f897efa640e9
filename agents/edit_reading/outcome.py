"""What a follow-up message turned out to be."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agents.intent.outcome import Question
from domain.edits import Edit


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class EditsRead(_Value):
    kind: Literal["edits"] = "edits"
    edits: tuple[Edit, ...] = Field(min_length=1)


class NewTrip(_Value):
    """Hand the message to `understand`: a trip of its own, or more about the one there is."""

    kind: Literal["new_trip"] = "new_trip"
    adds: bool = Field(default=False, description="True: the request there is holds on, with what the message says")


class Answered(_Value):
    """A question about the trip, or a kind word: nothing changes, `text` is the reply."""

    kind: Literal["answered"] = "answered"
    text: str


class Undo(_Value):
    """The last change is to be taken back: the trip as it was before it."""

    kind: Literal["undo"] = "undo"


class NotUnderstood(_Value):
    """Nothing we can do came out of it; `text` says what would work."""

    kind: Literal["not_understood"] = "not_understood"
    text: str
    options: tuple[str, ...] = ()


EditReading = EditsRead | NewTrip | Answered | Undo | Question | NotUnderstood
