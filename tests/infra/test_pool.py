from __future__ import annotations

import os
import signal

import pytest

from infra.pool import Pool


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
