from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agents.discovery import conditions
from agents.discovery.completing import after, each_from_the_first
from agents.discovery.conditions import rates_into, weather_of
from domain.errors import AllProvidersFailed
from domain.place import Freshness
from infra.settings import CapabilitySettings, Settings
from tests.agents.optimisation.trips import make_trip_request
from tests.emulators.single import answering, serving
from tests.tools.rates.test_live import latest
from tools.places.atlas.records import load_city
from tools.rates import providers as rates
from tools.rates.contract import RATES, RatesQuery
from tools.rates.embedded import PER_EURO
from tools.switchboard import Switchboard
from tools.weather import providers as weather
from tools.weather.contract import WEATHER

ROME = load_city("rome")


def board(emulators, http, **addresses: str) -> Switchboard:
    return Switchboard(Settings(emulator=emulators.url, offline=False, addresses=addresses), http)


def quick(**changes) -> CapabilitySettings:
    return CapabilitySettings(retries=0, **changes)


async def rate_chain(emulators, http, **addresses: str):
    chain = await board(emulators, http, **addresses).chain(RATES, rates.PROVIDERS)
    chain.configure(quick())
    return chain


async def weather_chain(emulators, http):
    chain = await board(emulators, http).chain(WEATHER, weather.PROVIDERS)
    chain.configure(quick())
    return chain


def request_from(first: int, days: int):
    return make_trip_request("rome", days=days, start_on=datetime.now(UTC).date() + timedelta(days=first))


async def test_near_days_are_forecast_and_those_beyond_are_normal(emulators, http):
    days = await weather_of(request_from(12, 8), ROME, await weather_chain(emulators, http))
    assert [day.on for day in days] == list(request_from(12, 8).dates)
    by = [day.source.provider for day in days]
    assert by[0] == "open-meteo"
    assert by[-1] == "climate-normals"
    assert by == sorted(by, reverse=True)
    assert not any(day.bad for day in days if day.source.freshness is Freshness.ATLAS)


async def test_what_one_forecast_lacks_the_next_one_tells(emulators, http):
    emulators.faults.set("open-meteo", "server_error")
    days = await weather_of(request_from(2, 9), ROME, await weather_chain(emulators, http))
    assert [day.source.provider for day in days][::8] == ["openweather", "climate-normals"]


async def test_without_anybody_live_there_are_the_normals(emulators, http):
    emulators.faults.set("*", "forbidden")
    days = await weather_of(request_from(2, 3), ROME, await weather_chain(emulators, http))
    assert {day.source.provider for day in days} == {"climate-normals"}


async def test_a_currency_that_one_lacks_is_asked_of_the_next(emulators, http):
    chain = await rate_chain(emulators, http)
    chain.configure(quick(disabled=("openexchangerates",)))
    found = await rates_into("EUR", {"MAD", "JPY"}, chain)
    assert [(rate.base, rate.source.provider) for rate in found] == [("JPY", "frankfurter"), ("MAD", "embedded-rates")]


async def test_a_currency_that_nobody_knows_is_left_out_and_none_at_all_is_a_failure(emulators, http):
    chain = await rate_chain(emulators, http)
    assert [rate.base for rate in await rates_into("EUR", {"XAU", "JPY"}, chain)] == ["JPY"]
    with pytest.raises(AllProvidersFailed):
        await rates_into("EUR", {"XAU"}, chain)


async def test_one_alone_that_says_what_is_hard_to_believe_is_not_believed(emulators, http):
    with serving(answering(latest(JPY=1432.0))) as liar:
        chain = await rate_chain(emulators, http, openexchangerates=liar)
        (yen,) = await rates_into("EUR", {"JPY"}, chain)
    assert yen.source.provider == "frankfurter"
    assert yen.rate > Decimal("0.005")


async def test_two_who_say_the_same_are_believed(emulators, http):
    """As after a crash of the currency, of which the dated table does not know."""
    crashed = '{"amount": 1.0, "base": "EUR", "date": "2026-11-20", "rates": {"TRY": 180.0}}'
    with serving(answering(latest(TRY=158.0))) as one, serving(answering(crashed)) as other:
        chain = await rate_chain(emulators, http, openexchangerates=one, frankfurter=other)
        (lira,) = await rates_into("EUR", {"TRY"}, chain)
    assert lira.source.provider == "openexchangerates"
    assert lira.rate == Decimal("0.00555063291139")
    assert PER_EURO["TRY"] * 3 < 180


async def test_two_who_say_different_things_are_not(emulators, http):
    crashed = '{"amount": 1.0, "base": "EUR", "date": "2026-11-20", "rates": {"TRY": 900.0}}'
    with serving(answering(latest(TRY=158.0))) as one, serving(answering(crashed)) as other:
        chain = await rate_chain(emulators, http, openexchangerates=one, frankfurter=other)
        (lira,) = await rates_into("EUR", {"TRY"}, chain)
    assert lira.source.provider == "embedded-rates"


async def test_nobody_is_asked_for_what_is_known(emulators, http):
    chain = await rate_chain(emulators, http)
    await rates_into("EUR", {"JPY"}, chain)
    assert dict(emulators.faults.calls) == {"openexchangerates": 1}


@pytest.mark.parametrize("capability", ["weather", "rates"])
async def test_when_all_hang_the_embedded_answer_comes_in_time(capability, emulators, http, monkeypatch):
    monkeypatch.setattr(conditions, "_WEATHER_S", 0.6)
    monkeypatch.setattr(conditions, "_RATES_S", 0.6)
    emulators.faults.set("*", "hang")
    if capability == "weather":
        days = await weather_of(request_from(2, 3), ROME, await weather_chain(emulators, http))
        sources = [day.source for day in days]
    else:
        rates = await rates_into("EUR", {"JPY", "MAD"}, await rate_chain(emulators, http))
        sources = [rate.source for rate in rates]
    assert {source.provider for source in sources} <= {"climate-normals", "embedded-rates"}
    assert len(sources) >= 2
    assert emulators.faults.calls.total() == 2  # the second one had its half of the time, too


async def test_the_chain_after_a_provider_has_those_behind_it(emulators, http):
    chain = await rate_chain(emulators, http)
    assert after(chain, "openexchangerates").order == ("frankfurter", "embedded-rates")
    assert after(after(chain, "frankfurter"), "embedded-rates").order == ()
    assert chain.order == ("openexchangerates", "frankfurter", "embedded-rates")


async def test_nothing_wanted_is_nothing_asked(emulators, http):
    chain = await rate_chain(emulators, http)
    found, failures = await each_from_the_first(
        chain, (), lambda left: RatesQuery(frozenset(left), "EUR"), lambda rate: rate.base, 1.0
    )
    assert (found, failures) == ({}, [])
    assert not emulators.faults.calls
