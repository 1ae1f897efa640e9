"""How much each tier may ask for, counted for whoever asks, for their tenant and for the route."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.declarations import Limited
from api.stack.answering import CONNECTIONS, address_of, counts_of, refuse, resources_of
from api.stack.routing import Declared, declared
from domain.errors import TooMany
from domain.identity import PUBLIC_TENANT, Principal, Tier
from domain.tenant import Tenant
from infra.limiting.limits import Limits, build_limits
from infra.limiting.windows import Bucket, Standing
from infra.networks import connection_of

HOUR_S, DAY_S = 3600, 86_400
REQUESTS_AN_HOUR: dict[Tier, int | None] = {
    Tier.FREE: 100,
    Tier.BASIC: 500,
    Tier.PRO: 5_000,
    Tier.ENTERPRISE: 50_000,
    Tier.ADMIN: None,
}
TRIPS_A_DAY: dict[Tier, int | None] = {Tier.FREE: 10, Tier.BASIC: 50, Tier.PRO: 100, Tier.ADMIN: None}
_NOT_MODIFIED = 304
_REFUSED = 400


@dataclass(frozen=True)
class Asked:
    """What a request is counted by."""

    who: Principal
    tenant: Tenant
    address: str  # or the network that one connection has
    route: Declared
    path: str = ""


class RateLimit:
    """Refuses what is over a limit with 429, and tells with every answer how much is left.

    An answer that nothing changed (304) costs nothing, and a trip that was not begun, or was begun before
    by the same Idempotency-Key, is none of the day's.
    """

    def __init__(self, app: ASGIApp, *, enforced: bool = True) -> None:
        self._app, self._enforced = app, enforced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        buckets = _buckets_of(scope) if scope["type"] in CONNECTIONS else ()
        if not buckets:
            await self._app(scope, receive, send)
            return
        limits, who = _limits_of(scope), cast("Principal", scope["state"]["principal"])
        standings = await limits.take(buckets, throttles_of(who))
        tightest = min(standings, key=lambda one: (-one.wait_s, one.remaining))
        if tightest.refused and self._enforced:
            counts_of(scope).add("limits.refused")
            await refuse(scope, receive, _telling(send, tightest), _too_many(tightest))
            return
        status = await self._serve(scope, receive, send, tightest)
        if returned := tuple(one for one in buckets if _comes_back(one, status)):
            await limits.give_back(returned)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, standing: Standing) -> int:
        """The answer's status; 400 for one that was only given again."""
        status = _REFUSED

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                replayed = MutableHeaders(scope=message).get("idempotency-replayed")
                status = _REFUSED if replayed else message["status"]
            await send(message)

        await self._app(scope, receive, _telling(watch, standing))
        return status


def _buckets_of(scope: Scope) -> tuple[Bucket, ...]:
    route = declared(scope)
    if not route.template.startswith("/v1/") or scope.get("method") == "OPTIONS":
        return ()
    state = scope["state"]
    return buckets(Asked(state["principal"], state["tenant"], connection_of(address_of(scope)), route, scope["path"]))


def buckets(asked: Asked) -> tuple[Bucket, ...]:
    """All that one request is counted by; the caller's own first."""
    found: list[Bucket] = []
    if asked.route.counted and not _has_its_own(asked):
        found += _of_tier(asked)
    for limit in asked.route.limits:
        found += _of_route(asked, limit)
    return (*found, *(_of_trips(asked) if asked.route.trips else ()))


def _has_its_own(asked: Asked) -> bool:
    """Whether the route's limits stand for the tier's: those of what a page repeats do so for people only."""
    by_key = asked.who.key_id is not None
    return any(one.instead for one in asked.route.limits) and not (
        by_key and any(one.by == "path" for one in asked.route.limits)
    )


def throttles_of(who: Principal) -> tuple[str, ...]:
    """Keys in Redis that exist while a tenant, or one of its users, is over the month's budget."""
    return (f"over_budget:{who.tenant}", f"over_budget:{who.tenant}:{who.owner}") if who.owner else ()


def callers(who: Principal, address: str) -> tuple[str, ...]:
    """Names to count by: a guest counts by address too, so that a dropped cookie gains nothing."""
    if who.key_id is not None:
        return (f"key:{who.key_id}",)
    if who.user_id is not None:
        return (f"user:{who.user_id}",)
    return (f"guest:{who.guest}", f"address:{address}") if who.guest else (f"address:{address}",)


def _of_tier(asked: Asked) -> list[Bucket]:
    own = getattr(asked.who, "hourly_limit", None)  # an API key's
    limit = own if own is not None else REQUESTS_AN_HOUR[asked.who.tier]
    found = [Bucket(f"limit:hour:{name}", limit, HOUR_S) for name in callers(asked.who, asked.address) if limit]
    whole = REQUESTS_AN_HOUR[asked.tenant.tier]
    if asked.tenant.id != PUBLIC_TENANT and asked.who.tier is not Tier.ADMIN and whole:
        found.append(Bucket(f"limit:hour:tenant:{asked.tenant.id}", whole, HOUR_S))
    return found


def _of_route(asked: Asked, limit: Limited) -> list[Bucket]:
    names = (f"address:{asked.address}",) if limit.by == "address" else callers(asked.who, asked.address)
    start = f"limit:{limit.window_s}:{asked.path if limit.by == 'path' else asked.route.template}"
    return [Bucket(f"{start}:{name}", limit.count, limit.window_s) for name in names]


def _of_trips(asked: Asked) -> list[Bucket]:
    """Trips of a day; an enterprise has what was agreed with it, for all of its people together."""
    if asked.who.tier is Tier.ENTERPRISE:
        agreed = asked.tenant.settings.trips_per_day
        key = f"limit:trips:tenant:{asked.tenant.id}"
        return [Bucket(key, agreed, DAY_S, refundable=True)] if agreed is not None else []
    limit = TRIPS_A_DAY[asked.who.tier]
    names = callers(asked.who, asked.address)
    return [Bucket(f"limit:trips:{name}", limit, DAY_S, refundable=True) for name in names if limit is not None]


def _comes_back(bucket: Bucket, status: int) -> bool:
    return status == _NOT_MODIFIED or (bucket.refundable and status >= _REFUSED)


def _too_many(standing: Standing) -> TooMany:
    bucket = standing.bucket
    if bucket.refundable:
        return TooMany(f"that was the last of {standing.limit} trips a day", standing.wait_s)
    per = {HOUR_S: "an hour", DAY_S: "a day", 60: "a minute"}.get(bucket.window_s, f"in {bucket.window_s // 60} min")
    return TooMany(f"no more than {standing.limit} requests {per} here; try again later", standing.wait_s)


def _telling(send: Send, standing: Standing) -> Send:
    """RateLimit headers (draft-ietf-httpapi-ratelimit-headers-07) and their older X- names."""
    reset = str(math.ceil(standing.wait_s or standing.reset_s))
    values = {"Limit": str(standing.limit), "Remaining": str(standing.remaining), "Reset": reset}

    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in values.items():
                headers[f"RateLimit-{name}"] = headers[f"X-RateLimit-{name}"] = value
            headers["RateLimit-Policy"] = f"{standing.limit};w={standing.bucket.window_s}"
        await send(message)

    return told


def _limits_of(scope: Scope) -> Limits:
    state = scope["app"].state
    if not hasattr(state, "limits"):
        state.limits = build_limits(resources_of(scope).redis)
    return cast("Limits", state.limits)


__all__: Sequence[str] = ("REQUESTS_AN_HOUR", "TRIPS_A_DAY", "Asked", "RateLimit", "buckets", "callers", "throttles_of")
