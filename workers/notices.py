"""Mails about comments on shared trips, looked for beside the runs."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import structlog

from services.accounts.parts import build_account_parts
from services.sharing.notices import tell_comments
from workers.resources import Resources

log = structlog.get_logger()
_EVERY_S = 20.0


async def tell_comments_forever(resources: Resources) -> None:
    """Whatever happens; several workers share the work."""
    parts = build_account_parts(resources.settings, resources.redis)
    while True:
        try:
            await tell_comments(resources.platform, parts, datetime.now(UTC))
        except Exception as error:
            log.exception("mails about comments wait", exc_info=error)
        await asyncio.sleep(_EVERY_S)
