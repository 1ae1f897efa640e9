"""An application between its start and its stop, both with time enough for a busy machine."""

from __future__ import annotations

from asgi_lifespan import LifespanManager
from fastapi import FastAPI

_LIMIT_S = 60


def living(app: FastAPI) -> LifespanManager:
    return LifespanManager(app, startup_timeout=_LIMIT_S, shutdown_timeout=_LIMIT_S)
