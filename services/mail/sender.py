"""Sends what waits in the outbox, of all tenants: each mail at least once, twice only where a sender dies between."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from jinja2 import TemplateError
from sqlalchemy import select

from domain.errors import Rejected, Unavailable
from infra.database import Sessions
from infra.sealing import CannotUnseal, Sealer
from services.mail.composing import compose
from services.mail.frame import MailLook
from services.mail.outbox import sealed_for
from services.mail.tables import MailRow
from services.tenants.current import CurrentTenants
from tools.mail.contract import Mailer

log = structlog.get_logger()
_AT_ONCE = 20
_IN_HAND = timedelta(minutes=5)  # a sender that is silent for longer has died, and another takes its mails
_LONGEST_PAUSE = timedelta(hours=1)
_GIVE_UP = timedelta(days=3)


@dataclass(frozen=True)
class MailSender:
    platform: Sessions
    sealer: Sealer
    mailer: Mailer

    async def send_due(self, now: datetime | None = None) -> int:
        """Send what is due; how many left. Several senders share the work."""
        at = now or datetime.now(UTC)
        rows = await self._take(at)
        return sum([await self._send(row, at) for row in rows])

    async def _take(self, now: datetime) -> Sequence[MailRow]:
        """Rows that are in this sender's hand from now on."""
        async with self.platform.begin() as session:
            query = select(MailRow).where(MailRow.ended_at.is_(None), MailRow.due_at <= now).order_by(MailRow.due_at)
            rows = (await session.scalars(query.limit(_AT_ONCE).with_for_update(skip_locked=True))).all()
            for row in rows:
                row.due_at, row.tries = now + _IN_HAND, row.tries + 1
            return rows

    async def _send(self, row: MailRow, now: datetime) -> bool:
        try:
            about = json.loads(self.sealer.unseal(row.sealed, sealed_for(row.tenant, row.id)))
            await self.mailer.send(compose(str(row.id), row.letter, about, await self._look(row.tenant)))
        except Unavailable as error:
            await self._later(row, now, str(error))
            return False
        except (Rejected, CannotUnseal, TemplateError, ValueError) as error:
            log.exception("a mail cannot be sent", mail=str(row.id), letter=row.letter, exc_info=error)
            await self._end(row, now, f"refused: {error}"[:300])
            return False
        await self._end(row, now, "sent")
        return True

    async def _look(self, tenant: str) -> MailLook:
        """As the agency's pages look; the house's own where the agency is gone."""
        known = await CurrentTenants(self.platform).by_id(tenant)
        if known is None:
            return MailLook()
        worn, house = known.branding, MailLook()
        return MailLook(known.name, worn.primary or house.primary, str(worn.logo) if worn.logo else "")

    async def _later(self, row: MailRow, now: datetime, why: str) -> None:
        log.warning("a mail waits", mail=str(row.id), letter=row.letter, tries=row.tries, error=why)
        if now - row.created_at > _GIVE_UP:
            await self._end(row, now, f"given up: {why}"[:300])
            return
        pause = min(timedelta(seconds=5 * 2 ** min(row.tries, 12)), _LONGEST_PAUSE)
        async with self.platform.begin() as session:
            (await session.get_one(MailRow, row.id)).due_at = now + pause

    async def _end(self, row: MailRow, now: datetime, outcome: str) -> None:
        """What it said need not be kept once it is said."""
        async with self.platform.begin() as session:
            kept = await session.get_one(MailRow, row.id)
            kept.ended_at, kept.outcome, kept.sealed = now, outcome, b""
