from __future__ import annotations

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from infra.answers import Answer, Answers, Claim, Kept
from infra.sealing import open_sealer

ANSWER = Answer(201, (("content-type", "application/json"), ("set-cookie", "token=very-secret")), b'{"id": "\xff"}')


@pytest.fixture
def answers(redis, settings):
    return Answers(redis, open_sealer("", settings.data_dir), lease_s=0.3)


@pytest.fixture
def key():
    return f"answers:{uuid4().hex}"


async def test_of_many_only_one_may_work(answers, key):
    found = await asyncio.gather(*(answers.claim(key, "f") for _ in range(50)))
    assert sum(isinstance(one, Claim) for one in found) == 1
    assert {one.answer for one in found if isinstance(one, Kept)} == {None}


async def test_an_answer_comes_back_as_it_was_for_a_day(answers, key, redis):
    claim = await answers.claim(key, "f")
    await answers.keep(claim, "f", ANSWER)
    assert await answers.claim(key, "f") == Kept("f", ANSWER)
    assert 86_000 < await redis.ttl(key) <= 86_400


async def test_what_is_kept_cannot_be_read_in_redis(answers, key, redis):
    await answers.keep(await answers.claim(key, "f"), "f", ANSWER)
    kept = await redis.get(key)
    assert b"very-secret" not in kept
    assert b"content-type" not in kept


async def test_the_lease_of_one_that_died_ends_and_its_late_answer_is_not_kept(answers, key):
    dead = await answers.claim(key, "f")
    await asyncio.sleep(0.35)
    heir = await answers.claim(key, "f")
    assert isinstance(heir, Claim)
    await answers.keep(dead, "f", ANSWER)
    assert await answers.claim(key, "f") == Kept("f", None)
    await answers.keep(heir, "f", replace(ANSWER, status=200))
    assert (await answers.claim(key, "f")).answer.status == 200


async def test_a_living_worker_keeps_its_lease(answers, key):
    claim = await answers.claim(key, "f")
    async with answers.renewed(claim):
        await asyncio.sleep(0.7)
        assert isinstance(await answers.claim(key, "f"), Kept)


async def test_a_released_key_may_be_worked_for_again(answers, key):
    await answers.release(await answers.claim(key, "f"))
    assert isinstance(await answers.claim(key, "f"), Claim)


async def test_an_answer_sealed_with_a_lost_key_is_forgotten(answers, key, redis, tmp_path):
    elsewhere = Answers(redis, open_sealer("", tmp_path), lease_s=1)
    await elsewhere.keep(await elsewhere.claim(key, "f"), "f", ANSWER)
    assert isinstance(await answers.claim(key, "f"), Claim)
