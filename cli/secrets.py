"""`./tripwright secrets …`: which are due, new sealing keys, and values sealed anew."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import uuid4

import typer
from rich.console import Console
from rich.table import Table

from domain.audit import Action, AuditEntry
from domain.identity import PUBLIC_TENANT
from infra.database import PLATFORM, Sessions, build_engine, build_sessions
from infra.embedded import with_servers
from infra.redis import build_redis
from infra.sealing import open_sealer
from infra.secrets.keyfile import add_key as add_to_file
from infra.secrets.keyfile import fresh_key, promote
from infra.secrets.opening import build_source, secret_names, with_secrets
from infra.secrets.store import ROTATE_AFTER, Secrets, announce
from infra.settings import Settings
from services.audit.anchors import Signer
from services.audit.service import record
from services.resealing.service import Resealed, reseal
from services.retention.service import keep_audit

app = typer.Typer(no_args_is_help=True, help="Secrets and the keys that seal them.")
console = Console()


@app.command("list")
def ages() -> None:
    """Which secrets the source has, how old they are, and which are due after 90 days."""
    now = datetime.now(UTC)
    table = Table("secret", "age", "")
    for name, age in asyncio.run(_ages(Settings(), now)).items():
        table.add_row(name, "—" if age is None else f"{age} days", "due" if (age or 0) > ROTATE_AFTER.days else "")
    console.print(table)


@app.command("add-key")
def add_key() -> None:
    """The first step: a new sealing key, which opens but does not seal yet. Restart the processes one by one."""
    settings = Settings()
    if settings.secret_keys.get_secret_value():
        console.print(f"Put this behind the others in SECRET_KEYS, then restart one by one:\n{fresh_key()}")
    else:
        console.print(f"{add_to_file(settings.data_dir)} keys are known now. Restart one by one, then: secrets rotate")


@app.command()
def rotate() -> None:
    """The second step: seal with the newest key, all that was sealed before too. Again, after the last restart."""
    settings = with_servers(with_secrets(Settings()))
    if not settings.secret_keys.get_secret_value() and promote(settings.data_dir):
        console.print("The key that was added last seals from now on.")
    found = asyncio.run(_rotate(settings))
    for table, count in found.done.items():
        console.print(f"{table}: {count} sealed anew")
    for table, count in found.lost.items():
        console.print(f"{table}: {count} cannot be opened with any key that is here", style="red")
    raise typer.Exit(1 if found.lost else 0)


@app.command()
def changed(name: Annotated[str, typer.Argument(help="the secret; * for all")] = "*") -> None:
    """Tell every running process to read a secret again."""
    console.print(f"{asyncio.run(_announce(with_servers(Settings()), name))} processes heard of it.")


async def _ages(settings: Settings, now: datetime) -> dict[str, int | None]:
    secrets = Secrets(build_source(settings))
    found = {name: await secrets.age(name, now) for name in secret_names() if await secrets.get(name) is not None}
    return {name: age.days if age is not None else None for name, age in found.items()}


async def _rotate(settings: Settings) -> Resealed:
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    async with _platform(settings) as sessions:
        found = await reseal(sessions, sealer)
        entry = AuditEntry(
            id=uuid4(),
            at=datetime.now(UTC),
            tenant=PUBLIC_TENANT,
            action=Action.SECRET_ROTATED,
            resource="sealing key",
            resource_id=sealer.beginning.hex(),
            changes={"sealed_anew": list(found.done.items())},
        )
        async with sessions.begin() as session:
            await record(session, entry)
        await keep_audit(sessions, Signer.of(sealer), datetime.now(UTC))  # anchors under the newest key
    await _announce(settings, "*")
    return found


async def _announce(settings: Settings, name: str) -> int:
    redis = build_redis(settings.redis_url)
    try:
        return await announce(redis, name)
    finally:
        await redis.aclose()


@asynccontextmanager
async def _platform(settings: Settings) -> AsyncIterator[Sessions]:
    engine = build_engine(settings.database_url, PLATFORM)
    try:
        yield build_sessions(engine)
    finally:
        await engine.dispose()
