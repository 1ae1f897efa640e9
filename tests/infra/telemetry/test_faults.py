from __future__ import annotations

import pytest

from infra.telemetry import faults
from infra.telemetry.faults import MOST_GROUPS, MOST_RECENT, Fault, Faults, add, groups, recent


@pytest.fixture
async def redis(redis):
    await redis.flushdb()
    return redis


def fault(number: float = 0, **changed) -> Fault:
    told = {"at": 1_800_000_000 + number, "type": "KeyError", "where": "GET /v1/trips", "status": 500, "tenant": "acme"}
    return Fault(**told | changed)


async def test_errors_are_grouped_by_type_and_place_newest_first(redis):
    await add(redis, [fault(1, message="first"), fault(2, type="ValueError"), fault(3, message="last")])
    newest, older = await groups(redis, "*", 10)
    assert (newest.last.type, newest.count, newest.last.message) == ("KeyError", 2, "last")
    assert (newest.first_at, newest.last_at) == (1_800_000_001, 1_800_000_003)
    assert older.last.type == "ValueError"
    assert [one.message for one in await recent(redis, "*", 10)] == ["last", "", "first"]


async def test_a_tenant_sees_its_own_alone(redis):
    await add(redis, [fault(1), fault(2, tenant="other"), fault(3, tenant="")])
    assert [one.count for one in await groups(redis, "acme", 10)] == [1]
    assert {one.tenant for one in await recent(redis, "other", 10)} == {"other"}
    assert len(await recent(redis, "*", 10)) == 3


async def test_callers_own_errors_are_counted_but_do_not_push_ours_out(redis):
    await add(redis, [fault(0), *(fault(number, status=404, type="NotFound") for number in range(1, 50))])
    assert {one.last.status: one.count for one in await groups(redis, "*", 10)} == {500: 1, 404: 49}
    assert [one.status for one in await recent(redis, "*", 10)] == [500]


async def test_groups_and_the_latest_are_bounded(redis):
    await add(redis, [fault(number, where=f"GET /v1/{number}") for number in range(MOST_GROUPS + 25)])
    assert len(await groups(redis, "*", 1000)) == MOST_GROUPS
    assert len(await recent(redis, "*", 1000)) == MOST_RECENT
    kept = [key async for key in redis.scan_iter("errors:{[*]}:group:*")]
    assert len(kept) == MOST_GROUPS
    assert await redis.ttl("errors:{*}:groups") > 0


def test_a_process_keeps_so_many_and_counts_what_it_loses():
    waiting = Faults()
    for number in range(1_005):
        waiting.note(fault(number))
    taken = waiting.take()
    assert (len(taken), waiting.lost) == (1_000, 5)
    waiting.note(fault(2_000))
    waiting.put_back(taken)
    assert [one.at - 1_800_000_000 for one in waiting.take()][-1] == 2_000


def test_a_report_masks_what_it_tells():
    faults.FAULTS.take()
    faults.report(ValueError("no ada@example.org with Bearer abcdefgh"), "job x")
    (told,) = faults.FAULTS.take()
    assert told.message == "no ***@*** with Bearer ***"
    assert told.ours
