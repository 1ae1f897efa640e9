"""What a person may do with a change that waits for them: take it, take some of it, leave it, or change it further."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from domain.edits import Edit


class _Decision(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Take(_Decision):
    """The change as it was shown, or only these pieces of its diff."""

    decision: Literal["take"] = "take"
    pieces: tuple[str, ...] | None = Field(default=None, description="ids of the diff's pieces; null: all of it")


class Leave(_Decision):
    decision: Literal["leave"] = "leave"


class ChangeFurther(_Decision):
    """Typed edits on top of the proposal, which is then shown again; none of them: planned anew."""

    decision: Literal["change"] = "change"
    edits: tuple[Edit, ...] = ()


class Say(_Decision):
    """The same in words: yes, no, or what else should be changed."""

    decision: Literal["say"] = "say"
    text: str


Decision = Annotated[Take | Leave | ChangeFurther | Say, Field(discriminator="decision")]
DECISION: TypeAdapter[Take | Leave | ChangeFurther | Say] = TypeAdapter(Decision)
