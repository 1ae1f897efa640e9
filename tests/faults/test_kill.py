"""A worker killed at any node: another resumes the run there, and the trip is the one it would have been."""

from __future__ import annotations

import asyncio
import json
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


@pytest.fixture(scope="module")
def victims():
    """The process that forks workers who kill themselves."""
    command = [sys.executable, "-m", "tests.faults.victim"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        yield server
        server.stdin.close()


@pytest.fixture
def killed(victims, settings):
    """Let a worker work on a run until it kills itself there."""
    environment = {
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SOLVER_PROCESSES": "1",
        "LEASE_S": "1.5",
        "SOLVER_SECONDS": "0.4",
    }

    def run(run_id: str, node: str, when: str) -> int:
        asked = {"run_id": run_id, "node": node, "when": when, "environment": environment}
        victims.stdin.write(json.dumps(asked) + "\n")
        victims.stdin.flush()
        return int(victims.stdout.readline())

    async def until_dead(run_id: str, node: str, when: str) -> None:
        assert await asyncio.to_thread(run, run_id, node, when) == -signal.SIGKILL

    return until_dead


async def log_of(worker, run_id: str) -> list[dict]:  # noqa: F811
    return [json.loads(entry.body) for entry in await worker.events.read(UUID(run_id))]


async def start(client) -> dict:  # noqa: F811
    return (await client.post("/v1/trips", json={"message": WISH})).json()


@pytest.mark.parametrize(
    ("node", "when"),
    [*((node, "started") for node in NODES), ("optimisation", "finished"), ("rendering", "finished")],
)
async def test_killed_at_a_node_it_resumes_there(client, worker, killed, node, when):  # noqa: F811
    started = await start(client)
    run_id = started["run"]["id"]
    await killed(run_id, node, when)
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


async def test_killed_between_the_row_and_the_log_the_end_is_still_told_once(client, worker, killed):  # noqa: F811
    started = await start(client)
    run_id = started["run"]["id"]
    await killed(run_id, "", "recorded")
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


async def test_a_process_that_stood_still_does_not_take_its_own_run_for_an_orphan(client, worker):  # noqa: F811
    run_id = UUID((await start(client))["run"]["id"])
    driving = asyncio.create_task(drive_run(run_id, worker))
    while not await worker.redis.delete(f"lease:run:{run_id}"):  # as if it had run out
        await asyncio.sleep(0.01)
    await drive_run(run_id, worker)
    await driving
    begun = [event["node"] for event in await log_of(worker, str(run_id)) if event["type"] == "node_started"]
    assert begun == NODES


async def test_a_waiting_question_survives_a_killed_worker(client, worker, killed):  # noqa: F811
    started = (await client.post("/v1/trips", json={"message": "a week in April for two"})).json()
    run_id = started["run"]["id"]
    await killed(run_id, "", "recorded")
    await asyncio.sleep(2.1)
    await sweep(worker)
    assert (await log_of(worker, run_id))[-1]["type"] == "question"
    answer = await client.post(f"/v1/trips/{started['trip_id']}/messages", json={"text": "Kyoto"})
    assert answer.json()["run"]["id"] == run_id
    await drive_run(UUID(run_id), worker)
    trip = (await client.get(f"/v1/trips/{started['trip_id']}")).json()
    assert trip["version"] == 1


async def test_a_proposal_survives_a_killed_worker_and_is_taken(client, worker, killed):  # noqa: F811
    started = await start(client)
    await drive_run(UUID(started["run"]["id"]), worker)
    url = f"/v1/trips/{started['trip_id']}"
    body = {"text": "day 1 more relaxed", "review": True}
    run_id = (await client.post(f"{url}/messages", json=body)).json()["run"]["id"]
    await killed(run_id, "", "recorded")
    await asyncio.sleep(2.1)
    await sweep(worker)
    assert (await log_of(worker, run_id))[-1]["type"] == "proposal"
    assert (await client.get(url)).json()["version"] == 1
    decision = {"run_id": run_id, "decision": {"decision": "take"}}
    assert (await client.post(f"{url}/proposal", json=decision)).status_code == 202
    await drive_run(UUID(run_id), worker)
    assert (await client.get(url)).json()["version"] == 2
