"""Is it alive, can it serve, which one is it; and what the public may know of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from api.deps import Res
from api.guard import anyone
from api.status_page import CSS, page_of
from api.version import VERSION
from services.health.checks import Checks
from services.health.objectives import WINDOW_DAYS
from services.health.schemas import Component, PublicStatus, Readiness, State
from services.health.service import HealthService

router = APIRouter(tags=["health"], dependencies=[anyone()])
# What people may rely on, and the checks that it stands on.
_COMPONENTS = {
    "Website and API": ("database", "redis"),
    "Planning": ("workers", "queue"),
    "Search": ("qdrant",),
    "Providers": ("breakers",),
}
_WORST = (State.DOWN, State.DEGRADED, State.OK)


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Version(BaseModel):
    name: str = "tripwright"
    version: str
    environment: str


@router.get("/health")
async def health() -> Health:
    """The process answers (liveness)."""
    return Health()


@router.get("/ready", responses={503: {"model": Readiness, "description": "`missing` says what it lacks"}})
async def ready(res: Res, response: Response) -> Readiness:
    """Whether it can serve (readiness): the database and Redis answer; what else is amiss only degrades it.

    Degraded: an answer after more than 0.5 s, more than 1,000 jobs waiting, no worker, less than 20 % of
    the disk or 10 % of the memory free, every core busy with others waiting, an open breaker.
    """
    readiness = await checks_of(res).all()
    if not readiness.ready:
        response.status_code = 503
    response.headers["Cache-Control"] = "no-store"
    return readiness


@router.get("/version")
async def version(res: Res) -> Version:
    return Version(version=VERSION, environment=res.settings.environment)


@router.get("/v1/status")
async def status(res: Res) -> PublicStatus:
    """How the service does now and did in the last 30 days, for everybody."""
    readiness = await checks_of(res).all()
    found = {check.name: check.state for check in readiness.checks}
    components = tuple(
        Component(name=name, state=min((found[check] for check in stands_on), key=_WORST.index))
        for name, stands_on in _COMPONENTS.items()
    )
    days = await HealthService(res.redis).days() if "redis" not in readiness.missing else ()
    asked = sum(day.requests for day in days)
    answered = sum(day.requests * (day.availability or 0) for day in days)
    return PublicStatus(
        state=min((component.state for component in components), key=_WORST.index),
        at=datetime.now(UTC),
        components=components,
        availability=answered / asked if asked else None,
        window_days=WINDOW_DAYS,
        days=days,
    )


@router.get("/status", response_class=HTMLResponse)
async def status_page(res: Res) -> HTMLResponse:
    """The same as a plain page."""
    return HTMLResponse(page_of(await status(res)), headers={"Cache-Control": "no-store"})


@router.get("/status.css", response_class=Response, include_in_schema=False)
async def status_style() -> Response:
    return Response(CSS, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


def checks_of(res: Res) -> Checks:
    return Checks(res.settings, res.sessions, res.redis, res.board.line.breakers.report)
