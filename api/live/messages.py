"""What is said over the socket, either way: one JSON object a message."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter

from api.live.inbox import InboxEvent
from api.live.trips import LiveEvent

MINE = "me"
_TRIP = "trip:"
_UUID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def _room(name: str) -> str:
    if name != MINE and not (name.startswith(_TRIP) and _UUID.match(name.removeprefix(_TRIP))):
        raise ValueError("a room is trip:<id>, or me")
    return name


Room = Annotated[str, Field(max_length=41), AfterValidator(_room)]


def trip_of(room: str) -> UUID | None:
    """None: one's own room."""
    return None if room == MINE else UUID(room.removeprefix(_TRIP))


class _Heard(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hello(_Heard):
    """The first message; again with a fresher token of the same person. `token` left out: who the cookie names."""

    type: Literal["hello"]
    token: str | None = Field(default=None, max_length=3000)


class Join(_Heard):
    """`after`: go on after that event's id."""

    type: Literal["join"]
    room: Room
    after: Annotated[str, Field(pattern=r"^\d{1,18}$")] | None = None


class Leave(_Heard):
    type: Literal["leave"]
    room: Room


class Ping(_Heard):
    type: Literal["ping"]


HEARD: TypeAdapter[Hello | Join | Leave | Ping] = TypeAdapter(
    Annotated[Hello | Join | Leave | Ping, Field(discriminator="type")]
)


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class Welcome(_Said):
    """The answer to the first hello; `guest`: by the cookie alone."""

    type: Literal["welcome"] = "welcome"
    guest: bool


class Joined(_Said):
    type: Literal["joined"] = "joined"
    room: str


class Left(_Said):
    """`asked`: by a `leave`; otherwise the room is no longer theirs."""

    type: Literal["left"] = "left"
    room: str
    asked: bool


class RoomEvent(_Said):
    """What the room's own stream of events would say."""

    type: Literal["event"] = "event"
    room: str
    event: LiveEvent | InboxEvent


class Pong(_Said):
    type: Literal["pong"] = "pong"
    at: datetime


class Refused(_Said):
    """What was said could not be done; `field` of the message that must change."""

    type: Literal["error"] = "error"
    field: str
    message: str


Said = Welcome | Joined | Left | RoomEvent | Pong | Refused
