"""A task that swallows cancellations ends all the same."""

from __future__ import annotations

import asyncio

from infra.ending import end


async def stubborn(times: int) -> None:
    for _ in range(times):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            continue
    await asyncio.sleep(60)


async def test_a_cancellation_that_is_swallowed_is_sent_again():
    task = asyncio.create_task(stubborn(1))
    await asyncio.sleep(0)
    await asyncio.wait_for(end(task), 5)
    assert task.cancelled()


async def test_what_has_ended_is_left_alone_and_what_raises_keeps_its_error():
    async def fails() -> None:
        raise ValueError

    done, failing = asyncio.create_task(asyncio.sleep(0)), asyncio.create_task(fails())
    await asyncio.wait((done, failing))
    await end(done, failing)
    assert isinstance(failing.exception(), ValueError)
