from __future__ import annotations

import pytest

from domain.errors import Rejected, Unavailable
from evals.suites.faults.inject import Failing
from tools.rates.contract import RatesQuery
from tools.rates.embedded import EmbeddedRates

QUERY = RatesQuery(frozenset({"GBP"}), "EUR")


@pytest.mark.parametrize(
    ("what", "said"), [("rate_limit", "429"), ("time_out", "504"), ("malformed", "malformed answer: EOF")]
)
async def test_a_failing_provider_raises_what_adapters_raise(what, said):
    failing = Failing(EmbeddedRates(), what)
    await failing.initialize()
    with pytest.raises(Unavailable, match=said):
        await failing.execute(QUERY)


async def test_flaky_fails_every_second_time_slow_answers_and_a_refusal_is_one():
    flaky = Failing(EmbeddedRates(), "flaky")
    await flaky.initialize()
    with pytest.raises(Unavailable, match="reset"):
        await flaky.execute(QUERY)
    answer = await flaky.execute(QUERY)
    slow = Failing(EmbeddedRates(), "slow")
    assert await slow.execute(QUERY) == answer
    with pytest.raises(Rejected, match="403"):
        await Failing(EmbeddedRates(), "refused").execute(QUERY)
