"""Each adapter through its own SDK against its provider's wire format."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from decimal import Decimal

import pytest
import pytest_asyncio

from agents.intent.draft import RequestDraft
from agents.intent.offline import read
from agents.marking import mark
from domain.errors import Failure, Unavailable
from tests.emulators.server import Emulators
from tools.adapter import Access
from tools.line.call import Usage
from tools.llm.anthropic import Anthropic
from tools.llm.chat import ChatAdapter
from tools.llm.compatible import Compatible
from tools.llm.contract import Asked, Prompted
from tools.llm.forms import form_of, schema_of
from tools.llm.gemini import Gemini
from tools.llm.openai import OpenAI
from tools.llm.prices import Tokens, cost_usd

KEYED = (Gemini, OpenAI, Anthropic)
MESSAGE = "10 days in Kyoto and Tokyo from 5 April 2027 for 2 adults, budget 3000 EUR, we love temples"
PROMPTED = Prompted(
    "intent/extract.v2", "You fill in a form. Today is 2027-01-10.", f"The message:\n{mark('message', MESSAGE)}"
)
TEXT = Asked(Prompted("text", "You tell of places.", "Tell of Kyoto and of Nara.", max_tokens=300))
EXPECTED = {Gemini: "gemini-2.5-flash", OpenAI: "gpt-4-turbo-2024-04-09", Anthropic: "claude-sonnet-5"}


@pytest_asyncio.fixture
async def make(emulators: Emulators) -> AsyncIterator:
    made: list[ChatAdapter] = []

    def of(kind: type[ChatAdapter], key: str = "emulated", model: str = "") -> ChatAdapter:
        made.append(kind(Access(None, key=key, address=f"{emulators.url}/{kind.name}", model=model)))
        return made[-1]

    yield of
    for one in made:
        await one.shutdown()
        await one.shutdown()


async def failed(adapter: ChatAdapter, asked: Asked = TEXT, usage: Usage | None = None) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        await adapter.complete(asked, usage or Usage())
    return caught.value


@pytest.mark.parametrize("kind", KEYED)
async def test_a_bad_key_is_forbidden_and_costs_nothing(make, kind):
    usage = Usage()
    assert (await failed(make(kind, key="bad-key"), TEXT, usage)).kind is Failure.FORBIDDEN
    assert usage.cost_usd == 0


@pytest.mark.parametrize("kind", KEYED)
async def test_how_long_to_wait_is_read_from_header_or_body(make, kind):
    failure = await failed(make(kind, key="busy-key"))
    assert (failure.kind, failure.retry_after_s) == (Failure.RATE_LIMITED, 20)


@pytest.mark.parametrize("kind", [OpenAI, Anthropic])
async def test_an_account_without_credit_is_no_rate_limit_that_passes(make, kind):
    assert (await failed(make(kind, key="broke-key"))).kind is Failure.FORBIDDEN


@pytest.mark.parametrize("kind", [Gemini, Anthropic])
async def test_an_overloaded_server_is_a_servers_failure(make, kind):
    assert (await failed(make(kind, key="full-key"))).kind is Failure.SERVER


@pytest.mark.parametrize("kind", KEYED)
async def test_a_model_that_there_is_not_is_refused(make, kind):
    assert (await failed(make(kind, model="no-such-model"))).kind is Failure.REFUSED


@pytest.mark.parametrize("kind", KEYED)
async def test_the_meter_gets_model_tokens_and_a_cost_of_the_price_list(make, kind):
    adapter, usage = make(kind), Usage()
    answer = await adapter.complete(TEXT, usage)
    assert answer.model == usage.model == EXPECTED[kind]
    assert usage.cost_usd == cost_usd(kind.price_list, kind.strong, Tokens(usage.tokens_in, usage.tokens_out))
    assert 0 < usage.cost_usd <= adapter.estimate_cost(TEXT)


@pytest.mark.parametrize("kind", KEYED)
async def test_a_long_answer_may_be_asked_of_any_model(make, kind):
    asked = Asked(Prompted("text", "You tell of places.", "Tell of Kyoto and of Nara.", max_tokens=8_000))
    assert (await make(kind).complete(asked, Usage())).text


@pytest.mark.parametrize("kind", KEYED)
@pytest.mark.parametrize("tier", ["strong", "cheap"])
async def test_a_streamed_text_is_metered_as_a_whole_one(make, kind, tier):
    asked = Asked(Prompted("text", "You tell of places.", "Tell of Kyoto and of Nara.", tier=tier))
    adapter, usage, whole = make(kind), Usage(), Usage()
    pieces = [piece async for piece in adapter.stream(asked, usage)]
    answer = await adapter.complete(asked, whole)
    assert "".join(pieces) == answer.text
    assert len(pieces) > 3
    assert (usage.tokens_in, usage.tokens_out) == (whole.tokens_in, whole.tokens_out)
    assert usage.cost_usd == whole.cost_usd > 0


@pytest.mark.parametrize("kind", [*KEYED, Compatible])
@pytest.mark.parametrize("tier", ["strong", "cheap"])
async def test_a_large_form_is_filled_in_whatever_a_providers_grammar_bears(make, kind, tier):
    adapter = make(kind)
    prompted = Prompted(PROMPTED.task, PROMPTED.system, PROMPTED.user, tier=tier)
    answer = await adapter.complete(Asked(prompted, schema_of(RequestDraft)), Usage())
    draft = form_of(answer.text, RequestDraft)
    assert draft == read(MESSAGE, date(2027, 1, 10))
    assert [stay.name.lower() for stay in draft.destinations] == ["kyoto", "tokyo"]
    assert draft.budgets[0].amount == Decimal(3000)


async def test_a_schema_that_was_refused_is_not_sent_again(make, emulators):
    adapter, asked = make(Anthropic), Asked(PROMPTED, schema_of(RequestDraft))
    await adapter.complete(asked, Usage())
    assert emulators.faults.calls["anthropic"] == 2, "refused as too large, then told in words"
    await adapter.complete(asked, Usage())
    assert emulators.faults.calls["anthropic"] == 3


@pytest.mark.parametrize("kind", KEYED)
@pytest.mark.parametrize("fault", ["server_error", "rate_limit", "cut"])
async def test_the_sdks_own_retries_are_off(make, emulators, kind, fault):
    emulators.faults.set(kind.name, fault)
    await failed(make(kind))
    assert emulators.faults.calls[kind.name] == 1


@pytest.mark.parametrize("kind", KEYED)
async def test_a_configured_model_is_the_strong_one_and_leaves_the_cheap_one(make, kind):
    adapter = make(kind, model="one-of-mine")
    assert (adapter.model_for("strong"), adapter.model_for("cheap")) == ("one-of-mine", kind.cheap)


async def test_models_that_always_think_get_room_for_it_and_are_not_told_not_to(make):
    usage = Usage()
    await make(Anthropic, model="claude-opus-5-5").complete(TEXT, usage)
    assert usage.model == "claude-opus-5-5"
    await make(Gemini, model="gemini-2.5-pro").complete(TEXT, usage)
    await make(OpenAI, model="gpt-5-mini").complete(TEXT, usage)
    calm, thinking = make(Gemini), make(Gemini, model="gemini-2.5-pro")
    assert thinking.estimate_cost(TEXT) > 10 * calm.estimate_cost(TEXT)


async def test_a_model_of_ones_own_needs_an_address_and_no_key(make):
    assert Compatible(Access(None)).enabled is False
    adapter = make(Compatible, key="", model="my-llama")
    await adapter.initialize()
    usage = Usage()
    answer = await adapter.complete(TEXT, usage)
    assert (answer.model, usage.cost_usd) == ("my-llama", None)
    assert usage.tokens_out > 0


@pytest.mark.parametrize("kind", KEYED)
async def test_nobody_there_is_a_connection_that_failed_and_costs_nothing(kind):
    adapter, usage = kind(Access(None, key="k", address="http://127.0.0.1:1")), Usage()
    assert (await failed(adapter, TEXT, usage)).kind is Failure.NETWORK
    assert usage.cost_usd == 0
    await adapter.shutdown()
