"""Keeps the books of usage beside the runs: sums, over-budget marks, alerts and statements."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import count

import structlog

from infra.sealing import Sealer, open_sealer
from services.budgets.throttle import throttle, used_up
from services.usage.billing import issue_due
from services.usage.rollup import roll_up
from services.usage.telling import tell_alerts
from tools.llm.opening import limits_of
from workers.resources import Resources

log = structlog.get_logger()
_EVERY_S = 30.0
_SUMS_EVERY = 10  # rounds: what is newer than the last whole hour is read from the calls, so that sums need no haste


async def keep_books_forever(resources: Resources) -> None:
    """Whatever happens; several workers share the work."""
    settings = resources.settings
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    for number in count():
        try:
            await keep_books(resources, sealer)
            if number % _SUMS_EVERY == 0:
                await roll_up(resources.platform)
        except Exception as error:
            log.exception("the books of usage wait", exc_info=error)
        await asyncio.sleep(_EVERY_S)


async def keep_books(resources: Resources, sealer: Sealer) -> None:
    """Once: each part may be done twice, and by several workers at a time."""
    now = datetime.now(UTC)
    async with resources.platform() as session:
        over = await used_up(session, limits_of(resources.settings), now)
    await throttle(resources.redis, over)
    await tell_alerts(resources.platform, sealer, now)
    await issue_due(resources.platform, now)
