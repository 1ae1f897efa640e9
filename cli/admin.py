"""`./tripwright admin EMAIL`: makes an administrator, before there is anybody who could do it in the console."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

import typer
from pydantic import TypeAdapter, ValidationError

from domain.accounts import Email, Personal
from domain.audit import Action, AuditEntry
from domain.errors import NotFound
from domain.identity import PUBLIC_TENANT, Role
from infra.database import build_engine, build_sessions, in_tenant
from infra.embedded import with_servers
from infra.redis import build_redis
from infra.settings import Settings
from services.accounts.letters import link_of
from services.accounts.links import Purpose
from services.accounts.parts import AccountWork, build_account_parts
from services.accounts.registration import create_user
from services.accounts.tables import UserRow
from services.audit.service import record
from services.migrate import upgrade
from services.tenants.repository import TenantRepository

app = typer.Typer()
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)


@app.command()
def admin(
    email: Annotated[str, typer.Argument(help="whose address; an account is made where there is none")],
    tenant: Annotated[str, typer.Option(help="of which agency; of the public house: a platform administrator")] = (
        PUBLIC_TENANT
    ),
) -> None:
    """Make an administrator and print the address where they choose a password, within an hour."""
    try:
        address = _EMAIL.validate_python(email)
        settings = with_servers(Settings())
        upgrade(settings.database_url)
        link = asyncio.run(_made(settings, address, tenant))
    except (ValidationError, NotFound) as error:
        typer.echo(str(error) if isinstance(error, NotFound) else f"email: {email!r} is no address", err=True)
        raise typer.Exit(2) from error
    typer.echo(link)


async def _made(settings: Settings, email: str, tenant: str) -> str:
    engine, redis = build_engine(settings.database_url), build_redis(settings.redis_url)
    try:
        async with in_tenant(build_sessions(engine), tenant) as session:
            if await TenantRepository(session, tenant).own() is None:
                raise NotFound("agency", tenant)
            work = AccountWork(session, tenant, build_account_parts(settings, redis), datetime.now(UTC))
            row = await _raised(work, email)
            await record(session, _entry(work, row.id))
            return link_of(work, row, Purpose.RESET)
    finally:
        await redis.aclose()
        await engine.dispose()


async def _raised(work: AccountWork, email: str) -> UserRow:
    """The account with the role; doing it again changes nothing more."""
    role = Role.PLATFORM_ADMIN if work.tenant == PUBLIC_TENANT else Role.ADMIN
    roles = {Role.USER, role}
    await create_user(work, Personal(email=email), password_hash=None, verified=True, roles=roles, method="operator")
    row = await work.rows.find_by_email(email)
    assert row is not None
    if role not in row.roles:
        row.roles, row.version, row.updated_at = sorted({*row.roles, role}), row.version + 1, work.now
        await work.parts.sessions.set_roles(work.tenant, row.id, frozenset(map(Role, row.roles)))
    return row


def _entry(work: AccountWork, user_id: UUID) -> AuditEntry:
    return AuditEntry(
        id=uuid4(),
        at=work.now,
        tenant=work.tenant,
        action=Action.ROLES_CHANGED,
        resource="user",
        resource_id=str(user_id),
        changes={"by": [None, "the operator's command line"]},
    )
