"""The CAPTCHA that the settings name, for a process's lifetime."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from infra.settings import Settings
from infra.tls import tls_context
from tools.adapter import Access
from tools.captcha.contract import Captcha
from tools.captcha.recaptcha import Recaptcha
from tools.captcha.turnstile import Turnstile

PROVIDERS: tuple[type[Turnstile | Recaptcha], ...] = (Turnstile, Recaptcha)
_TIMEOUT = httpx.Timeout(5.0, connect=3.0)


@asynccontextmanager
async def open_captcha(settings: Settings) -> AsyncIterator[Captcha | None]:
    """None where the settings name none, or give it no secret."""
    kind = next((one for one in PROVIDERS if one.name == settings.captcha), None)
    if kind is None or settings.captcha_secret is None:
        yield None
        return
    async with httpx.AsyncClient(verify=tls_context(), timeout=_TIMEOUT) as http:
        address = settings.addresses.get(kind.name, "")
        yield kind(Access(http, settings.captcha_secret.get_secret_value(), address=address))
