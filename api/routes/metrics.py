"""The process's metrics for Prometheus: open to a token or to an address that the operator names, else to nobody."""

from __future__ import annotations

import base64
import binascii
from hmac import compare_digest
from ipaddress import ip_address

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0

from api.deps import Res
from api.guard import anyone
from api.problems import refusals
from api.routes.health import checks_of
from domain.errors import Forbidden
from infra.settings import Settings
from infra.telemetry.metrics import REGISTRY

router = APIRouter(tags=["health"], dependencies=[anyone()])


@router.get("/metrics", response_class=PlainTextResponse, responses=refusals(403))
async def metrics(request: Request, res: Res) -> PlainTextResponse:
    """Everything that this process counts, in Prometheus's text format.

    Needs METRICS_TOKEN, as `Bearer` or as the password of `Basic`, or an address within METRICS_ALLOW.
    """
    client = request.client.host if request.client else ""
    if not (_is_near(client, res.settings) or _has_token(request.headers.get("authorization", ""), res.settings)):
        raise Forbidden("metrics are for whoever has METRICS_TOKEN or an address within METRICS_ALLOW")
    await checks_of(res).all()  # so that what an alert reads is of now
    return PlainTextResponse(generate_latest(REGISTRY), headers={"Content-Type": CONTENT_TYPE_PLAIN_1_0_0})


def _is_near(client: str, settings: Settings) -> bool:
    try:
        address = ip_address(client)
    except ValueError:
        return False
    return any(address in network for network in settings.metrics_allow)


def _has_token(authorization: str, settings: Settings) -> bool:
    if settings.metrics_token is None:
        return False
    kind, _, given = authorization.partition(" ")
    if kind.lower() == "basic":
        given = _password(given)
    return compare_digest(given.encode(), settings.metrics_token.get_secret_value().encode())


def _password(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
