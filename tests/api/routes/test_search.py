"""Searches over the socket against the emulated providers: the order of events, never their time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.app import create_app
from infra.settings import Settings
from tests.emulators.server import Emulators
from tests.lifespan import living
from tools.places.atlas import records

SOON = (datetime.now(UTC) + timedelta(days=120)).date()
BACK = SOON + timedelta(days=7)
FLIGHT = {"origin": "London", "destination": "NRT", "depart_on": str(SOON), "return_on": str(BACK), "adults": 2}
STAY = {"destination": "kyoto", "check_in_on": str(SOON), "check_out_on": str(SOON + timedelta(days=3))}
OUTING = {"destination": "Rome", "on": str(SOON), "adults": 2}
PACKAGE = {"origin": "London", "destination": "Tokyo", "depart_on": str(SOON), "return_on": str(BACK)}
PLACES = {"destination": "kyoto", "text": "garden"}
HIRE = {"pick_up": "Lisbon", "drop_off": "Porto", "pick_up_local": f"{SOON}T10:00", "drop_off_local": f"{BACK}T09:00"}
BODIES = {"cars": HIRE, "flights": FLIGHT, "hotels": STAY, "activities": OUTING, "packages": PACKAGE, "places": PLACES}
_WARMED: set[str] = set()


@pytest.fixture
async def app(settings, emulators: Emulators):
    """The product as `EMULATED=1` starts it, its answers kept apart from every other test's."""
    told = settings.model_copy(update={"emulator": emulators.url, "offline": False})
    await warm(told)
    made = create_app(told)
    async with living(made):
        await made.state.resources.redis.flushdb()
        yield made


async def warm(settings: Settings) -> None:
    """Have the emulators load what they answer from, which on a busy machine takes longer than they are given."""
    if settings.emulator in _WARMED:
        return
    _WARMED.add(settings.emulator)
    made = create_app(settings)
    async with living(made):
        transport = httpx.ASGITransport(made, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=60) as browser:
            for kind, body in BODIES.items():
                await browser.post(f"/v1/search/{kind}", json=body)


@pytest.fixture
async def browser(app) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as opened:
        yield opened


Events = list[tuple[str, dict[str, Any]]]


async def search(browser: httpx.AsyncClient, kind: str, body: dict[str, Any]) -> Events:
    answer = await browser.post(f"/v1/search/{kind}", json=body)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/event-stream")
    return read(answer.text)


def read(text: str) -> Events:
    blocks = [block.split("\n") for block in text.split("\n\n") if block]
    return [(event.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for event, data in blocks]


def shown(events: Events) -> list[dict[str, Any]]:
    """What a reader who does as the events say has on the screen."""
    items: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    for event, data in events:
        if event == "results":
            items |= {item["id"]: item["offer"] for item in (*data["added"], *data["updated"])}
            order = data["order"]
    return [items[name] for name in order]


def query(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def told(events: Events) -> dict[str, dict[str, Any]]:
    return {data["provider"]: data for event, data in events if event == "provider"}


async def test_flights_of_all_sellers_come_merged_sorted_and_with_their_sources(browser):
    events = await search(browser, "flights", FLIGHT)
    assert events[-1][0] == "done"
    assert [event for event, _ in events].count("done") == 1
    done, offers = events[-1][1], shown(events)
    assert set(told(events)) == {"amadeus", "duffel", "kiwi", "flight-estimates"}
    assert all(one["answered"] for one in told(events).values())
    assert (done["complete"], done["missing"]) == (True, [])
    assert len(offers) == done["shown"] == done["total"] < sum(one["offers"] for one in told(events).values())
    assert any(offer["others"] for offer in offers)
    assert all(offer["source"]["freshness"] in ("live", "estimated") for offer in offers)
    assert {facet["name"] for facet in done["facets"]} == {"price", "stops", "airlines"}
    assert done["rule"].startswith("Cheapest first, in EUR")


@pytest.mark.parametrize("fault", ["server_error", "rate_limit", "forbidden", "truncated", "cut", "empty"])
async def test_one_that_fails_is_named_and_costs_nobody_else(browser, emulators: Emulators, fault):
    emulators.faults.set("kiwi", fault)
    events = await search(browser, "flights", FLIGHT)
    known = told(events)
    assert known["amadeus"]["answered"] is known["duffel"]["answered"] is True
    assert len(shown(events)) > 1
    if fault != "empty":
        assert known["kiwi"]["answered"] is False
        assert known["kiwi"]["failure"]
        assert events[-1][1]["missing"] == ["kiwi"]


async def test_with_every_seller_down_the_estimate_is_left_and_called_one(browser, emulators: Emulators):
    for name in ("amadeus", "duffel", "kiwi"):
        emulators.faults.set(name, "server_error")
    events = await search(browser, "flights", FLIGHT)
    assert [offer["source"]["freshness"] for offer in shown(events)] == ["estimated"]
    assert sorted(events[-1][1]["missing"]) == ["amadeus", "duffel", "kiwi"]
    assert events[-1][1]["complete"] is False


async def listen(app, kind: str, body: dict[str, Any], heard: asyncio.Queue[str | None], closed: asyncio.Event) -> None:
    """Frames as the server sends them, one by one; httpx's transport would hand them over at the end."""
    sent = json.dumps(body).encode()
    asked = iter([{"type": "http.request", "body": sent, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        await closed.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body" and message["body"]:
            heard.put_nowait(message["body"].decode())

    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(sent)).encode())]
    path = f"/v1/search/{kind}"
    scope: dict[str, Any] = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST"}
    scope |= {"path": path, "scheme": "http", "client": ("127.0.0.1", 1), "server": ("test", 80)}
    await app(scope | {"raw_path": path.encode(), "query_string": b"", "headers": headers}, receive, send)
    heard.put_nowait(None)


async def test_the_fastest_are_told_while_the_slowest_still_hangs(app, emulators: Emulators):
    emulators.faults.set("kiwi", "hang")
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    listening = asyncio.create_task(listen(app, "flights", FLIGHT, heard, asyncio.Event()))
    known: set[str] = set()
    while known < {"amadeus", "duffel", "flight-estimates"}:
        frame = await heard.get()
        assert frame is not None
        [(event, data)] = read(frame)
        assert event != "done"
        if event == "provider":
            known.add(data["provider"])
    assert "kiwi" not in known
    assert not listening.done()
    assert emulators.faults.calls["kiwi"] >= 1
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def test_what_was_asked_a_moment_ago_comes_from_memory(browser, emulators: Emulators):
    await search(browser, "flights", FLIGHT)
    before = dict(emulators.faults.calls)
    again = await search(browser, "flights", FLIGHT)
    assert dict(emulators.faults.calls) == before
    assert {one["freshness"] for one in told(again).values()} == {"cached", None}
    assert {offer["source"]["freshness"] for offer in shown(again)} <= {"cached", "estimated"}


async def test_filters_and_the_order_hold_for_all_that_is_shown(browser):
    filters = {"max_stops": 0}
    events = await search(browser, "flights", FLIGHT | {"filters": filters, "sort": "duration"})
    offers = shown(events)
    assert offers
    assert all(len(bound["segments"]) == 1 for offer in offers for bound in offer["bounds"])
    assert [offer["minutes"] for offer in offers] == sorted(offer["minutes"] for offer in offers)
    assert events[-1][1]["filtered_out"] > 0


async def test_a_house_that_several_sell_is_one_with_the_cheapest_in_front(browser):
    events = await search(browser, "hotels", STAY)
    assert set(told(events)) == {"booking", "expedia", "stay-estimates"}
    offers = shown(events)
    assert len({offer["name"] for offer in offers}) == len(offers)
    assert any(
        {offer["source"]["provider"], *(o["source"]["provider"] for o in offer["others"])} >= {"booking", "expedia"}
        for offer in offers
    )
    assert {facet["name"] for facet in events[-1][1]["facets"]} == {"price", "stars", "areas", "categories"}
    stars = shown(await search(browser, "hotels", STAY | {"filters": {"min_stars": 4}, "sort": "stars"}))
    assert [float(offer["stars"]) for offer in stars] == sorted((float(o["stars"]) for o in stars), reverse=True)
    assert all(float(offer["stars"]) >= 4 for offer in stars)


async def test_links_of_offers_lead_to_their_sellers_and_credit_only_us(settings, emulators: Emulators):
    told_of_us = {"emulator": emulators.url, "offline": False, "affiliate_ids": {"booking": "304142", "viator": "P1"}}
    made = create_app(settings.model_copy(update=told_of_us))
    async with living(made):
        transport = httpx.ASGITransport(made, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as browser:
            stays = shown(await search(browser, "hotels", STAY))
            outings = shown(await search(browser, "activities", OUTING))
    given = [one for offer in (*stays, *outings) for one in (offer, *offer["others"])]
    found = {
        name: [o["link"] for o in given if o["source"]["provider"] == name and o["link"]]
        for name in ("booking", "viator")
    }
    assert all(found.values())
    assert {query(link)["aid"][0] for link in found["booking"]} == {"304142"}
    assert {query(link)["pid"][0] for link in found["viator"]} == {"P1"}
    assert {urlsplit(link).hostname for link in found["booking"]} == {"www.booking.com"}


async def test_activities_of_all_sellers(browser):
    events = await search(browser, "activities", OUTING)
    assert {"viator", "getyourguide"} < set(told(events))
    ratings = [offer["rating"] or 0 for offer in shown(events)]
    assert len(ratings) > 3
    assert ratings == sorted(ratings, reverse=True)
    assert {facet["name"] for facet in events[-1][1]["facets"]} == {"price", "categories"}


@pytest.mark.parametrize(
    ("kind", "body", "sites"),
    [
        ("flights", FLIGHT, ["google_flights", "skyscanner"]),
        ("hotels", STAY, ["agoda", "airbnb"]),
        ("activities", OUTING | {"destination": "kyoto"}, ["klook"]),
        ("activities", OUTING, []),
    ],
)
async def test_sites_that_cannot_be_asked_are_told_first_with_the_search_filled_in(browser, kind, body, sites):
    events = await search(browser, kind, body)
    found = [site for event, data in events if event == "elsewhere" for site in data["sites"]]
    assert [site["provider"] for site in found] == sites
    assert (events[0][0] == "elsewhere") is bool(sites)
    if kind != "activities":
        assert all(str(SOON) in site["url"] for site in found)


async def test_whoever_hangs_up_ends_the_search(app, emulators: Emulators):
    for name in ("kiwi", "amadeus", "duffel"):
        emulators.faults.set(name, "hang")
    heard: asyncio.Queue[str | None] = asyncio.Queue()
    gone = asyncio.Event()
    listening = asyncio.create_task(listen(app, "flights", FLIGHT, heard, gone))
    assert await heard.get() is not None
    gone.set()
    await asyncio.wait_for(listening, 5)
    rest = [heard.get_nowait() for _ in range(heard.qsize())]
    assert not any(frame and "event: done" in frame for frame in rest)


async def test_cars_are_estimated_by_class_and_hired_at_a_site_of_our_affiliate(settings):
    told_of_us = {"offline": True, "affiliate_ids": {"rentalcars": "RC1"}}
    made = create_app(settings.model_copy(update=told_of_us))
    async with living(made):
        transport = httpx.ASGITransport(made, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as browser:
            events = await search(browser, "cars", HIRE)
    offers = shown(events)
    prices = [int(offer["price"]["minor"]) for offer in offers if offer["price"]]
    assert len({offer["car_class"] for offer in offers if offer["car_class"]}) > 3
    assert prices == sorted(prices)
    links = [offer["link"] for offer in offers if offer["link"]]
    assert links
    assert {query(link)["affiliateCode"][0] for link in links} == {"RC1"}


async def test_a_package_is_a_flight_and_a_house_and_costs_both_exactly(browser, emulators: Emulators):
    emulators.faults.set("duffel", "server_error")
    events = await search(browser, "packages", PACKAGE | {"check_in_on": str(SOON + timedelta(days=1))})
    assert {data["part"] for event, data in events if event == "provider"} == {"flights", "hotels"}
    packages = shown(events)
    assert packages
    for package in packages:
        parts = package["flight"]["price"], package["stay"]["price"]
        assert package["stay"]["check_in_on"] == str(SOON + timedelta(days=1))
        if parts[0]["currency"] == parts[1]["currency"]:
            assert package["exact"] is True
            assert package["price"]["minor"] == parts[0]["minor"] + parts[1]["minor"]
        else:
            assert (package["exact"], package["price"]["currency"]) == (False, "EUR")
    assert len({(p["flight"]["source"]["reference"], p["stay"]["name"]) for p in packages}) == len(packages)
    assert "duffel" in events[-1][1]["missing"]


async def test_without_a_house_there_is_no_package_but_all_are_told_of(browser):
    body = PACKAGE | {"filters": {"hotels": {"max_price": "0.01"}}}
    events = await search(browser, "packages", body)
    assert shown(events) == []
    assert (events[-1][1]["total"], events[-1][1]["complete"]) == (0, True)


async def test_places_are_searched_by_words_and_by_city(browser):
    found = shown(await search(browser, "places", PLACES))
    assert found
    assert any("garden" in place["name"].lower() for place in found)
    events = await search(browser, "places", {"destination": "kyoto", "filters": {"categories": ["temple"]}})
    assert {place["category"] for place in shown(events)} == {"temple"}
    assert events[-1][1]["filtered_out"] > 0
    assert {facet["name"] for facet in events[-1][1]["facets"]} == {"kinds", "categories", "areas", "price_levels"}


async def test_the_atlas_alone_serves_without_a_network(settings):
    made = create_app(settings.model_copy(update={"offline": True, "emulator": ""}))
    async with living(made):
        transport = httpx.ASGITransport(made, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as offline:
            places = await search(offline, "places", {"destination": "kyoto"})
            flights = await search(offline, "flights", FLIGHT)
    assert len(shown(places)) == min(50, len(records.load_places("kyoto")))
    assert set(told(flights)) == {"flight-estimates"}


@pytest.mark.parametrize("kind", BODIES)
async def test_every_kind_of_search_is_served_by_all_its_providers(browser, kind):
    events = await search(browser, kind, BODIES[kind])
    assert shown(events)
    done = events[-1][1]
    assert done["missing"] == [], [one for one in told(events).values() if not one["answered"]]
    assert done["shown"] == len(shown(events))
    assert {one["freshness"] for one in told(events).values()} <= {"live", None}


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("flights", {"depart_on": "2020-01-01"}, "depart_on"),
        ("flights", {"depart_on": "2999-01-01"}, "depart_on"),
        ("flights", {"return_on": str(SOON - timedelta(days=1))}, "return_on"),
        ("flights", {"origin": "Qqqqqqqq"}, "origin"),
        ("flights", {"origin": "QQQ"}, "origin"),
        ("flights", {"destination": "London"}, "destination"),
        ("flights", {"adults": 0}, "adults"),
        ("flights", {"adults": 9, "children": [5]}, "adults"),
        ("flights", {"children": [99]}, "children.0"),
        ("flights", {"currency": "euro"}, "currency"),
        ("flights", {"cabin": "cockpit"}, "cabin"),
        ("flights", {"filters": {"max_price": "-1"}}, "filters.max_price"),
        ("flights", {"filters": {"colour": "red"}}, "filters.colour"),
        ("flights", {"nonsense": 1}, "nonsense"),
        ("hotels", {"check_out_on": str(SOON)}, "check_out_on"),
        ("hotels", {"check_out_on": str(SOON + timedelta(days=99))}, "check_out_on"),
        ("hotels", {"rooms": 3}, "rooms"),
        ("hotels", {"filters": {"min_stars": 6}}, "filters.min_stars"),
        ("activities", {"on": "2020-01-01"}, "on"),
        ("activities", {"text": "x" * 121}, "text"),
        ("cars", {"drop_off_local": f"{SOON}T09:00"}, "drop_off_local"),
        ("cars", {"pick_up_local": f"{SOON}T10:00Z"}, "pick_up_local"),
        ("cars", {"pick_up": "Qqqqqqqq"}, "pick_up"),
        ("packages", {"return_on": str(SOON - timedelta(days=1))}, "return_on"),
        ("packages", {"check_in_on": str(BACK)}, "check_in_on"),
        ("places", {"destination": "Qqqqqqqq"}, "destination"),
        ("places", {"destination": "../../etc/passwd"}, "destination"),
        ("places", {"kind": "palace"}, "kind"),
        ("places", {"limit": 1000}, "limit"),
    ],
)
async def test_a_search_that_makes_no_sense_is_refused_by_field(browser, kind, change, field):
    answer = await browser.post(f"/v1/search/{kind}", json=BODIES[kind] | change)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    named = {error["field"] for error in answer.json()["errors"]}
    assert field in named


async def test_suggestions_while_typing(browser):
    answer = await browser.get("/v1/search/suggestions", params={"q": "kyot"})
    assert answer.status_code == 200
    [first, *_] = answer.json()["suggestions"]
    assert (first["name"], first["city_id"], first["in_atlas"]) == ("Kyoto", "kyoto", True)
    assert (await browser.get("/v1/search/suggestions", params={"q": ""})).status_code == 422
    assert (await browser.get("/v1/search/suggestions", params={"q": "x" * 81})).status_code == 422
    assert (await browser.get("/v1/search/suggestions", params={"q": "xqzwvk"})).json() == {"suggestions": []}
