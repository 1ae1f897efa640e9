from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from domain.events import Failed, NodeFinished, NodeStarted
from services.usage.stages import StageLog, outcome_of, staged
from services.usage.tables import Stage

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def log() -> StageLog:
    return StageLog("agency", uuid4(), uuid4())


def test_a_step_lasts_from_its_begin_and_the_one_that_was_under_way_failed_with_the_run():
    steps = log()
    steps.hear(NodeStarted(node="intent"), AT)
    steps.hear(NodeFinished(node="intent", seconds=1.5), AT + timedelta(seconds=2))
    steps.hear(NodeStarted(node="discovery"), AT + timedelta(seconds=2))
    rows = steps.end(AT + timedelta(seconds=5))
    told = [(row["node"], row["begun_at"], row["seconds"], row["outcome"]) for row in rows]
    assert told == [("intent", AT, 1.5, "ok"), ("discovery", AT + timedelta(seconds=2), 3.0, "failed")]


def test_an_impossible_wish_is_refused_and_no_failure():
    steps = log()
    steps.outcome = outcome_of(Failed(code="infeasible", message="too much for a day"))
    steps.hear(NodeStarted(node="optimisation"), AT)
    steps.hear(NodeFinished(node="optimisation", seconds=1), AT)
    assert [row["outcome"] for row in steps.end(AT)] == ["refused"]
    assert outcome_of(Failed(code="AllProvidersFailed", message="nobody answers")) == "failed"


@pytest.mark.parametrize(("error", "outcome"), [(asyncio.CancelledError, "cut"), (RuntimeError, "failed")])
async def test_however_a_run_ends_its_steps_are_written_down(usage_sessions, error, outcome):
    steps = log()
    with pytest.raises(error):
        async with staged(usage_sessions.platform, steps):
            steps.hear(NodeStarted(node="refinement"))
            raise error
    async with usage_sessions.platform() as session:
        query = select(Stage.node, Stage.outcome).where(Stage.run_id == steps.run_id)
        assert [tuple(row) for row in await session.execute(query)] == [("refinement", outcome)]
