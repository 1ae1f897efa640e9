"""What is asked of, and answered by, the routes that write."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from agents.writing.tones import Action, Tone

Kind = Literal["summary", "day", "note", "tips", "stays", "tables", "caption", "email"]
Language = Annotated[str, Field(pattern=r"^([a-z]{2,3})?$", description="ISO 639; empty: the trip's own")]


class AskText(BaseModel):
    """Which text is wanted."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"kind": "caption", "day": 1, "place_id": "rome/colosseum"}}
    )

    kind: Kind
    day: Annotated[int | None, Field(ge=1, le=60, description="of a day, a note or a caption; 1 is the first")] = None
    place_id: Annotated[str | None, Field(max_length=200, description="of a note or a caption: a stop")] = None
    language: Language = ""
    tone: Tone = ""


class AskRework(BaseModel):
    """A text of the trip that is to be told another way."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=2_000)]
    action: Action
    language: Language = ""


class ProposedText(BaseModel):
    """A proposal: to make it part of the trip, send it as the edit `set_words`."""

    text: str
    language: str
    served_by: str = Field(description='which level wrote it: a model by its name, or "rules"')
    dropped: tuple[str, ...] = Field(default=(), description="sentences left out: they went beyond the trip's facts")
