"""The order of events, whatever providers do. Time is only waited for where a provider is told to wait."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.searching.amounts import cheapest_first, counted, price_range, within
from api.searching.engine import Asked, Search, _Known, stream
from api.searching.events import Facet
from domain.errors import Failure, Rejected, Unavailable
from domain.geo import Point
from domain.money import Money
from domain.offers import Alternative, Found, StayOffer
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.capability import Capability
from tools.chain import Chain, build_chain

STAYS: Capability[str, Found[StayOffer]] = Capability("stays-of-tests", Found[StayOffer], "search")


def source(provider: str, reference: str) -> Source:
    now = datetime.now(UTC)
    return Source(provider=provider, reference=reference, freshness=Freshness.LIVE, as_of=now.date(), read_at=now)


def stay(provider: str, reference: str, price: int, currency: str = "EUR", name: str = "") -> StayOffer:
    return StayOffer(
        name=name or reference,
        at=Point(lat=51.5, lon=-0.12),
        check_in_on=date(2027, 4, 12),
        check_out_on=date(2027, 4, 15),
        rooms=1,
        guests=2,
        price=Money.of(price, currency),
        source=source(provider, reference),
    )


class House(Keyless):
    """A provider with some houses, who may wait for a word before answering, or fail."""

    version = "1"

    def __init__(
        self, name: str, *offers: StayOffer, fault: Exception | None = None, dropped: int = 0, healthy: bool = True
    ):
        self.name, self.fault, self.healthy = name, fault, healthy
        self.found = Found[StayOffer](offers=offers, dropped=dropped)
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.given_up = asyncio.Event()

    def waiting(self) -> House:
        self.may_answer.clear()
        return self

    async def health_check(self) -> bool:
        return self.healthy

    async def execute(self, query: str) -> Found[StayOffer]:
        try:
            await self.may_answer.wait()
        except asyncio.CancelledError:
            self.given_up.set()
            raise
        if self.fault:
            raise self.fault
        return self.found


def by_name(answers: Any) -> list[StayOffer]:
    """One offer of each name: the cheapest, with the others' sources."""
    groups: dict[str, list[StayOffer]] = {}
    for found in answers["stays"]:
        for offer in found.offers:
            groups.setdefault(offer.name, []).append(offer)
    joined = []
    for group in groups.values():
        best, *rest = sorted(group, key=lambda offer: cheapest_first(offer.price, "EUR"))
        others = tuple(Alternative(price=offer.price, source=offer.source) for offer in rest)
        joined.append(best.model_copy(update={"others": others}))
    return sorted(joined, key=lambda offer: (cheapest_first(offer.price, "EUR"), offer.name))


def search_of(chain: Chain[str, Found[StayOffer]], **changes: Any) -> Search[StayOffer]:
    fields: dict[str, Any] = {
        "asked": (Asked("stays", chain, "anywhere"),),
        "combine": by_name,
        "keep": lambda offer: True,
        "sources": lambda offer: (offer.source, *(other.source for other in offer.others)),
        "facets": lambda offers: (price_range((offer.price for offer in offers), "EUR"),),
        "counts": lambda found: (len(found.offers), found.dropped),
        "rule": "Cheapest first.",
        "limit": 50,
    }
    return Search(**(fields | changes))


async def chain_of(*houses: House) -> Chain[str, Found[StayOffer]]:
    return await build_chain(STAYS, houses)


def read(frame: str) -> tuple[str, dict[str, Any]]:
    event, data = frame.removesuffix("\n\n").split("\n")
    return event.removeprefix("event: "), json.loads(data.removeprefix("data: "))


async def whole(search: Search[StayOffer], deadline_s: float = 15.0) -> list[tuple[str, dict[str, Any]]]:
    return [read(frame) async for frame in stream(search, deadline_s)]


def shown(events: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """What a reader who does as the events say has on the screen."""
    items: dict[str, dict[str, Any]] = {}
    order: list[str] = []
    for event, data in events:
        if event == "results":
            items |= {item["id"]: item["offer"] for item in (*data["added"], *data["updated"])}
            order = data["order"]
    return [items[name] for name in order]


async def test_the_fastest_is_told_before_the_slowest_has_answered():
    slow = House("slow", stay("slow", "b", 90)).waiting()
    coming = stream(search_of(await chain_of(slow, House("fast", stay("fast", "a", 100)))))
    first, second = read(await anext(coming)), read(await anext(coming))
    assert (first[0], [item["offer"]["name"] for item in first[1]["added"]]) == ("results", ["a"])
    assert (second[0], second[1]["provider"], second[1]["answered"]) == ("provider", "fast", True)
    slow.may_answer.set()
    rest = [read(frame) async for frame in coming]
    assert [event for event, _ in rest] == ["results", "provider", "done"]
    assert [offer["name"] for offer in shown([first, *rest])] == ["b", "a"]


async def test_at_the_deadline_the_search_is_complete_without_who_is_missing():
    hanging = House("hanging").waiting()
    events = await whole(search_of(await chain_of(hanging, House("one", stay("one", "a", 1)))), deadline_s=0.1)
    done = events[-1][1]
    assert (done["complete"], done["missing"], done["total"]) == (False, ["hanging"], 1)
    told = next(data for event, data in events if event == "provider" and data["provider"] == "hanging")
    assert (told["answered"], told["failure"]) == (False, "timeout")


@pytest.mark.parametrize("fault", [Unavailable("bad", "503", Failure.SERVER), Rejected("bad", "no such place")])
async def test_one_that_fails_takes_nothing_from_the_others(fault):
    events = await whole(search_of(await chain_of(House("bad", fault=fault), House("good", stay("good", "a", 1)))))
    told = {data["provider"]: data for event, data in events if event == "provider"}
    assert told["bad"]["answered"] is False
    assert told["bad"]["message"]
    assert events[-1][0] == "done"
    if isinstance(fault, Unavailable):
        assert [offer["name"] for offer in shown(events)] == ["a"]
        assert told["bad"]["failure"] == "server"


async def test_one_that_cannot_be_reached_is_named_at_once():
    away = House("away", healthy=False)
    events = await whole(search_of(await chain_of(away, House("here", stay("here", "a", 1)))))
    assert (events[0][0], events[0][1]["provider"], events[0][1]["failure"]) == ("provider", "away", "network")
    assert (events[-1][1]["missing"], events[-1][1]["complete"]) == (["away"], False)


async def test_nobody_to_ask_is_an_end_without_results():
    [(event, done)] = await whole(search_of(await chain_of()))
    assert (event, done["total"], done["complete"], done["providers"]) == ("done", 0, True, [])


async def test_whoever_goes_away_gives_up_the_asking():
    hanging = House("hanging").waiting()
    coming = stream(search_of(await chain_of(hanging, House("fast", stay("fast", "a", 1)))))
    await anext(coming)
    await coming.aclose()
    await asyncio.wait_for(hanging.given_up.wait(), 2)


async def test_a_reader_cancelled_while_waiting_gives_up_the_asking():
    hanging = House("hanging").waiting()
    reader = asyncio.create_task(whole(search_of(await chain_of(hanging))))
    await asyncio.sleep(0.05)
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert hanging.given_up.is_set()


async def test_the_same_house_is_updated_and_keeps_its_id():
    late = House("late", stay("late", "x", 80, name="Inn")).waiting()
    coming = stream(search_of(await chain_of(House("early", stay("early", "7", 100, name="Inn")), late)))
    first = read(await anext(coming))
    await anext(coming)
    late.may_answer.set()
    second = read(await anext(coming))
    [item] = second[1]["updated"]
    assert (second[1]["added"], item["id"]) == ([], first[1]["added"][0]["id"])
    assert (item["offer"]["price"]["minor"], len(item["offer"]["others"])) == (8000, 1)
    assert second[1]["order"] == first[1]["order"]
    assert len([frame async for frame in coming]) == 2


async def test_filters_leave_out_and_say_how_many():
    house = House("one", stay("one", "a", 100), stay("one", "b", 300), dropped=2)
    events = await whole(search_of(await chain_of(house), keep=lambda o: within(o.price, 200, "EUR")))
    done = events[-1][1]
    assert (done["total"], done["filtered_out"], done["providers"][0]["dropped"]) == (1, 1, 2)
    assert done["facets"] == [{"name": "price", "counts": {}, "low": "100.00", "high": "100.00", "unit": "EUR"}]


async def test_no_more_are_shown_than_were_asked_for_but_all_are_counted():
    house = House("one", *(stay("one", f"h{n}", 100 + n) for n in range(9)))
    events = await whole(search_of(await chain_of(house), limit=4))
    assert ([len(shown(events)), events[-1][1]["shown"], events[-1][1]["total"]]) == [4, 4, 9]


prices = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 50)), max_size=6)


@given(lists=st.lists(prices, min_size=1, max_size=4), limit=st.integers(1, 8), turns=st.randoms(use_true_random=False))
def test_in_whatever_order_answers_come_the_reader_ends_with_the_same(lists, limit, turns):
    names = [f"p{n}" for n in range(len(lists))]
    found = {
        name: Found[StayOffer](
            offers=tuple(stay(name, f"{house}-{k}", price, name=f"h{house}") for k, (house, price) in enumerate(some))
        )
        for name, some in zip(names, lists, strict=True)
    }
    chain: Any = type("Order", (), {"order": tuple(names)})()
    expected = [o.model_dump(mode="json") for o in by_name({"stays": list(found.values())})[:limit]]
    turns.shuffle(names)
    known: _Known[StayOffer] = _Known(search_of(chain, limit=limit))
    events = [("results", known.learn("stays", name, found[name]).model_dump(mode="json")) for name in names]
    assert shown(events) == expected
    ids = [item["id"] for _, data in events for item in data["added"]]
    assert all(len(set(data["order"])) == len(data["order"]) for _, data in events)
    assert set(events[-1][1]["order"]) <= set(ids)


def test_prices_are_compared_across_currencies_and_unknown_ones_come_last():
    some = [Money.of(200, "USD"), Money.of(100, "EUR"), Money.of(100, "XXX"), Money.of(90, "GBP")]
    ordered = sorted(some, key=lambda price: cheapest_first(price, "EUR"))
    assert [price.currency for price in ordered] == ["EUR", "GBP", "USD", "XXX"]
    assert within(Money.of(100, "XXX"), 1000, "EUR") is False
    assert within(None, None, "EUR") is True


def test_facets_count_most_first():
    assert list(counted("kinds", ["b", "a", "b", "c"]).counts.items()) == [("b", 2), ("a", 1), ("c", 1)]
    assert price_range([], "EUR") == Facet(name="price", unit="EUR")
