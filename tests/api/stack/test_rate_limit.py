from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from fastapi import HTTPException

from api.declarations import limited, repeated, trip_quota, uncounted
from api.guard import anyone
from api.stack.rate_limit import REQUESTS_AN_HOUR, TRIPS_A_DAY, Asked, buckets
from api.stack.routing import Declared
from domain.identity import Principal, Role, Tier
from domain.tenant import Tenant, TenantSettings
from services.credentials.holder import KeyHolder
from tests.api.signing_in import sign_in
from tests.api.stack.serving import serving

USER, KEY = UUID(int=1), UUID(int=2)
GUEST = "a" * 32


def routes(router):
    @router.get("/counted", dependencies=[anyone()])
    async def counted() -> int:
        return 1

    @router.get("/free", dependencies=[anyone(), uncounted()])
    async def free() -> int:
        return 1

    @router.get("/trips/{trip_id}", dependencies=[anyone(), *repeated()])
    async def trip(trip_id: int) -> int:
        return trip_id

    @router.post("/login", dependencies=[anyone(), limited("5/15m", by="address")])
    async def login() -> int:
        return 1

    @router.post("/trips", dependencies=[anyone(), trip_quota()])
    async def trips(fail: int = 0) -> int:
        if fail:
            raise HTTPException(fail)
        return 1


def fresh_address() -> str:
    number = uuid4().int
    return f"10.{number % 250}.{number // 250 % 250}.{number // 62500 % 250}"


@pytest.fixture
async def client(settings):
    async with serving(settings, routes, address=fresh_address(), limits_enforced=True) as opened:
        yield opened


def asked(who: Principal, tenant: Tenant | None = None, route: Declared | None = None) -> Asked:
    return Asked(who, tenant or Tenant(), "10.0.0.1", route or Declared("/v1/x"))


@pytest.mark.parametrize(
    ("tier", "requests", "trips"),
    [(Tier.FREE, 100, 10), (Tier.BASIC, 500, 50), (Tier.PRO, 5_000, 100), (Tier.ADMIN, None, None)],
)
def test_the_tiers_are_those_that_were_agreed(tier, requests, trips):
    assert (REQUESTS_AN_HOUR[tier], TRIPS_A_DAY[tier]) == (requests, trips)
    who = Principal(user_id=USER, tier=tier)
    found = buckets(asked(who, route=Declared("/v1/trips", trips=True)))
    expected = (
        []
        if requests is None
        else [("limit:hour:user:" + str(USER), requests), ("limit:trips:user:" + str(USER), trips)]
    )
    assert [(one.key, one.limit) for one in found] == expected


def test_a_user_of_an_agency_counts_for_it_too():
    who = Principal(tenant="acme", user_id=USER, tier=Tier.ENTERPRISE)
    found = buckets(asked(who, Tenant(id="acme", slug="acme", tier=Tier.ENTERPRISE)))
    assert [(one.key, one.limit) for one in found] == [
        (f"limit:hour:user:{USER}", 50_000),
        ("limit:hour:tenant:acme", 50_000),
    ]


def test_an_enterprise_has_the_trips_that_it_agreed_on_for_all_its_people():
    agreed = Tenant(id="acme", slug="acme", tier=Tier.ENTERPRISE, settings=TenantSettings(trips_per_day=7))
    who = Principal(tenant="acme", user_id=USER, tier=Tier.ENTERPRISE)
    found = buckets(asked(who, agreed, Declared("/v1/trips", trips=True)))
    assert [(one.key, one.limit) for one in found if one.refundable] == [("limit:trips:tenant:acme", 7)]


def test_an_api_key_has_its_own_limit():
    holder = KeyHolder(user_id=USER, key_id=KEY, tier=Tier.PRO, hourly_limit=3)
    assert [(one.key, one.limit) for one in buckets(asked(holder))] == [(f"limit:hour:key:{KEY}", 3)]


def test_a_guest_counts_by_name_and_by_address():
    found = buckets(asked(Principal(guest=GUEST)))
    assert [one.key for one in found] == [f"limit:hour:guest:{GUEST}", "limit:hour:address:10.0.0.1"]


async def test_the_hundred_and_first_request_of_a_guest_is_refused_even_without_the_cookie(client):
    for sent in range(100):
        client.cookies.clear()
        client.cookies.set("tripwright_guest", uuid4().hex)
        answer = await client.get("/v1/test/counted")
        assert answer.status_code == 200
        assert answer.headers["RateLimit-Remaining"] == str(99 - sent)
    client.cookies.set("tripwright_guest", uuid4().hex)
    refused = await client.get("/v1/test/counted")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 2 * 3600
    assert refused.headers["RateLimit-Limit"] == refused.headers["X-RateLimit-Limit"] == "100"
    assert refused.headers["RateLimit-Remaining"] == "0"
    assert refused.headers["RateLimit-Policy"] == "100;w=3600"
    assert refused.json()["type"] == "/problems/too-many"


async def test_a_route_of_its_own_limit_refuses_the_sixth(client):
    found = [(await client.post("/v1/test/login")).status_code for _ in range(6)]
    assert found == [200] * 5 + [429]


async def test_a_batch_of_uncounted_requests_costs_nothing(client):
    before = (await client.get("/v1/test/counted")).headers["RateLimit-Remaining"]
    for path in ("/v1/test/free", "/health", "/", "/assets/none.js"):
        assert "RateLimit-Limit" not in (await client.get(path)).headers
    after = (await client.get("/v1/test/counted")).headers["RateLimit-Remaining"]
    assert int(before) - int(after) == 1


async def test_what_a_page_repeats_costs_none_of_the_hour_and_has_a_bound_for_each_trip(client):
    before = (await client.get("/v1/test/counted")).headers["RateLimit-Remaining"]
    found = [(await client.get("/v1/test/trips/1")).status_code for _ in range(301)]
    assert found == [200] * 300 + [429]
    assert (await client.get("/v1/test/trips/2")).status_code == 200
    after = (await client.get("/v1/test/counted")).headers["RateLimit-Remaining"]
    assert int(before) - int(after) == 1


def test_what_a_page_repeats_is_bounded_over_all_trips_and_a_key_is_counted_as_everywhere():
    limits = tuple(one.dependency for one in repeated())
    route = Declared("/v1/trips/{trip_id}/preview", limits=limits)
    asking = Asked(Principal(user_id=USER), Tenant(), "10.0.0.1", route, "/v1/trips/7/preview")
    assert [(one.key, one.limit) for one in buckets(asking)] == [
        (f"limit:60:/v1/trips/7/preview:user:{USER}", 300),
        (f"limit:3600:/v1/trips/{{trip_id}}/preview:user:{USER}", 6_000),
    ]
    holder = KeyHolder(user_id=USER, key_id=KEY, tier=Tier.PRO, hourly_limit=3)
    assert (f"limit:hour:key:{KEY}", 3) in [(one.key, one.limit) for one in buckets(replace(asking, who=holder))]


async def test_an_answer_that_did_not_change_costs_nothing(client):
    tag = (await client.get("/v1/test/counted")).headers["ETag"]
    for _ in range(5):
        assert (await client.get("/v1/test/counted", headers={"If-None-Match": tag})).status_code == 304
    assert (await client.get("/v1/test/counted")).headers["RateLimit-Remaining"] == "98"


async def test_ten_trips_a_day_and_those_that_failed_or_were_repeated_are_none_of_them(client):
    assert (await client.post("/v1/test/trips?fail=503")).status_code == 503
    key = {"Idempotency-Key": uuid4().hex}
    for _ in range(4):
        assert (await client.post("/v1/test/trips", headers=key)).status_code == 200
    assert [(await client.post("/v1/test/trips")).status_code for _ in range(10)] == [200] * 9 + [429]


async def test_an_administrator_has_no_limit(client, settings):
    headers = await sign_in(client, settings, roles={Role.ADMIN})
    answer = await client.get("/v1/test/counted", headers=headers)
    assert "RateLimit-Limit" not in answer.headers


async def test_without_enforcement_a_request_is_told_but_not_refused(settings):
    async with serving(settings, routes, address=fresh_address()) as client:
        found = [await client.post("/v1/test/login") for _ in range(7)]
    assert [one.status_code for one in found] == [200] * 7
    assert found[-1].headers["RateLimit-Remaining"] == "0"


async def test_without_redis_a_share_of_the_limit_remains(settings):
    away = "redis://127.0.0.1:1/0"
    async with serving(settings, routes, address=fresh_address(), limits_enforced=True, redis_url=away) as client:
        found = [(await client.get("/v1/test/counted")).status_code for _ in range(26)]
    assert found == [200] * 25 + [429]


async def test_all_addresses_that_one_ipv6_connection_has_share_a_limit(settings):
    near = f"2001:db8:{uuid4().int % 65_536:x}:{uuid4().int % 65_536:x}"
    proxies = ("127.0.0.1/32",)
    async with serving(settings, routes, trusted_proxies=proxies, limits_enforced=True) as client:

        async def tried(address: str) -> int:
            return (await client.post("/v1/test/login", headers={"X-Forwarded-For": address})).status_code

        assert [await tried(f"{near}::{number}") for number in range(6)] == [200] * 5 + [429]
        assert await tried(f"2001:db9:{uuid4().int % 65_536:x}::1") == 200
