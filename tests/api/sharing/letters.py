"""Mails as they lie in the outbox, read without being sent: whoever else looks finds them too."""

from __future__ import annotations

import json

from sqlalchemy import select

from infra.database import PLATFORM, build_engine, build_sessions
from infra.sealing import open_sealer
from infra.settings import Settings
from services.mail.composing import compose
from services.mail.outbox import sealed_for
from services.mail.tables import MailRow
from tools.mail.contract import Mail


async def letters_to(settings: Settings, address: str, letter: str) -> list[Mail]:
    """Those of one kind to an address, oldest first."""
    engine = build_engine(settings.database_url, PLATFORM)
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    async with build_sessions(engine)() as session:
        rows = (
            await session.scalars(select(MailRow).where(MailRow.letter == letter).order_by(MailRow.created_at))
        ).all()
    await engine.dispose()
    about = [(row, json.loads(sealer.unseal(row.sealed, sealed_for(row.tenant, row.id)))) for row in rows]
    return [compose(str(row.id), letter, told) for row, told in about if told["to"] == address]
