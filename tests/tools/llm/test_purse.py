from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from tools.adapter import Caller
from tools.llm.prices import Tokens, cost_usd, most_usd, tokens_of
from tools.llm.purse import Limits, OwnPurse, Refusal

CENT = Decimal("0.01")
ANN = Caller("agency", "ann", "run-1")


async def test_an_own_purse_holds_settles_and_refuses_as_the_database_does():
    purse = OwnPurse(Limits(run_usd=5 * CENT, user_month_usd=6 * CENT))
    hold = uuid4()
    assert await purse.hold(hold, ANN, 4 * CENT, 60) is None
    assert await purse.hold(hold, ANN, 4 * CENT, 60) is None, "the same hold again"
    assert await purse.hold(uuid4(), ANN, 2 * CENT, 60) == Refusal("run", 5 * CENT, CENT)
    assert await purse.hold(uuid4(), Caller("agency", "ann", "run-2"), 3 * CENT, 60) == Refusal(
        "user", 6 * CENT, 2 * CENT
    )
    await purse.settle(hold, CENT)
    await purse.settle(hold, 3 * CENT)
    assert [purse.used(ANN, scope) for scope in ("run", "user", "tenant")] == [CENT] * 3


async def test_what_is_not_known_goes_on_counting_and_so_does_a_hold_that_nobody_settled():
    purse = OwnPurse(Limits(run_usd=5 * CENT))
    for settled in (True, False):
        hold = uuid4()
        assert await purse.hold(hold, ANN, 2 * CENT, -1) is None
        if settled:
            await purse.settle(hold, None)
    assert purse.used(ANN, "run") == 4 * CENT
    assert await purse.hold(uuid4(), ANN, 2 * CENT, 60) == Refusal("run", 5 * CENT, CENT)


async def test_a_caller_outside_a_run_counts_against_its_tenant_alone():
    purse = OwnPurse(Limits(run_usd=Decimal(0), tenant_month_usd=3 * CENT))
    assert await purse.hold(uuid4(), Caller("agency"), 2 * CENT, 60) is None
    assert await purse.hold(uuid4(), Caller("agency"), 2 * CENT, 60) == Refusal("tenant", 3 * CENT, CENT)
    assert await purse.hold(uuid4(), Caller("other"), 2 * CENT, 60) is None


def test_prices_are_the_lists_and_an_unknown_model_has_none_but_a_cautious_estimate():
    million = Tokens(1_000_000, 1_000_000)
    assert cost_usd("openai", "gpt-4-turbo", million) == 40
    assert cost_usd("google", "gemini-2.5-flash", million) == Decimal("2.80")
    assert cost_usd("google", "gemini-2.5-flash", Tokens(1_000, 0, 900)) < cost_usd(
        "google", "gemini-2.5-flash", Tokens(1_000, 0)
    )
    assert cost_usd("openai", "my-own-model", million) is None
    assert cost_usd("", "gpt-4-turbo", million) is None
    assert most_usd("", "my-own-model", million) == 40


def test_tokens_are_counted_rather_too_many_in_any_script():
    english = "Take the morning train to Nara and walk through the deer park. " * 20
    japanese = "朝の電車で奈良へ行き、鹿の公園を歩きます。" * 20
    assert tokens_of(english) > len(english) / 4
    assert tokens_of(japanese) >= len(japanese)
