"""What the worker does beside driving runs: privacy requests when they are due, and the day's tidying."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from redis.asyncio import Redis

from domain.audit import AuditEntry
from infra.database import in_tenant
from infra.secrets.opening import build_source, secret_names
from infra.secrets.store import Secrets
from services.accounts.parts import AccountParts, AccountWork, build_account_parts
from services.audit.anchors import Signer
from services.audit.service import record
from services.privacy.repository import due
from services.privacy.working import perform
from services.providers.following import access_entry
from services.retention.service import clean, keep_audit
from workers.resources import Resources

log = structlog.get_logger()
_LOOK_S = 2.0
_SLOT_S = 300.0
_DAY_S = 24 * 3600
Job = Callable[[Resources, AccountParts], Awaitable[object]]


async def do_privacy_requests(resources: Resources, parts: AccountParts) -> int:
    """Do what is due, each in a transaction of its own; how many. One that fails leaves the others alone."""
    now = datetime.now(UTC)
    async with resources.platform() as session:
        found = await due(session, now)
    done = 0
    for request_id, tenant in found:
        try:
            async with in_tenant(resources.platform, tenant) as session:  # sums of usage are the platform's to write
                done += await perform(AccountWork(session, tenant, parts, now), request_id)
        except Exception as error:
            log.exception("privacy request failed", request=str(request_id), exc_info=error)
    return done


async def tidy(resources: Resources, _: AccountParts) -> None:
    touched = await clean(resources.platform, datetime.now(UTC))
    log.info("retention", **touched)


async def sign_audit(resources: Resources, parts: AccountParts) -> None:
    gone = await keep_audit(resources.platform, Signer.of(parts.sealer), datetime.now(UTC))
    log.info("audit anchored", removed=gone)


async def remind(resources: Resources, _: AccountParts) -> list[str]:
    """Say in the log which secrets are due: older than 90 days, where their source knows."""
    if resources.settings.secrets_from == "env":
        return []  # a variable has no age
    read: list[AuditEntry] = []
    secrets = Secrets(build_source(resources.settings), lambda *access: read.append(access_entry(*access)))
    due_now = await secrets.overdue(secret_names(), datetime.now(UTC))
    async with resources.platform.begin() as session:
        for entry in read:
            await record(session, entry)
    if due_now:
        log.warning("secrets are due to be rotated", secrets=due_now)
    return due_now


# Name, seconds from one to the next, job. One process of all does each; any may run twice without harm.
PERIODIC: tuple[tuple[str, float, Job], ...] = (
    ("tidy", _DAY_S, tidy),
    ("sign-audit", 3600, sign_audit),
    ("remind", _DAY_S, remind),
)


async def run_due(resources: Resources, parts: AccountParts) -> list[str]:
    """Run the periodic jobs whose time has come and which no other process has taken; their names."""
    ran = []
    for name, every_s, job in PERIODIC:
        if await _taken(resources.redis, name, every_s):
            try:
                await job(resources, parts)
                ran.append(name)
            except Exception as error:
                await resources.redis.delete(_slot(name))  # another tries soon
                log.exception("periodic job failed", job=name, exc_info=error)
    return ran


async def keep_forever(resources: Resources) -> None:
    """Privacy requests every 2 s, periodic jobs looked for every 5 minutes, whatever happens."""
    parts = build_account_parts(resources.settings, resources.redis)
    looked = float("-inf")
    clock = asyncio.get_running_loop().time
    while True:
        try:
            await do_privacy_requests(resources, parts)
            if clock() - looked >= _SLOT_S:
                looked = clock()
                await run_due(resources, parts)
        except Exception as error:
            log.exception("keeping failed", exc_info=error)
        await asyncio.sleep(_LOOK_S)


async def _taken(redis: Redis, name: str, every_s: float) -> bool:
    return bool(await redis.set(_slot(name), "1", nx=True, ex=int(every_s)))


def _slot(name: str) -> str:
    return f"periodic:{name}"
