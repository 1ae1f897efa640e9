from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from domain.errors import Unavailable
from domain.events import Failed
from graphs.assembly import open_context
from graphs.build import build_graph
from graphs.checkpoints import serializer
from graphs.run import Ended, drive
from graphs.state import TripState
from infra.settings import Settings
from tools.catalogue import capability_of
from tools.chain import build_chain


class Down:
    """A provider that is never there."""

    name, version, enabled, network = "down", "1", True, False

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def execute(self, query: object) -> object:
        raise Unavailable(self.name, "429 Too Many Requests")

    async def shutdown(self) -> None:
        return None


@pytest.mark.parametrize(("capability", "sentence"), [("places", "Places cannot"), ("travel", "Connections cannot")])
async def test_a_provider_that_fails_is_told_in_a_sentence_for_people(capability, sentence):
    asked = TripState(today=date(2026, 11, 21), message="4 days in Madrid and Barcelona from 12 April 2027 for two")
    graph = build_graph(InMemorySaver(serde=serializer()))
    async with open_context(Settings(solver_processes=1, solver_seconds=0.3)) as context:
        down: Any = {capability: await build_chain(capability_of(capability), [Down()])}
        broken = replace(context, tools=replace(context.tools, **down))
        ended = [event async for event in drive(graph, "t", asked, broken)][-1]
    assert isinstance(ended, Ended)
    assert isinstance(ended.event, Failed)
    assert ended.event.code == "AllProvidersFailed"
    assert ended.event.message.startswith(sentence)
    assert "429" not in ended.event.message
