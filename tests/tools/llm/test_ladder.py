"""The ladder of models, through each SDK, over the wire."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from pydantic import BaseModel, ConfigDict, Field

from domain.errors import AllProvidersFailed, Failure, Unavailable
from tools.adapter import Caller
from tools.llm.contract import Prompted
from tools.llm.purse import Limits
from tools.llm.recall import Recalled

SDKS = ("gemini", "openai", "anthropic")
UUIDS = (UUID(int=1), UUID(int=2))


class Stroll(BaseModel):
    """A walk through a town."""

    model_config = ConfigDict(frozen=True)

    town: str = Field(min_length=3)
    minutes: int = Field(ge=10, le=600)
    stops: list[str] = Field(min_length=1)


def asked(user: str = "Tell of Kyoto and of Nara.", **more) -> Prompted:
    return Prompted("test/stroll.v1", "You plan walks.", user, **more)


@pytest.mark.parametrize("name", [*SDKS, "compatible"])
async def test_a_form_is_filled_in_and_metered(rig, name):
    made = await rig(name)
    filled = await made.ladder.fill(asked(), Stroll)
    assert filled.form == Stroll(town="---", minutes=10, stops=["-"])
    assert (filled.provider, filled.level, filled.repaired) == (name, "primary", False)
    record = made.records[-1]
    assert (record.capability, record.kind, record.provider, record.outcome) == ("llm", "llm", name, "ok")
    assert record.tokens_in > 0
    assert record.tokens_out > 0
    assert record.caller.run_id == "run-1"
    if name == "compatible":
        assert record.cost_usd is None, "nobody said what it costs"
    else:
        assert 0 < record.cost_usd < Decimal("0.05")
        assert made.purse.used(record.caller, "run") == record.cost_usd


@pytest.mark.parametrize("name", SDKS)
async def test_a_form_filled_in_badly_is_repaired_once(rig, name):
    made = await rig(name)
    filled = await made.ladder.fill(asked("brain:misfill Kyoto"), Stroll)
    assert filled.repaired is True
    assert filled.form.town == "---"
    assert [record.outcome for record in made.records] == ["ok"], "both answers are one call, paid for together"


async def test_a_form_that_stays_bad_goes_to_the_next_provider_and_is_malformed_in_the_meter(rig):
    made = await rig(*SDKS)
    with pytest.raises(AllProvidersFailed) as caught:
        await made.ladder.fill(asked("brain:misfill-always Kyoto"), Stroll)
    assert kinds(caught.value) == [Failure.MALFORMED] * 3
    assert [(record.provider, record.outcome) for record in made.records] == [(name, "malformed") for name in SDKS]
    assert all(record.cost_usd > 0 for record in made.records), "what was said badly is paid for all the same"


@pytest.mark.parametrize("name", SDKS)
async def test_a_text_is_told_while_it_is_written(rig, name, heard):
    made = await rig(name)
    written = await made.ladder.write(asked(), listener(heard))
    assert len(heard) > 3
    assert "".join(heard) == written.text
    assert "Kyoto" in written.text
    assert (written.provider, written.level) == (name, "primary")
    assert made.records[-1].tokens_out > 0
    assert made.records[-1].cost_usd > 0


@pytest.mark.parametrize(("first", "second"), [("gemini", "openai"), ("openai", "anthropic"), ("anthropic", "gemini")])
@pytest.mark.parametrize("fault", ["cut", "hang", "server_error", "truncated", "wrong_type"])
async def test_a_stream_that_fails_is_forgotten_and_the_next_provider_begins_anew(
    rig, emulators, heard, first, second, fault
):
    made = await rig(first, second, timeout_s=2.0, retries=1)
    emulators.faults.set(first, fault)
    written = await made.ladder.write(asked(), listener(heard))
    assert (written.provider, written.level) == (second, "fallback")
    told = heard[heard.index(None) + 1 :] if None in heard else heard
    assert "".join(told) == written.text
    was_heard = fault == "truncated" or (fault == "cut" and first != "anthropic")  # whose first events hold no text
    assert heard.count(None) == (1 if was_heard else 0)
    failed = made.records[0]
    assert failed.outcome in {"cut", "timeout", "server", "malformed", "network"}
    if fault in ("cut", "hang", "truncated"):
        assert failed.cost_usd is None, "what a lost answer cost nobody knows"
    if fault == "server_error":
        assert failed.cost_usd == 0, "a request that failed with a status is not charged"


@pytest.mark.parametrize("name", SDKS)
@pytest.mark.parametrize("word", ["break", "stall"])
async def test_a_text_without_its_end_is_none(rig, heard, name, word):
    made = await rig(name, stall_s=0.3, retries=2)
    with pytest.raises(AllProvidersFailed) as caught:
        await made.ladder.write(asked(f"brain:{word} Tell of Kyoto and of Nara and of Osaka."), listener(heard))
    assert kinds(caught.value) == [Failure.CUT]
    assert heard[-1] is None
    assert heard.count(None) == 1, "what was heard is not told a second time"
    assert made.records[-1].cost_usd is None


@pytest.mark.parametrize("name", SDKS)
async def test_a_model_that_declines_is_followed_by_the_next(rig, name, heard):
    made = await rig(name)
    for call in (
        made.ladder.fill(asked("brain:decline Kyoto"), Stroll),
        made.ladder.write(asked("brain:decline x"), listener(heard)),
    ):
        with pytest.raises(AllProvidersFailed) as caught:
            await call
        assert kinds(caught.value) == [Failure.REFUSED]


async def test_the_order_is_the_settings_and_every_fault_of_the_first_leads_to_the_second(rig, emulators):
    made = await rig("anthropic", "gemini", timeout_s=2.0, retries=0)
    for fault in (
        "rate_limit",
        "server_error",
        "forbidden",
        "hang",
        "cut",
        "wrong_type",
        "truncated",
        "invalid_json",
        "empty",
    ):
        emulators.faults.set("anthropic", fault)
        filled = await made.ladder.fill(asked(f"Kyoto with {fault}"), Stroll)
        assert (filled.provider, filled.level) == ("gemini", "fallback"), fault
    emulators.faults.clear()


async def test_the_same_question_is_answered_from_memory(rig, heard):
    made = await rig("gemini")
    first = await made.ladder.fill(asked(), Stroll)
    again = await made.ladder.fill(asked(), Stroll)
    assert (again.form, again.level, again.model) == (first.form, "cached", first.model)
    assert [record.outcome for record in made.records] == ["ok", "cached"]
    assert made.records[-1].cost_usd == 0
    text = await made.ladder.write(asked(), listener(heard))
    heard.clear()
    kept = await made.ladder.write(asked(), listener(heard))
    assert (kept.text, kept.level, heard) == (text.text, "cached", [text.text])
    other = await made.ladder.on_behalf_of(Caller("other-agency")).fill(asked(), Stroll)
    assert other.level == "primary", "what one tenant's key has read stays that tenant's"


async def test_where_the_budget_is_short_a_cheaper_model_serves_then_memory_then_nobody(rig):
    made = await rig("gemini", limits=Limits(run_usd=Decimal("0.0060")))  # a call may cost 0.0051, a cheap one 0.0005
    caller = made.ladder.chain.caller
    first = await made.ladder.fill(asked("Kyoto"), Stroll)
    assert first.level == "primary"
    await made.purse.hold(UUIDS[0], caller, Decimal("0.0040"), 60)
    second = await made.ladder.fill(asked("Nara"), Stroll)
    assert (second.level, second.model) == ("cheaper", "gemini-2.5-flash-lite")
    left = Decimal("0.0060") - made.purse.used(caller, "run")
    await made.purse.hold(UUIDS[1], caller, left - Decimal("0.0001"), 60)
    forget_freshness(made)
    third = await made.ladder.fill(asked("Kyoto"), Stroll)
    assert (third.level, third.form) == ("cached", first.form), "an old answer is better than none"
    with pytest.raises(AllProvidersFailed) as caught:
        await made.ladder.fill(asked("Osaka"), Stroll)
    assert set(kinds(caught.value)) == {Failure.OVER_BUDGET}
    assert "run budget" in str(caught.value)
    over = [record for record in made.records if record.outcome == "over_budget"]
    assert over
    assert all(record.cost_usd == 0 for record in over)


async def test_calls_at_one_time_do_not_pass_the_limit_together(rig):
    made = await rig("gemini", limits=Limits(run_usd=Decimal("0.02")), calls=None)
    outcomes = await asyncio.gather(
        *(made.ladder.fill(asked(f"town {number}"), Stroll) for number in range(40)), return_exceptions=True
    )
    served = [one for one in outcomes if not isinstance(one, BaseException)]
    assert served
    assert all(isinstance(one, AllProvidersFailed) for one in outcomes if isinstance(one, BaseException))
    assert {one.level for one in served} <= {"primary", "cheaper"}
    assert sum(record.cost_usd for record in made.records) <= Decimal("0.02")


async def test_the_operators_price_holds_where_no_list_knows_one(rig):
    made = await rig("compatible", prices={"compatible": Decimal("0.001")})
    await made.ladder.fill(asked(), Stroll)
    assert made.records[-1].cost_usd == Decimal("0.001")
    assert made.purse.used(made.ladder.chain.caller, "run") == Decimal("0.001")


async def test_an_unknown_cost_goes_on_counting_as_what_was_held(rig):
    made = await rig("compatible")
    await made.ladder.fill(asked(), Stroll)
    used = made.purse.used(made.ladder.chain.caller, "run")
    assert used > Decimal("0.05"), "2,000 tokens of answer at a cautious price"
    assert made.records[-1].cost_usd is None


async def test_a_listener_that_fails_is_no_providers_fault(rig):
    made = await rig("gemini", "openai")

    async def deaf(_: str | None) -> None:
        raise RuntimeError("the log is away")

    with pytest.raises(RuntimeError, match="the log is away"):
        await made.ladder.write(asked(), deaf)
    assert [record.outcome for record in made.records] == ["ok"]


async def test_a_call_that_is_given_up_settles_its_hold_as_unknown(rig, emulators):
    made = await rig("gemini")
    emulators.faults.set("gemini", "hang")
    task = asyncio.create_task(made.ladder.fill(asked(), Stroll))
    caller = made.ladder.chain.caller
    while not made.purse.used(caller, "run"):
        await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert made.purse.used(caller, "run") > 0
    assert (made.records[-1].outcome, made.records[-1].cost_usd) == ("cancelled", None)


def kinds(error: AllProvidersFailed) -> list[Failure]:
    return [failure.kind for failure in error.failures if isinstance(failure, Unavailable)]


def listener(heard: list[str | None]):
    async def on_text(piece: str | None) -> None:
        heard.append(piece)

    return on_text


def forget_freshness(made) -> None:
    """As if a day had gone by since the kept answers were given."""
    kept = made.ladder.chain.line.memory._kept
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for key, (answer, until) in list(kept.items()):
        older = Recalled.model_validate_json(answer).model_copy(update={"at": yesterday})
        kept[key] = (older.model_dump_json().encode(), until)
