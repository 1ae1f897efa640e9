"""Sentry behind SENTRY_DSN: failures on our side and a tenth of the traces, without cookies, keys or people.

Only the integrations that are named here are on: those that Sentry would switch on by itself read the
words that go to language models.
"""

from __future__ import annotations

from typing import Any, cast

import sentry_sdk
from sentry_sdk.integrations.fastapi import FastApiIntegration
from sentry_sdk.integrations.starlette import StarletteIntegration
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event, Hint

from infra.masking import is_secret, masked
from infra.settings import Settings

TRACES_SAMPLE_RATE = 0.1
_NEVER = ("cookies", "data", "env")
_ADDRESSES = frozenset({"x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip"})


def start_sentry(
    settings: Settings, service: str, version: str, transport: Transport | type[Transport] | None = None
) -> bool:
    """Whether it is on; `transport` takes the place of the network in tests."""
    if settings.sentry_dsn is None:
        return False
    sentry_sdk.init(
        dsn=settings.sentry_dsn.get_secret_value(),
        environment=settings.environment,
        release=f"tripwright@{version}",
        server_name=service,
        traces_sample_rate=TRACES_SAMPLE_RATE,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=stripped,
        before_send_transaction=stripped,
        auto_enabling_integrations=False,
        integrations=[
            StarletteIntegration(transaction_style="url"),
            FastApiIntegration(transaction_style="url"),
        ],
        transport=transport,
    )
    sentry_sdk.set_tag("service", service)
    return True


def stripped(event: Event, _: Hint) -> Event | None:
    """The event without cookies, authorization, bodies, addresses and whatever else is secret by name or look."""
    request = cast("dict[str, Any]", event.get("request") or {})
    for part in _NEVER:
        request.pop(part, None)
    if isinstance(headers := request.get("headers"), dict):
        request["headers"] = {
            name: value for name, value in headers.items() if not is_secret(name) and name.lower() not in _ADDRESSES
        }
    user = event.get("user")
    if isinstance(user, dict):
        event["user"] = {"id": user["id"]} if "id" in user else {}
    return cast("Event", masked(event, deepest=12))
