"""Comments on a trip, its days and its stops."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.declarations import limited, repeated
from api.deps import Res
from api.guard import needs
from api.people import People, Person, people
from api.problems import refusals
from api.routes.sharing import KEYED, asking
from api.signing import account_work
from domain.comments import Anchor, Spot
from domain.identity import Permission
from services.sharing.comments import Comments, Thread
from services.sharing.tables import TripComment

router = APIRouter(prefix="/v1/trips/{trip_id}/comments", tags=["comments"])
READ, WRITE = needs(Permission.READ_ITINERARY), needs(Permission.WRITE_ITINERARY)
_MOST = 2000


def _words(text: str) -> str:
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise ValueError("say something")
    if len(cleaned) > _MOST or any("\ud800" <= char <= "\udfff" for char in cleaned):
        raise ValueError(f"at most {_MOST:,} whole characters")
    return cleaned


Words = Annotated[str, AfterValidator(_words)]


class NewComment(BaseModel):
    """On a stop (`day`, `place_id`), a day, or with neither on the trip; or an answer to `parent_id`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"text": "Can we go later?", "day": 2, "place_id": "kyoto/kinkaku-ji"}},
    )

    text: Words
    day: Annotated[int, Field(ge=1, le=30)] | None = None
    place_id: Annotated[str, Field(max_length=200)] | None = None
    parent_id: UUID | None = None
    mentions: tuple[UUID, ...] = Field(default=(), max_length=20, description="ids of the trip's people")


class ChangeComment(BaseModel):
    """Other words, or whether the thread is settled; only what is sent."""

    model_config = ConfigDict(extra="forbid")

    text: Words | None = None
    resolved: bool | None = None


class CommentView(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: UUID
    author: Person
    text: str = Field(description='"" where it was removed')
    mentions: tuple[Person, ...]
    created_at: datetime
    edited_at: datetime | None
    removed: bool
    unread: bool


class ThreadView(BaseModel):
    """A comment with its answers, where it stands in the plan as it is now."""

    model_config = ConfigDict(frozen=True)

    comment: CommentView
    spot: Spot
    resolved_at: datetime | None
    answers: tuple[CommentView, ...]


class ThreadList(BaseModel):
    items: tuple[ThreadView, ...]
    unread: int = Field(description="by others, since you last read")
    mails: bool = Field(description="whether you are written to about new ones")
    people: tuple[Person, ...] = Field(description="who may be mentioned")


class MarkRead(BaseModel):
    """How far was read; left out: all until now."""

    model_config = ConfigDict(extra="forbid")

    until: datetime | None = None


class ChooseMails(BaseModel):
    model_config = ConfigDict(extra="forbid")

    mails: bool


@router.get("", responses=refusals(404), dependencies=[READ, *repeated()])
async def list_comments(trip_id: UUID, res: Res) -> ThreadList:
    """All threads, the oldest first, each where its stop is now."""
    async with asking(res) as asker:
        comments = Comments(asker, trip_id)
        threads, reader, members = await comments.threads(), await comments.reader(), await comments.people()
        wanted = {row.author for thread in threads for row in (thread.comment, *thread.answers)} | set(members)
        wanted |= {one for thread in threads for row in (thread.comment, *thread.answers) for one in row.mentions}
        named = await people(account_work(res, asker.session), trip_id, res.who.owner, wanted)
    view = _View(named, res.who.owner, reader.read_at if reader is not None else None)
    items = tuple(map(view.thread, threads))
    return ThreadList(
        items=items,
        unread=sum(one.unread for item in items for one in (item.comment, *item.answers)),
        mails=reader is None or not reader.muted,
        people=tuple(map(named.of, members)),
    )


@router.post("", status_code=201, responses=refusals(404, 409, 422, 429), dependencies=[WRITE, limited("300/h"), KEYED])
async def add_comment(trip_id: UUID, body: NewComment, res: Res) -> CommentView:
    """Say something; everybody in the trip who has an account is written to, together with what else is said soon."""
    anchor = Anchor(day=body.day, place_id=body.place_id)
    async with asking(res) as asker:
        row = await Comments(asker, trip_id).add(uuid4(), body.text, anchor, body.parent_id, body.mentions)
        named = await people(account_work(res, asker.session), trip_id, res.who.owner, [row.author, *row.mentions])
    return _View(named, res.who.owner, None).comment(row)


@router.patch("/{comment_id}", responses=refusals(403, 404, 422), dependencies=[WRITE])
async def change_comment(trip_id: UUID, comment_id: UUID, body: ChangeComment, res: Res) -> CommentView:
    """Put one's own words better, or settle a thread and open it again."""
    async with asking(res) as asker:
        comments = Comments(asker, trip_id)
        row = await comments.get(comment_id)
        if body.resolved is not None:
            row = await comments.resolve(comment_id, resolved=body.resolved)
        if body.text is not None:
            row = await comments.change(comment_id, body.text)
        named = await people(account_work(res, asker.session), trip_id, res.who.owner, [row.author, *row.mentions])
    return _View(named, res.who.owner, None).comment(row)


@router.delete("/{comment_id}", status_code=204, responses=refusals(403, 404), dependencies=[WRITE])
async def remove_comment(trip_id: UUID, comment_id: UUID, res: Res) -> Response:
    """One's own, or as the trip's owner anybody's. Answers to it stay."""
    async with asking(res) as asker:
        await Comments(asker, trip_id).remove(comment_id)
    return Response(status_code=204)


@router.post("/read", status_code=204, responses=refusals(404, 422), dependencies=[WRITE])
async def mark_read(trip_id: UUID, body: MarkRead, res: Res) -> Response:
    """What was read until now is no longer counted as new."""
    now = datetime.now(UTC)
    until = body.until.replace(tzinfo=body.until.tzinfo or UTC) if body.until is not None else now
    async with asking(res) as asker:
        await Comments(asker, trip_id).read(min(until, now))
    return Response(status_code=204)


@router.put("/mails", status_code=204, responses=refusals(404, 422), dependencies=[WRITE])
async def choose_mails(trip_id: UUID, body: ChooseMails, res: Res) -> Response:
    """Whether you are written to about new comments on this trip; who mentions you reaches you anyway."""
    async with asking(res) as asker:
        await Comments(asker, trip_id).mute(muted=not body.mails)
    return Response(status_code=204)


class _View:
    """Comments as one reader sees them."""

    def __init__(self, named: People, reader: str, read_at: datetime | None) -> None:
        self._named, self._reader, self._read_at = named, reader, read_at

    def thread(self, thread: Thread) -> ThreadView:
        return ThreadView(
            comment=self.comment(thread.comment),
            spot=thread.spot,
            resolved_at=thread.comment.resolved_at,
            answers=tuple(map(self.comment, thread.answers)),
        )

    def comment(self, row: TripComment) -> CommentView:
        others = row.author != self._reader and row.deleted_at is None
        return CommentView(
            id=row.id,
            author=self._named.of(row.author),
            text=row.text,
            mentions=tuple(map(self._named.of, row.mentions)),
            created_at=row.created_at,
            edited_at=row.edited_at,
            removed=row.deleted_at is not None,
            unread=others and (self._read_at is None or row.created_at > self._read_at),
        )
