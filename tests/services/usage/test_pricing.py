from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRequest
from domain.usage import Period
from services.usage.advice import advice
from services.usage.pricing import known_models, what_if
from tools.llm.prices import Tokens, cost_usd

MONTH = Period(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC), ZoneInfo("UTC"))


def sums(name: str, calls: int = 10, into: int = 2000, out: int = 300, **more):
    known = {"calls": calls, "asked": calls, "answered": calls, "cached": 0, "unknown": 0, "untold": 0}
    tokens = {"tokens_in": into * calls, "tokens_out": out * calls, "tokens_cached": 0, "cost_usd": Decimal(1)}
    return SimpleNamespace(name=name, quantity=calls, latency_ms=0.0, **(known | tokens | more))


@given(st.integers(1, 500), st.integers(1, 20_000), st.integers(0, 4000))
def test_a_month_on_the_model_that_it_was_on_costs_what_it_cost(calls, into, out):
    one = cost_usd("openai", "gpt-4o-mini", Tokens(into, out))
    row = sums("openai/gpt-4o-mini", calls, into, out, cost_usd=one * calls)
    told = what_if([row], "openai/gpt-4o-mini", MONTH)
    assert told.there_usd == told.cost_usd == one * calls
    assert told.difference_usd == 0


def test_calls_that_told_no_tokens_or_no_cost_are_on_neither_side():
    rows = [sums("gemini/gemini-2.5-flash", untold=4), sums("ollama/llama3.1", unknown=10, cost_usd=Decimal(0))]
    told = what_if(rows, "openai/gpt-4o-mini", MONTH)
    assert told.unknown == 4 + 10
    assert told.cost_usd == 1
    assert [line.calls for line in told.lines] == [6, 10]


def test_a_model_without_a_price_leaves_the_sum_unknown():
    told = what_if([sums("gemini/gemini-2.5-flash")], "openai/not-yet-born", MONTH)
    assert (told.there_usd, told.difference_usd, told.unknown) == (None, None, 10)


@pytest.mark.parametrize("model", ["", "gpt-4o", "nobody/gpt-4o", "openai/"])
def test_a_model_is_named_with_a_provider_whose_prices_are_known(model):
    with pytest.raises(InvalidRequest):
        what_if([], model, MONTH)


def test_the_models_that_are_offered_all_have_a_price():
    for model in known_models():
        assert what_if([sums(model)], model, MONTH).there_usd is not None, model


def test_advice_shows_its_sums_and_takes_the_cheapest_model_that_has_a_key():
    rows = [sums("openai/gpt-4-turbo", calls=1000, cost_usd=Decimal(29))]
    services = [sums("places", calls=1000, cached=100, asked=900, cost_usd=Decimal(9))]
    told = advice(rows, services, ["openai", "google-places"], ["openai", "google-places", "mapbox"])
    assert [one.kind for one in told] == ["cheaper_model", "caching", "unused_provider"]
    there = 1000 * cost_usd("openai", "gpt-4o-mini", Tokens(2000, 300))
    assert told[0].saving_usd_month == 29 - there
    assert told[1].saving_usd_month == Decimal("0.01") * 200, "from 10 % to 30 % of 1,000 calls, a cent each"
    assert "200 × $0.010000" in told[1].arithmetic
    assert told[2].saving_usd_month is None


def test_what_costs_nothing_or_is_unknown_gives_no_advice():
    rows = [sums("gemini/gemini-2.5-flash", cost_usd=Decimal(0)), sums("openai/gpt-4-turbo", unknown=1)]
    assert advice(rows, [sums("weather", cost_usd=Decimal(0))], ["gemini"], ["gemini"]) == ()
