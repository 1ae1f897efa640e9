from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Unavailable
from tools.places.atlas.records import city_ids, load_city
from tools.rates.contract import RatesQuery
from tools.rates.embedded import PER_EURO, EmbeddedRates, rate_between


@given(st.sampled_from(sorted(PER_EURO)), st.sampled_from(sorted(PER_EURO)))
def test_there_and_back_is_nearly_nothing_lost(one, other):
    there, back = rate_between(one, other), rate_between(other, one)
    assert float(there.rate * back.rate) == pytest.approx(1, rel=2e-3)


async def test_every_currency_of_the_atlas_is_in_the_table():
    bases = frozenset(load_city(city_id).currency for city_id in city_ids())
    assert len(await EmbeddedRates().execute(RatesQuery(bases, "EUR"))) == len(bases)


async def test_an_unknown_currency_is_unavailable_and_named():
    with pytest.raises(Unavailable, match="XAU"):
        await EmbeddedRates().execute(RatesQuery(frozenset({"XAU"}), "EUR"))
