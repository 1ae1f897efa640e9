from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Failure, Unavailable
from domain.place import Freshness
from tests.emulators.access import emulated
from tests.emulators.single import answering, serving
from tools.adapter import Access
from tools.rates.contract import RATES, RatesQuery
from tools.rates.crossing import cross, read_exactly
from tools.rates.embedded import PER_EURO, EmbeddedRates
from tools.rates.frankfurter import Frankfurter
from tools.rates.openexchangerates import OpenExchangeRates

ON = date(2026, 11, 20)
STAMP = int(datetime(2026, 11, 20, 17, tzinfo=UTC).timestamp())
codes = st.sampled_from(sorted(PER_EURO))


def latest(**rates) -> str:
    usual = {"EUR": 0.877, "JPY": 143.2, "GBP": 0.74, "USD": 1}
    return json.dumps({"timestamp": STAMP, "base": "USD", "rates": usual | rates})


async def ask(body: str, http, *bases: str, quote: str = "EUR", far_too: bool = False):
    with serving(answering(body)) as address:
        adapter = OpenExchangeRates(Access(http, key="k", address=address))
        return await adapter.execute(RatesQuery(frozenset(bases), quote, far_too))


async def test_rates_cross_exactly_and_keep_their_day(http):
    (yen,) = await ask(latest(), http, "JPY")
    assert yen.rate == Decimal("0.00612430167598")  # 0.877 / 143.2 in twelve digits
    assert (yen.source.as_of, yen.source.reference) == (ON, "JPY/EUR")
    assert yen.source.freshness is Freshness.LIVE
    assert yen.source.read_at is not None


def test_decimals_are_those_that_were_written():
    assert read_exactly('{"a": 0.1234567890123456789}') == {"a": Decimal("0.1234567890123456789")}
    with pytest.raises(ValueError, match="NaN"):
        read_exactly('{"a": NaN}')


@given(codes, codes)
def test_there_and_back_is_nothing_lost(one, other):
    table = dict(PER_EURO)
    (there,) = cross(table, RatesQuery(frozenset({one}), other), "x", ON)
    (back,) = cross(table, RatesQuery(frozenset({other}), one), "x", ON)
    assert abs(there.rate * back.rate - 1) < Decimal("1e-10")
    assert RATES.decode(RATES.encode((there,)))[0].rate == there.rate


@pytest.mark.parametrize("value", [0, -3.2, 1e30])
async def test_a_rate_that_cannot_be_is_malformed(value, http):
    with pytest.raises(Unavailable) as told:
        await ask(latest(JPY=value), http, "JPY")
    assert told.value.kind is Failure.MALFORMED


@pytest.mark.parametrize("body", ["NaN", '"dear"', "null", "Infinity", "-Infinity"])
async def test_what_is_no_number_is_malformed(body, http):
    told = latest(JPY="YEN").replace('"YEN"', body)
    with pytest.raises(Unavailable) as failure:
        await ask(told, http, "JPY")
    assert failure.value.kind is Failure.MALFORMED


@pytest.mark.parametrize(("factor", "believed"), [(2.9, True), (3.2, False), (0.36, True), (0.31, False)])
async def test_a_rate_far_from_the_dated_one_is_hard_to_believe(factor, believed, http):
    dated = PER_EURO["JPY"] / PER_EURO["EUR"] * Decimal("0.877")
    body = latest(JPY=float(dated) * factor)
    assert len(await ask(body, http, "JPY", far_too=True)) == 1
    if believed:
        assert len(await ask(body, http, "JPY")) == 1
    else:
        with pytest.raises(Unavailable, match="hard to believe"):
            await ask(body, http, "JPY")


async def test_only_what_is_asked_is_judged(http):
    assert len(await ask(latest(GBP=0), http, "JPY")) == 1


async def test_each_answers_what_it_knows(emulators, http):
    asked = RatesQuery(frozenset({"JPY", "MAD", "USD", "EUR"}), "EUR")
    listed = await emulated(Frankfurter, emulators, http).execute(asked)
    assert [rate.base for rate in listed] == ["EUR", "JPY", "USD"]
    assert listed[0].rate == 1
    all_of_them = await emulated(OpenExchangeRates, emulators, http).execute(asked)
    assert [rate.base for rate in all_of_them] == ["EUR", "JPY", "MAD", "USD"]
    dated = await EmbeddedRates().execute(RatesQuery(frozenset({"JPY", "XAU"}), "EUR"))
    assert [rate.base for rate in dated] == ["JPY"]
    for one, other in zip(listed, (all_of_them[0], all_of_them[1], all_of_them[3]), strict=True):
        assert abs(one.rate / other.rate - 1) < Decimal("0.001")


@pytest.mark.parametrize("kind", [OpenExchangeRates, Frankfurter])
async def test_currencies_that_it_lacks_are_refused(kind, emulators, http):
    for query in (RatesQuery(frozenset({"XAU"}), "EUR"), RatesQuery(frozenset({"EUR"}), "XAU")):
        with pytest.raises(Unavailable) as told:
            await emulated(kind, emulators, http).execute(query)
        assert told.value.kind is Failure.REFUSED


async def test_a_wrong_app_id_is_not_allowed(emulators, http):
    adapter = OpenExchangeRates(Access(http, key="wrong", address=f"{emulators.url}/openexchangerates"))
    with pytest.raises(Unavailable) as told:
        await adapter.execute(RatesQuery(frozenset({"JPY"}), "EUR"))
    assert told.value.kind is Failure.FORBIDDEN
