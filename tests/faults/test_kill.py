"""A worker killed at any node: another resumes the run there, and the trip is the one it would have been."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from uuid import UUID

import pytest

from infra.settings import ROOT
from tests.api.conftest import client, worker  # noqa: F401  fixtures
from workers.runs import drive_run, sweep

pytestmark = [pytest.mark.faults, pytest.mark.slow]
WISH = "2 days in Kyoto from 12 April 2027, two of us, temples"
NODES = ["intent", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering"]


def run_victim(settings, run_id: str, node: str, when: str) -> int:
    environment = {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SOLVER_PROCESSES": "1",
        "LEASE_S": "1.5",
        "SOLVER_SECONDS": "0.4",
    }
    command = [sys.executable, "-m", "tests.faults.victim", run_id, node, when]
    return subprocess.run(command, cwd=ROOT, env=environment, timeout=60, check=False).returncode


async def log_of(worker, run_id: str) -> list[dict]:  # noqa: F811
    return [json.loads(entry.body) for entry in await worker.events.read(UUID(run_id))]


async def start(client) -> dict:  # noqa: F811
    return (await client.post("/v1/trips", json={"message": WISH})).json()


@pytest.mark.parametrize(
    ("node", "when"),
    [*((node, "started") for node in NODES), ("optimisation", "finished"), ("rendering", "finished")],
)
async def test_killed_at_a_node_it_resumes_there(client, worker, settings, node, when):  # noqa: F811
    started = await start(client)
    run_id = started["run"]["id"]
    code = await asyncio.to_thread(run_victim, settings, run_id, node, when)
    assert code == -signal.SIGKILL
    before = len(await log_of(worker, run_id))
    await asyncio.sleep(1.6)  # the dead worker's lease runs out
    await drive_run(UUID(run_id), worker)
    resumed = (await log_of(worker, run_id))[before:]
    begun = [event["node"] for event in resumed if event["type"] == "node_started"]
    assert begun == NODES[NODES.index(node) :], "finished nodes are not run again, the killed one is"
    assert resumed[-1]["type"] == "final"
    trip = (await client.get(f"/v1/trips/{started['trip_id']}")).json()
    assert trip["version"] == 1
    assert trip["certificate"]["valid"] is True
    assert [message["role"] for message in trip["messages"]] == ["traveller", "tripwright"]


async def test_killed_between_the_row_and_the_log_the_end_is_still_told_once(client, worker, settings):  # noqa: F811
    started = await start(client)
    run_id = started["run"]["id"]
    assert await asyncio.to_thread(run_victim, settings, run_id, "", "recorded") == -signal.SIGKILL
    assert (await client.get(f"/v1/runs/{run_id}")).json()["status"] == "done"
    assert (await log_of(worker, run_id))[-1]["type"] != "final"
    await asyncio.sleep(2.1)
    assert await sweep(worker) >= 1
    assert [event["type"] for event in await log_of(worker, run_id)].count("final") == 1
    await drive_run(UUID(run_id), worker)
    assert [event["type"] for event in await log_of(worker, run_id)].count("final") == 1


async def test_a_lost_job_is_found_by_the_sweeper(client, worker):  # noqa: F811
    started = await start(client)
    await asyncio.sleep(2.1)
    await sweep(worker)
    assert (await client.get(f"/v1/runs/{started['run']['id']}")).json()["status"] == "done"


async def test_a_job_that_comes_twice_is_done_once(client, worker):  # noqa: F811
    started = await start(client)
    run_id = UUID(started["run"]["id"])
    await asyncio.gather(drive_run(run_id, worker), drive_run(run_id, worker))
    await drive_run(run_id, worker)
    kinds = [event["type"] for event in await log_of(worker, str(run_id))]
    assert kinds.count("final") == 1
    assert kinds.count("request") == 1


async def test_a_waiting_question_survives_a_killed_worker(client, worker, settings):  # noqa: F811
    started = (await client.post("/v1/trips", json={"message": "a week in April for two"})).json()
    run_id = started["run"]["id"]
    assert await asyncio.to_thread(run_victim, settings, run_id, "", "recorded") == -signal.SIGKILL
    await asyncio.sleep(2.1)
    await sweep(worker)
    assert (await log_of(worker, run_id))[-1]["type"] == "question"
    answer = await client.post(f"/v1/trips/{started['trip_id']}/messages", json={"text": "Kyoto"})
    assert answer.json()["run"]["id"] == run_id
    await drive_run(UUID(run_id), worker)
    trip = (await client.get(f"/v1/trips/{started['trip_id']}")).json()
    assert trip["version"] == 1
