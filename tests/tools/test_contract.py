"""One contract for every adapter of every capability: the seven members, a true answer, and failures in our words."""

from __future__ import annotations

import asyncio
import inspect

import httpx
import pytest

from domain.errors import Failure, Rejected, Unavailable
from tests.emulators.access import emulated
from tests.emulators.faults import FAULTS
from tests.emulators.server import Emulators
from tests.tools.samples import QUESTIONS
from tools.adapter import NOWHERE, Access
from tools.catalogue import CATALOGUE
from tools.embeddings.fast import FastEmbedder

NEEDS_A_DOWNLOAD = (FastEmbedder,)
ALL = [(capability, kind) for capability, kinds in CATALOGUE for kind in kinds if kind not in NEEDS_A_DOWNLOAD]
EMBEDDED = [pytest.param(c, k, id=f"{c.name}-{k.name}") for c, k in ALL if not k.network]
NETWORKED = [pytest.param(c, k, id=f"{c.name}-{k.name}") for c, k in ALL if k.network]
EXPECTED = {
    "rate_limit": {Failure.RATE_LIMITED},
    "server_error": {Failure.SERVER},
    "forbidden": {Failure.FORBIDDEN},
    "cut": {Failure.NETWORK, Failure.CUT, Failure.MALFORMED},
    "wrong_type": {Failure.MALFORMED},
    "truncated": {Failure.MALFORMED},
    "invalid_json": {Failure.MALFORMED},
}


@pytest.mark.parametrize(("capability", "kind"), EMBEDDED)
async def test_an_embedded_adapter_has_the_seven_members_and_serves_without_a_key(capability, kind):
    adapter = kind(NOWHERE)
    assert (adapter.name, adapter.version) != ("", "")
    assert adapter.enabled is True
    await adapter.initialize()
    assert await adapter.health_check() is True
    query = QUESTIONS[capability.name]()
    first, second = await adapter.execute(query), await adapter.execute(query)
    assert str(first) == str(second)
    await adapter.shutdown()
    await adapter.shutdown()


@pytest.mark.parametrize(("capability", "kind"), NETWORKED)
async def test_a_networked_adapter_serves_from_the_wire_and_its_answer_can_be_kept(
    capability, kind, emulators: Emulators, http: httpx.AsyncClient
):
    adapter = emulated(kind, emulators, http)
    assert (adapter.name, adapter.version) != ("", "")
    assert adapter.enabled is True
    await adapter.initialize()
    assert await adapter.health_check() is True
    answer = await adapter.execute(QUESTIONS[capability.name]())
    assert answer
    if capability.key is not None:
        kept = capability.decode(capability.encode(answer))
        assert b'"freshness":"live"' not in capability.encode(answer)
        assert type(kept) is type(answer)
    await adapter.shutdown()
    await adapter.shutdown()


@pytest.mark.slow
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault not in ("hang", "slow")])
@pytest.mark.parametrize(("capability", "kind"), NETWORKED)
async def test_whatever_comes_over_the_wire_is_an_answer_or_unavailable(
    capability, kind, fault, emulators: Emulators, http: httpx.AsyncClient
):
    adapter = emulated(kind, emulators, http)
    await adapter.initialize()
    emulators.faults.set(kind.name, fault)
    try:
        await adapter.execute(QUESTIONS[capability.name]())
        failure = None
    except Rejected:
        pytest.fail("a provider's trouble is no refusal")
    except Unavailable as error:
        failure = error
    if fault in EXPECTED:
        assert failure is not None
        assert failure.kind in EXPECTED[fault], failure
    if fault == "rate_limit":
        assert failure.retry_after_s == 30


@pytest.mark.parametrize(("capability", "kind"), NETWORKED)
async def test_one_that_hangs_can_be_given_up(capability, kind, emulators: Emulators, http: httpx.AsyncClient):
    adapter = emulated(kind, emulators, http)
    emulators.faults.set(kind.name, "hang")
    with pytest.raises((TimeoutError, Unavailable)):
        async with asyncio.timeout(0.5):
            await adapter.execute(QUESTIONS[capability.name]())


@pytest.mark.parametrize(("capability", "kind"), NETWORKED)
async def test_without_its_key_an_adapter_is_not_enabled(capability, kind, http: httpx.AsyncClient):
    adapter = kind(Access(http))
    assert adapter.enabled is (not kind.account)


@pytest.mark.parametrize(("capability", "kind"), NETWORKED)
def test_a_networked_adapter_names_the_documentation_it_was_written_from(capability, kind):
    words = (inspect.getdoc(inspect.getmodule(kind)) or "") + (inspect.getdoc(kind) or "")
    assert "http" in words, "the address of the documentation"


@pytest.mark.parametrize("capability", [capability for capability, _ in CATALOGUE], ids=lambda one: one.name)
def test_every_capability_has_a_provider_that_needs_no_key(capability):
    kinds = dict(CATALOGUE)[capability]
    if capability.name == "llm":
        return  # what stands below the models are the rules, which live in the agents
    assert any(not kind.network for kind in kinds)


@pytest.mark.parametrize(("capability", "kind"), [pytest.param(c, k, id=f"{c.name}-{k.name}") for c, k in ALL])
def test_no_two_adapters_of_a_capability_share_a_name(capability, kind):
    assert [one.name for one in dict(CATALOGUE)[capability]].count(kind.name) == 1
