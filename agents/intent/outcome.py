"""What became of a message: a request, one short question, or what is wrong with it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.request import TripRequest


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class _Read(_Value):
    level: str = Field(default="rules", description="who read it: the rules, or a model by its name")


class FieldProblem(_Value):
    """One thing wrong with one field; `message` is for the traveller."""

    field: str
    message: str


class Understood(_Read):
    kind: Literal["understood"] = "understood"
    request: TripRequest


class Question(_Read):
    """One thing to ask; `options` are answers that would do, as words to click."""

    kind: Literal["question"] = "question"
    field: str = Field(description="destinations, dates, length, party, budget …")
    text: str
    options: tuple[str, ...] = ()


class Refused(_Read):
    """Nothing to plan until the traveller changes these fields."""

    kind: Literal["refused"] = "refused"
    errors: tuple[FieldProblem, ...] = Field(min_length=1)


Understanding = Understood | Question | Refused
