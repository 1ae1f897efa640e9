from __future__ import annotations

import hmac
import json
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from agents.booking import attach_links
from api.app import create_app
from domain.certificate import certify
from domain.itinerary import all_links
from services.links.tables import Click, Conversion
from services.trips.service import Ids, TripService
from tests.lifespan import living
from tests.make import make_itinerary, make_request

SECRET = "what only they and we know"
OWNER = {"Authorization": "Bearer the owner"}


@pytest.fixture
async def app(settings):
    told = {"conversion_secrets": {"booking": SecretStr(SECRET)}, "admin_token": SecretStr("the owner")}
    made = create_app(settings.model_copy(update=told))
    async with living(made):
        yield made


@pytest.fixture
async def browser(app):
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"
    headers = {"User-Agent": agent}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as opened:
        yield opened


@pytest.fixture
def sessions(app):
    return app.state.resources.platform


@pytest.fixture
async def trip(sessions):
    """A planned trip of the tenant, with an affiliate id at Booking.com; its id and its itinerary."""
    itinerary = attach_links(make_request(), make_itinerary(), affiliates={"booking": "304142"})
    async with sessions.begin() as session:
        trips = TripService(session, "public", datetime.now(UTC))
        started = await trips.start(Ids(uuid4(), uuid4(), uuid4()), "guest", "Avonlea")
        await trips.input_of(started.run.id)
        certificate = certify(make_request(), itinerary)
        assert await trips.finish(started.run.id, make_request(), itinerary, certificate, said="Here.", changes=())
    return started.trip_id, itinerary


def booking_of(itinerary):
    return next(link for link in itinerary.stays[0].links if link.provider == "booking")


async def clicks_on(sessions, trip_id: UUID) -> list[Click]:
    async with sessions() as session:
        found = await session.scalars(select(Click).where(Click.trip_id == trip_id).order_by(Click.clicked_at))
        return list(found)


async def test_each_fetch_of_a_redirect_is_a_click_of_its_own(browser, trip, sessions):
    trip_id, itinerary = trip
    link = booking_of(itinerary)
    browser.cookies.set("tripwright_guest", "abc0" * 8)
    answers = [await browser.get(f"/go/{trip_id}/{link.id}?utm_source=news&utm_medium=email") for _ in range(2)]
    rows = await clicks_on(sessions, trip_id)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer.headers["location"] for answer in answers] == [f"{link.url}&label={row.id.hex}" for row in rows]
    assert {(row.visitor, row.agent, row.utm_source, row.utm_medium) for row in rows} == {
        ("abc0" * 8, "firefox", "news", "email")
    }
    assert {row.utm_campaign for row in rows} == {None}
    assert answers[0].headers["cache-control"] == "no-store"


async def test_a_browser_that_fetches_ahead_is_led_on_and_not_counted_as_a_traveller(browser, trip, sessions):
    trip_id, itinerary = trip
    url = f"/go/{trip_id}/{booking_of(itinerary).id}"
    assert (await browser.get(url, headers={"Sec-Purpose": "prefetch;prerender"})).status_code == 302
    assert [row.agent for row in await clicks_on(sessions, trip_id)] == ["bot"]


async def test_every_link_of_a_trip_leads_out_also_without_login(browser, trip):
    trip_id, itinerary = trip
    assert all(stop.links for day in itinerary.days for stop in day.stops)
    for link in all_links(itinerary):
        answer = await browser.get(f"/go/{trip_id}/{link.id}")
        assert answer.status_code == 302
        assert answer.headers["location"].startswith(link.url)


async def test_a_campaign_made_to_break_us_does_not(browser, trip, sessions):
    trip_id, itinerary = trip
    query = "utm_source=%00a%0D%0Ab&utm_term=" + "x" * 5000 + "&utm_campaign=" + "%F0%9F%A7%B3" * 10
    assert (await browser.get(f"/go/{trip_id}/{booking_of(itinerary).id}?{query}")).status_code == 302
    [row] = await clicks_on(sessions, trip_id)
    assert (row.utm_source, len(row.utm_term), row.utm_campaign) == ("ab", 200, "🧳" * 10)


async def test_an_unknown_link_is_a_404(browser, trip):
    trip_id, _ = trip
    assert (await browser.get(f"/go/{trip_id}/nothing")).status_code == 404
    assert (await browser.get(f"/go/{uuid4()}/nothing")).status_code == 404


def conversion(click: str = "", **changes) -> bytes:
    fields = {
        "id": uuid4().hex,
        "booking_id": uuid4().hex,
        "click_id": click,
        "status": "confirmed",
        "amount": "420.00",
        "commission": "16.80",
        "currency": "EUR",
        "booked_at": datetime.now(UTC).isoformat(),
        "told_at": datetime.now(UTC).isoformat(),
    }
    return json.dumps(fields | changes).encode()


async def post(browser, body: bytes, secret: str = SECRET, provider: str = "booking") -> httpx.Response:
    signature = "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()
    headers = {"X-Tripwright-Signature": signature, "Content-Type": "application/json"}
    return await browser.post(f"/v1/conversions/{provider}", content=body, headers=headers)


async def test_from_a_click_to_a_booking_to_the_rate(browser, trip, sessions):
    trip_id, itinerary = trip
    browser.cookies.set("tripwright_guest", trip_id.hex)
    await browser.get(f"/go/{trip_id}/{booking_of(itinerary).id}")
    [row] = await clicks_on(sessions, trip_id)
    body = conversion(row.id.hex)
    first, again = await post(browser, body), await post(browser, body)
    assert (first.status_code, first.json()["new"], again.json()["new"]) == (202, True, False)
    async with sessions() as session:
        [kept] = (await session.scalars(select(Conversion).where(Conversion.click_id == row.id))).all()
    assert (kept.amount_minor, kept.commission_minor) == (42000, 1680)
    assert (await browser.get("/v1/links/bookings")).json() == {"bookings": 1}
    today = datetime.now(UTC).date().isoformat()
    told = await browser.get(f"/v1/links/statistics?from={today}&to={today}", headers=OWNER)
    assert told.status_code == 200, told.text
    assert told.json()["conversions"] >= 1
    assert told.json()["links"] >= len(list(all_links(itinerary)))


@pytest.mark.parametrize(
    ("secret", "provider", "status"), [("wrong", "booking", 403), (SECRET, "viator", 404), ("", "booking", 403)]
)
async def test_a_conversion_is_believed_only_with_the_provider_s_own_signature(browser, secret, provider, status):
    answer = await post(browser, conversion(), secret, provider)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_changed_body_is_not_believed(browser):
    body = conversion()
    signature = "sha256=" + hmac.new(SECRET.encode(), body, sha256).hexdigest()
    headers = {"X-Tripwright-Signature": signature, "Content-Type": "application/json"}
    changed = body.replace(b"16.80", b"96.80")
    assert (await browser.post("/v1/conversions/booking", content=changed, headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "12.345"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "Infinity"}, "amount"),
        ({"currency": "euro"}, "currency"),
        ({"status": "paid"}, "status"),
        ({"told_at": "2026-11-21T10:00:00"}, "told_at"),
        ({"booking_id": ""}, "booking_id"),
        ({"booking_id": "a\u0000b"}, "booking_id"),
    ],
)
async def test_what_is_no_conversion_is_refused_by_field(browser, changes, field):
    answer = await post(browser, conversion(**changes))
    assert answer.status_code == 422
    assert field in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-22&to=2026-11-21", "to"),
        ("from=2024-01-01&to=2026-11-21", "to"),
        ("from=2026-11-21&to=2026-11-21&zone=Mars/Base", "zone"),
        ("from=0001-01-01&to=0001-01-01", "from"),
        ("from=2026-11-21&to=9999-12-31", "to"),
    ],
)
async def test_a_range_that_makes_no_sense_is_refused(browser, query, field):
    answer = await browser.get(f"/v1/links/statistics?{query}", headers=OWNER)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


async def test_statistics_are_the_operator_s(browser):
    answer = await browser.get("/v1/links/statistics?from=2026-11-21&to=2026-11-21")
    assert answer.status_code == 401
