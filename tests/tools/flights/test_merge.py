from __future__ import annotations

import random
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.offers import Bound, FlightOffer
from domain.place import Freshness, Source
from tests.emulators.access import emulated
from tests.tools.flights.wires import BACK
from tools.flights.amadeus import Amadeus
from tools.flights.duffel import Duffel
from tools.flights.estimates import FlightEstimates
from tools.flights.kiwi import Kiwi
from tools.flights.merge import flight_key, merge
from tools.flights.reading import segment


def offer(provider: str, number: int, minor: int, currency: str = "EUR") -> FlightOffer:
    leg = segment("LH", str(number), ("FRA", "JFK"), datetime(2027, 3, 28, 8, 25), datetime(2027, 3, 28, 11, 5))
    bound = Bound(segments=(leg,))
    source = Source(
        provider=provider,
        reference=f"{number}/{minor}",
        freshness=Freshness.LIVE,
        as_of=date(2026, 11, 21),
        read_at=datetime(2026, 11, 21, tzinfo=UTC),
    )
    return FlightOffer(
        bounds=(bound,),
        from_code="FRA",
        to_code="JFK",
        minutes=bound.minutes,
        passengers=1,
        price=Money(minor=minor, currency=currency),
        source=source,
    )


OFFERS = st.builds(offer, st.sampled_from(["amadeus", "duffel", "kiwi"]), st.integers(1, 4), st.integers(100, 900))
LISTS = st.lists(st.lists(OFFERS, max_size=6), max_size=4)


def sources(offers):
    return {
        (source.provider, source.reference)
        for one in offers
        for source in (one.source, *(o.source for o in one.others))
    }


@given(LISTS)
def test_every_flight_stands_once_at_its_lowest_price_and_no_source_is_lost(lists):
    merged = merge(lists)
    keys = [flight_key(one) for one in merged]
    assert len(set(keys)) == len(keys) == len({flight_key(one) for offers in lists for one in offers})
    assert sources(merged) == {(one.source.provider, one.source.reference) for offers in lists for one in offers}
    for one in merged:
        group = [other.price.minor for offers in lists for other in offers if flight_key(other) == flight_key(one)]
        assert one.price.minor == min(group)
        others = [other.price.minor for other in one.others]
        assert others == sorted(others)


@given(LISTS)
def test_merging_what_was_merged_changes_nothing(lists):
    merged = merge(lists)
    assert merge([merged]) == merged


@given(LISTS, st.randoms(use_true_random=False))
def test_who_answers_first_does_not_change_what_is_found_for_how_much(lists, chance: random.Random):
    shuffled = list(lists)
    chance.shuffle(shuffled)
    prices = [{flight_key(one): one.price for one in merge(given_)} for given_ in (lists, shuffled)]
    assert prices[0] == prices[1]


def test_prices_of_other_currencies_are_beside_it_and_not_compared():
    (one,) = merge([[offer("amadeus", 1, 500)], [offer("duffel", 1, 300, "GBP")], [offer("kiwi", 1, 400)]])
    assert (one.source.provider, one.price.minor) == ("kiwi", 400)
    assert [other.source.provider for other in one.others] == ["amadeus", "duffel"]


async def test_three_sellers_of_the_same_planes_are_one_list(emulators, http):
    lists = [
        (await kind.execute(BACK)).offers
        for kind in (*(emulated(one, emulators, http) for one in (Amadeus, Duffel, Kiwi)), FlightEstimates())
    ]
    merged = merge(lists)
    assert len(merged) < sum(map(len, lists))
    assert any({"duffel", "kiwi"} & {other.source.provider for other in one.others} for one in merged)
    estimate = [one for one in merged if not one.bounds]
    assert len(estimate) == 1
