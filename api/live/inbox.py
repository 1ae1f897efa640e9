"""What one is told as a room of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.ext.asyncio import AsyncSession

from api.live.hub import Queue, Signal, Told
from api.people import People, Person
from api.resources import Resources
from api.signing import account_work
from domain.notification import About, Notification
from services.notifications.service import Inbox, about_of
from services.notifications.tables import NotificationRow
from services.sharing.people import names_of


class NotificationView(BaseModel):
    """One thing that one was told: `about` says what, `by` who did it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    at: datetime
    read_at: datetime | None
    trip_id: UUID | None
    by: Person | None = Field(description="null: nobody in particular")
    about: Notification


class InboxEvent(BaseModel):
    """`hello` begins every reading, with how many are unread; `notification` is a new one, or one that says more now.

    `id` goes into Last-Event-ID.
    """

    model_config = ConfigDict(frozen=True)

    type: Literal["hello", "notification"]
    id: str | None = None
    at: datetime
    unread: int | None = None
    notification: NotificationView | None = None


class InboxReader:
    """Whoever asks reads what they are told. Names are asked for once each."""

    def __init__(self, res: Resources) -> None:
        self._res, self._owner = res, (res.tenant, res.who.owner)
        self._names: dict[str, str] = {}

    def listening(self) -> AbstractAsyncContextManager[Queue]:
        return self._res.live.hearing(self._owner)

    async def check(self) -> None:
        """One's own is always one's own."""

    async def hello(self) -> InboxEvent:
        async with self._res.in_tenant() as session:
            unread = await inbox_of(self._res, session).unread()
        return InboxEvent(type="hello", at=datetime.now(UTC), unread=unread)

    async def past(self, after: int) -> Sequence[Told]:
        return await self._res.live.told(self._owner, after)

    async def event(self, signal: Signal) -> InboxEvent:
        assert isinstance(signal, Told)
        if signal.author and signal.author not in self._names:
            self._names |= await names_by(self._res, [signal.author])
        named = view(signal.name, signal, signal.about, self._res.who.owner, self._names)
        return InboxEvent(type="notification", id=str(signal.id), at=signal.at, notification=named)


def inbox_of(res: Resources, session: AsyncSession) -> Inbox:
    return Inbox(session, res.tenant, res.who.owner, datetime.now(UTC))


async def names_by(res: Resources, authors: Iterable[str]) -> dict[str, str]:
    async with res.in_tenant() as session:
        return await names_of(account_work(res, session), authors)


def view_of(row: NotificationRow, reader: str, names: dict[str, str]) -> NotificationView:
    return view(row.id, row, about_of(row), reader, names)


def view(
    name: UUID, told: Told | NotificationRow, about: About, reader: str, names: dict[str, str]
) -> NotificationView:
    """`Principal.owner` of whoever did it stays here: they are named within their trip."""
    by = None
    if told.author and told.trip_id is not None:
        by = People(told.trip_id, reader, names).of(told.author)
    return NotificationView(id=name, at=told.at, read_at=told.read_at, trip_id=told.trip_id, by=by, about=about)


def inbox_frame(event: InboxEvent) -> str:
    named = f"id: {event.id}\n" if event.id is not None else ""
    return f"{named}event: {event.type}\ndata: {event.model_dump_json()}\n\n"
