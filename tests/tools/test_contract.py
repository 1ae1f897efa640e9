"""One contract for every adapter of every capability: the seven members, and a true answer offline."""

from __future__ import annotations

from datetime import date

import pytest

from domain.place import Freshness
from tools.embeddings import providers as embeddings
from tools.embeddings.contract import EmbedQuery
from tools.embeddings.fast import FastEmbedder
from tools.places import providers as places
from tools.places.atlas.records import load_city
from tools.places.contract import PlacesQuery
from tools.rates import providers as rates
from tools.rates.contract import RatesQuery
from tools.travel import providers as travel
from tools.travel.contract import TravelQuery
from tools.weather import providers as weather
from tools.weather.contract import WeatherQuery

QUERIES = {
    "places": lambda: PlacesQuery("kyoto"),
    "weather": lambda: WeatherQuery(load_city("kyoto"), (date(2027, 4, 5),)),
    "rates": lambda: RatesQuery(frozenset({"JPY"}), "EUR"),
    "travel": lambda: TravelQuery(load_city("kyoto"), load_city("tokyo")),
    "embeddings": lambda: EmbedQuery(("a quiet garden",)),
}
MODULES = {"places": places, "weather": weather, "rates": rates, "travel": travel, "embeddings": embeddings}
NEEDS_A_DOWNLOAD = (FastEmbedder,)
ADAPTERS = [
    pytest.param(capability, kind, id=f"{capability}-{kind.name}")
    for capability, module in MODULES.items()
    for kind in module.PROVIDERS
    if kind not in NEEDS_A_DOWNLOAD
]


@pytest.mark.parametrize(("capability", "kind"), ADAPTERS)
async def test_every_adapter_has_the_seven_members_and_serves_without_a_key(capability, kind):
    adapter = kind()
    assert adapter.name
    assert adapter.version
    assert adapter.enabled is True
    await adapter.initialize()
    assert await adapter.health_check() is True
    query = QUERIES[capability]()
    first, second = await adapter.execute(query), await adapter.execute(query)
    assert str(first) == str(second)
    await adapter.shutdown()
    await adapter.shutdown()


@pytest.mark.parametrize("capability", MODULES)
def test_every_capability_has_a_provider_that_needs_no_key(capability):
    assert any(kind not in NEEDS_A_DOWNLOAD for kind in MODULES[capability].PROVIDERS)


@pytest.mark.parametrize("capability", ["weather", "rates", "travel"])
async def test_every_fact_carries_its_source(capability):
    for kind in MODULES[capability].PROVIDERS:
        for fact in await kind().execute(QUERIES[capability]()):
            assert fact.source.provider == kind.name
            assert fact.source.freshness in (Freshness.ATLAS, Freshness.ESTIMATED)
            assert fact.source.as_of <= date(2026, 1, 1)
