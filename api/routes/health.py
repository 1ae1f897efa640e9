"""Is it alive, can it serve, which one is it?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text

from api.deps import Res
from api.version import VERSION

router = APIRouter(tags=["health"])
_CHECK_S = 2.0


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Check(BaseModel):
    name: str
    ok: bool
    detail: str = ""


class Readiness(BaseModel):
    ready: bool
    checks: tuple[Check, ...]


class Version(BaseModel):
    name: str = "tripwright"
    version: str
    environment: str


@router.get("/health")
async def health() -> Health:
    """The process answers."""
    return Health()


@router.get("/ready", responses={503: {"model": Readiness}})
async def ready(res: Res, response: Response) -> Readiness:
    """The database and Redis answer too."""
    checks = await asyncio.gather(_check("database", _database(res)), _check("redis", _redis(res)))
    readiness = Readiness(ready=all(check.ok for check in checks), checks=tuple(checks))
    if not readiness.ready:
        response.status_code = 503
    return readiness


@router.get("/version")
async def version(res: Res) -> Version:
    return Version(version=VERSION, environment=res.settings.environment)


async def _check(name: str, probe: Awaitable[None]) -> Check:
    try:
        async with asyncio.timeout(_CHECK_S):
            await probe
    except Exception as error:  # noqa: BLE001  whatever it is, the answer is "not ready"
        return Check(name=name, ok=False, detail=type(error).__name__)
    return Check(name=name, ok=True)


async def _database(res: Res) -> None:
    async with res.sessions() as session:
        await session.execute(text("SELECT 1"))


async def _redis(res: Res) -> None:
    await res.redis.ping()
