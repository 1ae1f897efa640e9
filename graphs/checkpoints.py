"""Where runs are checkpointed: PostgreSQL, with a strict list of the types that may come back."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import Enum
from types import ModuleType
from typing import Any

from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from psycopg import AsyncConnection
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool
from pydantic import BaseModel

from domain import candidates, certificate, city, conflict, edits, events, geo, hours, itinerary, money, place, request
from graphs import state

_MODULES = (candidates, certificate, city, conflict, edits, events, geo, hours, itinerary, money, place, request, state)
_POOL = 10


def allowed_types() -> list[tuple[str, str]]:
    """Our values and enumerations, and nothing else, may be made from a checkpoint."""
    return [(module.__name__, name) for module in _MODULES for name, _ in inspect.getmembers(module, _is_value(module))]


def serializer() -> JsonPlusSerializer:
    return JsonPlusSerializer(allowed_msgpack_modules=allowed_types())


@asynccontextmanager
async def open_checkpointer(database_url: str) -> AsyncIterator[AsyncPostgresSaver]:
    """A saver over a pool of its own; `database_url` as libpq takes it. Makes its tables once."""
    settings = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
    pool: AsyncConnectionPool[AsyncConnection[dict[str, Any]]] = AsyncConnectionPool(
        database_url, min_size=1, max_size=_POOL, kwargs=settings, open=False
    )
    async with pool:
        saver = AsyncPostgresSaver(pool, serde=serializer())
        await saver.setup()
        yield saver


def _is_value(module: ModuleType) -> Callable[[object], bool]:
    def check(member: object) -> bool:
        mine = getattr(member, "__module__", None) == module.__name__
        return mine and inspect.isclass(member) and issubclass(member, BaseModel | Enum)

    return check
