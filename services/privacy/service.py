"""What a user asks of us about their data: to have it all, or to be forgotten."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, Forbidden, NotFound
from infra.sealing import Sealer
from infra.signing import Signer
from services.privacy.repository import PrivacyRepository
from services.privacy.schemas import RequestKind, RequestStatus, RequestView
from services.privacy.tables import PrivacyArchive, PrivacyRequest

GRACE = timedelta(days=30)
ARCHIVE_KEPT = timedelta(days=7)
LINK_HOLDS = timedelta(minutes=15)


@dataclass(frozen=True)
class Ticket:
    """What an address of an archive says: whose it is, and until when it may be fetched with it."""

    tenant: str
    request_id: UUID
    until: datetime


class PrivacyService:
    """The requests of one tenant's users. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._session, self._rows, self._now = session, PrivacyRepository(session, tenant), now

    async def ask(self, user_id: UUID, kind: RequestKind) -> tuple[RequestView, bool]:
        """The request, and whether it is new: while one of its kind is open, asking again gives that."""
        if (found := await self._rows.find_open(user_id, kind)) is not None:
            return RequestView.model_validate(found), False
        row = self._row(user_id, kind)
        try:
            async with self._session.begin_nested():
                self._rows.add(row)
        except IntegrityError:  # asked twice in the same moment
            found = await self._rows.find_open(user_id, kind)
            if found is None:
                raise
            return RequestView.model_validate(found), False
        return RequestView.model_validate(row), True

    async def of(self, user_id: UUID) -> list[RequestView]:
        return [RequestView.model_validate(row) for row in await self._rows.of(user_id)]

    async def view(self, user_id: UUID, request_id: UUID, signer: Signer) -> RequestView:
        """One's own request, with an address for its archive where that is ready. Raises NotFound."""
        row = await self._own(user_id, request_id)
        view = RequestView.model_validate(row)
        archive = await self._rows.find_archive(request_id)
        if archive is None or archive.expires_at <= self._now:
            return view
        until = min(self._now + LINK_HOLDS, archive.expires_at)
        token = _token(Ticket(self._rows.tenant, request_id, until), signer)
        return view.model_copy(update={"download": f"/v1/privacy/archives/{token}", "download_until": until})

    async def cancel(self, user_id: UUID, request_id: UUID) -> tuple[RequestView, bool]:
        """Call a deletion or an export off, and whether that was still to do. Raises NotFound; Conflict when done."""
        row = await self._own(user_id, request_id, lock=True)
        if row.status in (RequestStatus.DONE.value, RequestStatus.EXPIRED.value):
            raise Conflict("it is done already")
        fresh = row.status == RequestStatus.OPEN.value
        if fresh:
            row.status, row.ended_at = RequestStatus.CANCELLED.value, self._now
        return RequestView.model_validate(row), fresh

    async def archive(self, request_id: UUID, sealer: Sealer) -> tuple[UUID, bytes]:
        """Whose it is, and the ZIP. Raises NotFound when its time is over."""
        row, request = await self._rows.find_archive(request_id), await self._rows.find(request_id)
        if row is None or request is None or row.expires_at <= self._now:
            raise NotFound("archive", str(request_id))
        return request.user_id, unsealed(row.sealed, self._rows.tenant, request_id, sealer)

    async def _own(self, user_id: UUID, request_id: UUID, *, lock: bool = False) -> PrivacyRequest:
        row = await self._rows.find(request_id, lock=lock)
        if row is None or row.user_id != user_id:
            raise NotFound("privacy request", str(request_id))
        return row

    def _row(self, user_id: UUID, kind: RequestKind) -> PrivacyRequest:
        wait = GRACE if kind is RequestKind.DELETE else timedelta()
        return PrivacyRequest(
            id=uuid4(),
            tenant=self._rows.tenant,
            user_id=user_id,
            kind=kind.value,
            status=RequestStatus.OPEN.value,
            asked_at=self._now,
            due_at=self._now + wait,
            ended_at=None,
        )


def sealed_archive(body: bytes, tenant: str, request_id: UUID, now: datetime, sealer: Sealer) -> PrivacyArchive:
    """The ZIP as it is kept, for this request alone."""
    sealed = sealer.seal(base64.b64encode(body).decode(), _owner(tenant, request_id))
    return PrivacyArchive(request_id=request_id, tenant=tenant, sealed=sealed, expires_at=now + ARCHIVE_KEPT)


def unsealed(sealed: bytes, tenant: str, request_id: UUID, sealer: Sealer) -> bytes:
    return base64.b64decode(sealer.unseal(sealed, _owner(tenant, request_id)))


def read_ticket(token: str, signer: Signer, now: datetime) -> Ticket:
    """Raises Forbidden for an address that is not ours, or whose time is over."""
    content = signer.content(token)
    if content is None:
        raise Forbidden("this address does not hold; ask for the request again to get a fresh one")
    tenant, request_id, until = json.loads(content)
    ticket = Ticket(tenant, UUID(request_id), datetime.fromtimestamp(until, UTC))
    if ticket.until <= now:
        raise Forbidden("this address has expired; ask for the request again to get a fresh one")
    return ticket


def _token(ticket: Ticket, signer: Signer) -> str:
    return signer.sign(json.dumps([ticket.tenant, str(ticket.request_id), ticket.until.timestamp()]).encode())


def _owner(tenant: str, request_id: UUID) -> str:
    return f"{tenant}\nprivacy archive {request_id}"
