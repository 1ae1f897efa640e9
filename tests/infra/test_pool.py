from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from infra.pool import Pool, ProcessDied
from infra.settings import ROOT


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(mark: str) -> str:
    if not os.path.exists(mark):
        with open(mark, "w"):
            pass
        die()
    return "alive"


@pytest.fixture
def pool():
    made = Pool(1)
    yield made
    made.close()


async def test_it_runs_elsewhere(pool):
    assert await pool.run(os.getpid) != os.getpid()


async def test_an_error_comes_back_as_itself(pool):
    with pytest.raises(ZeroDivisionError):
        await pool.run(divmod, 1, 0)


async def test_a_process_that_dies_is_replaced_and_the_call_tried_again(pool, tmp_path):
    assert await pool.run(die_once, str(tmp_path / "mark")) == "alive"


async def test_a_call_that_ends_its_process_every_time_is_an_error_and_the_pool_serves_on(pool):
    with pytest.raises(ProcessDied):
        await pool.run(os._exit, 3)
    assert await pool.run(divmod, 7, 2) == (3, 1)


ORPHAN = """
import asyncio, os, signal
from infra.pool import Pool

async def main():
    print(await Pool(1).run(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_when_the_parent_is_killed_its_processes_end(tmp_path):
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    command = [sys.executable, str(script)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    killed = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    child, deadline = int(killed.stdout), time.monotonic() + 10
    while os.path.exists(f"/proc/{child}") and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not os.path.exists(f"/proc/{child}")
