from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest

from infra.events import EventLog
from infra.redis import build_redis


@pytest.fixture
async def log(settings):
    client = build_redis(settings.redis_url)
    yield EventLog(client, keep_s=60)
    await client.aclose()


async def first(count: int, entries):
    found = []
    async for entry in entries:
        if entry is not None:
            found.append(entry)
        if len(found) == count:
            break
    return found


async def test_every_reader_sees_the_same_in_the_same_order(log):
    run = uuid4()
    ids = [await log.append(run, str(number)) for number in range(5)]
    one, other = await asyncio.gather(first(5, log.follow(run)), first(5, log.follow(run)))
    assert one == other
    assert [entry.id for entry in one] == ids
    assert [entry.body for entry in one] == list("01234")


async def test_reading_on_from_any_place_misses_and_repeats_nothing(log):
    run = uuid4()
    ids = [await log.append(run, str(number)) for number in range(6)]
    for place, after in enumerate(ids):
        assert [entry.body for entry in await log.read(run, after)] == [str(n) for n in range(place + 1, 6)]


async def test_a_reader_that_waits_gets_what_comes(log):
    run = uuid4()
    waiting = asyncio.create_task(first(1, log.follow(run)))
    await asyncio.sleep(0.05)
    await log.append(run, "late")
    assert (await asyncio.wait_for(waiting, 2))[0].body == "late"


async def test_silence_is_told(log):
    async for entry in log.follow(uuid4(), idle_s=0.05):
        assert entry is None
        break


async def test_the_last_entry(log):
    run = uuid4()
    assert await log.last(run) is None
    await log.append(run, "a")
    await log.append(run, "b")
    last = await log.last(run)
    assert last is not None
    assert last.body == "b"
    assert last.at.tzinfo is not None


@pytest.mark.slow
async def test_a_long_silence_breaks_nothing(log):
    """redis-py gives a read up after 5 s unless told otherwise; a traveller may think for longer."""
    run, told = uuid4(), []
    async for entry in log.follow(run, idle_s=6):
        told.append(entry)
        if entry is None:
            await log.append(run, "at last")
        else:
            break
    assert told[0] is None
    assert told[-1].body == "at last"


async def test_hundreds_may_read_at_once(log):
    run = uuid4()
    readers = [asyncio.create_task(first(1, log.follow(run))) for _ in range(250)]
    await asyncio.sleep(0.5)
    await log.append(run, "to all")
    found = await asyncio.gather(*readers)
    assert {entries[0].body for entries in found} == {"to all"}
