"""The one PostgreSQL driver (psycopg 3) behind SQLAlchemy and LangGraph's checkpointer."""

from __future__ import annotations

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

Sessions = async_sessionmaker[AsyncSession]


def build_engine(database_url: str) -> AsyncEngine:
    """An engine for a libpq-style address (postgresql://…)."""
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    return create_async_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)


def build_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


def libpq_url(database_url: str) -> str:
    """The same address without SQLAlchemy's driver name, for psycopg itself."""
    return make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
