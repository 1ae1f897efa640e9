"""Puts mails into the outbox; they are sealed there, for they hold addresses and what they tell."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from infra.sealing import Sealer
from services.mail.tables import MailRow


def post(
    session: AsyncSession, sealer: Sealer, tenant: str, letter: str, to: str, now: datetime, **about: str
) -> MailRow:
    """A mail that leaves once the caller's transaction is committed; `letter` names its templates."""
    mail_id = uuid4()
    sealed = sealer.seal(json.dumps({"to": to, **about}), sealed_for(tenant, mail_id))
    row = MailRow(id=mail_id, tenant=tenant, letter=letter, sealed=sealed, created_at=now, due_at=now)
    session.add(row)
    return row


def withhold(session: AsyncSession, sealer: Sealer, tenant: str, letter: str, to: str, now: datetime) -> None:
    """The same work without a mail: whoever measures the answer's time learns nothing of the address."""
    row = post(session, sealer, tenant, letter, to, now)
    row.ended_at, row.outcome = now, "withheld"


def sealed_for(tenant: str, mail_id: object) -> str:
    return f"{tenant}\nmail {mail_id}"
