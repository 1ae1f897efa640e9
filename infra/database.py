"""The one PostgreSQL driver (psycopg 3) behind SQLAlchemy and LangGraph's checkpointer, and its two roles.

Migrations run as whoever `DATABASE_URL` names. The product runs as `tripwright_app`, which sees one
tenant's rows at a time, and where it must see all as `tripwright_platform` (`services.protection`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction

from infra.tally import queried
from infra.telemetry.queries import watch_pool

Sessions = async_sessionmaker[AsyncSession]

APP, PLATFORM = "tripwright_app", "tripwright_platform"
CHECKPOINTS = "checkpoints"  # the schema of the graph's scratch
TENANT_SETTING = "tripwright.tenant"
_NAME_TENANT = text("SELECT set_config(:setting, :tenant, true)")


def build_engine(database_url: str, role: str = APP) -> AsyncEngine:
    """An engine for a libpq-style address (postgresql://…), working as `role`."""
    url = _as_role(make_url(database_url), role).set(drivername="postgresql+psycopg")
    engine = create_async_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=25)
    watch_pool(engine.sync_engine)
    return engine


def build_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def in_tenant(sessions: Sessions, tenant: str) -> AsyncIterator[AsyncSession]:
    """A transaction that sees one tenant's rows, committed when the block ends well."""
    async with sessions(info={TENANT_SETTING: tenant}) as session, session.begin():
        yield session


def libpq_url(database_url: str, role: str = PLATFORM, schema: str = "public") -> str:
    """The same address without SQLAlchemy's driver name, for psycopg itself."""
    url = _as_role(make_url(database_url), role, schema).set(drivername="postgresql")
    return url.render_as_string(hide_password=False).replace("+", "%20")  # libpq knows no other blank


def _as_role(url: URL, role: str, schema: str = "public") -> URL:
    """The embedded server trusts whoever reaches its socket, so that the role itself logs in and has no way back.

    Elsewhere the user that is named puts the role on (it must be a member of it), unless it is the role already.
    """
    options = f"-c search_path={schema} -c jit=off"  # compiling a query takes longer than any of ours
    if str(url.query.get("host", "")).startswith("/") or (url.host or "").startswith("/"):
        url = url.set(username=role)
    elif url.username != role:
        options += f" -c role={role}"
    return url.update_query_dict({"options": options})


@event.listens_for(Session, "after_begin")
def _name_tenant(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    tenant = session.info.get(TENANT_SETTING)
    if tenant is not None and transaction.parent is None:
        connection.execute(_NAME_TENANT, {"setting": TENANT_SETTING, "tenant": tenant})


@event.listens_for(Engine, "after_cursor_execute")
def _count(*_: Any) -> None:
    queried()
