"""An authenticator app that is set up, with the code of now still unused."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pyotp

STEP_S = 30
_SOON_S = 5


async def enrolled(client: httpx.AsyncClient, headers: dict[str, str]) -> tuple[pyotp.TOTP, dict[str, Any]]:
    """By the code of the step before, which serves as long as this step lasts."""
    app = pyotp.TOTP((await client.post("/v1/profile/totp", headers=headers)).json()["secret"])
    left = STEP_S - time.time() % STEP_S
    if left < _SOON_S:
        await asyncio.sleep(left)
    told = await client.post("/v1/profile/totp/confirm", json={"code": app.at(time.time() - STEP_S)}, headers=headers)
    assert told.status_code == 200, told.text
    return app, told.json()
