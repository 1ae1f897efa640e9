"""Providers' keys that are rotated in the secret manager hold within seconds of the word, and in 5 minutes without."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from uuid import uuid4

import structlog
from redis.asyncio import Redis

from domain.audit import Action, AuditEntry
from domain.identity import PUBLIC_TENANT
from infra.ending import end
from infra.secrets.contract import SecretsUnavailable
from infra.secrets.opening import open_secrets, secret_names, with_secrets
from infra.secrets.store import KEPT_S, Secrets
from infra.settings import Settings
from services.providers.current import CurrentConfig
from tools.switchboard import ProviderConfig

log = structlog.get_logger()


@asynccontextmanager
async def open_following(
    settings: Settings, redis: Redis, config: CurrentConfig, audit: Callable[[AuditEntry], None]
) -> AsyncIterator[Secrets]:
    """The process's secrets; `config` follows them. Every real reading is audited, the one at the start too."""
    changed = asyncio.Event()

    def told(name: str, source: str) -> None:
        audit(access_entry(name, source))

    async with open_secrets(settings, redis, told, changed.set) as secrets:
        following = asyncio.create_task(_follow(settings, config, changed, told))
        try:
            yield secrets
        finally:
            await end(following)


async def _follow(
    settings: Settings, config: CurrentConfig, changed: asyncio.Event, told: Callable[[str, str], None]
) -> None:
    if settings.secrets_from == "env":
        return  # a process's environment does not change
    for name in secret_names():
        told(name, settings.secrets_from)
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), KEPT_S)
        changed.clear()
        try:
            config.rebase(ProviderConfig.of(await asyncio.to_thread(with_secrets, settings, told)))
        except SecretsUnavailable as error:
            log.warning("providers' keys were not read again", error=str(error))


def access_entry(name: str, source: str) -> AuditEntry:
    """That a secret was really read; never what it is."""
    return AuditEntry(
        id=uuid4(),
        at=datetime.now(UTC),
        tenant=PUBLIC_TENANT,
        action=Action.SECRET_ACCESS,
        resource=f"secret of {source}",
        resource_id=name,
    )
