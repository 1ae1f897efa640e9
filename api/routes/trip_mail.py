"""A trip by e-mail: whole, in words, to oneself or to those who come along."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.declarations import limited
from api.deps import IdempotencyKey, Res
from api.guard import Who, needs, signed_in
from api.problems import refusals
from api.signing import account_work
from domain.accounts import Email
from domain.errors import FieldError, InvalidRequest, NotFound, Unauthenticated
from domain.identity import Permission
from services.documents.schemas import DocumentLanguage
from services.mail.outbox import post
from services.mail.trip import LETTER

router = APIRouter(prefix="/v1/trips", tags=["documents"])
_LANGUAGES = ("en", "es", "fr", "de", "ja", "ar")
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)]


class SendTrip(BaseModel):
    """`to`: none is oneself. `link`: the page that the mail leads to, a share link of ours; none: the trip's own."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"language": "en"}]})

    to: tuple[Email, ...] = Field(default=(), max_length=5)
    language: DocumentLanguage | None = Field(default=None, description="none: the trip's")
    note: Note = Field(default="", description="a word of your own above the days")
    link: Annotated[str, StringConstraints(max_length=500)] | None = None


class Sent(BaseModel):
    """To how many addresses it leaves."""

    mails: int


@router.post(
    "/{trip_id}/mail",
    status_code=202,
    responses=refusals(401, 404, 422, 429),
    dependencies=[needs(Permission.WRITE_ITINERARY), signed_in(), limited("20/1h")],
)
async def send_trip(trip_id: UUID, body: SendTrip, res: Res, who: Who, key: IdempotencyKey = None) -> Sent:
    """The newest version as a mail, which leaves within seconds."""
    from agents.rendering.mailing import mail_words  # noqa: PLC0415  its libraries slow the start

    del key  # the stack remembers it
    page = body.link or f"{res.settings.address}/trips/{trip_id}"
    if not page.startswith(f"{res.settings.address}/"):
        raise InvalidRequest([FieldError("link", "a page of this house")])
    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    if trip.request is None or trip.itinerary is None:
        raise NotFound("finished plan of trip", str(trip_id))
    wanted = body.language or (trip.itinerary.language if trip.itinerary.language in _LANGUAGES else "en")
    words = mail_words(trip.request, trip.itinerary, wanted, page, body.note)
    async with res.in_tenant() as session:
        work = account_work(res, session)
        row = await work.rows.find(who.user_id) if who.user_id is not None else None
        if row is None:
            raise Unauthenticated("sign in first")
        to = body.to or (work.rows.user(row).personal.email,)
        for address in dict.fromkeys(to):
            post(session, work.parts.sealer, res.tenant, LETTER, address, datetime.now(UTC), trip=json.dumps(words))
    return Sent(mails=len(dict.fromkeys(to)))
