from __future__ import annotations

import asyncio

from sqlalchemy import select

from domain.flags import Cause, Decision
from services.flags.tables import FlagExposure, FlagTally
from services.flags.tallying import FlagTallies, open_tallies


def decision(variant: str = "on") -> Decision:
    return Decision(key="new-map", on=variant != "off", variant=variant, value=True, cause=Cause.ROLLOUT, version=1)


async def sums(platform) -> dict[tuple[str, str], tuple[int, int, int]]:
    async with platform() as session:
        rows = (await session.scalars(select(FlagTally))).all()
    return {(row.tenant, row.variant): (row.evaluations, row.outcomes, row.errors) for row in rows}


async def test_counts_of_two_processes_add_up_by_tenant_and_variant(platform):
    first, second = FlagTallies(platform), FlagTallies(platform)
    for tallies in (first, second, first):
        tallies.evaluated("agency", decision())
        tallies.ended("agency", "new-map", "on", failed=tallies is second)
    first.evaluated("other", decision("off"))
    await asyncio.gather(first.flush(), second.flush())
    assert await sums(platform) == {("agency", "on"): (3, 3, 1), ("other", "off"): (1, 0, 0)}


async def test_somebody_counts_once_a_day_however_often_they_are_shown_it(platform):
    for tallies in (FlagTallies(platform), FlagTallies(platform)):
        for _ in range(3):
            tallies.exposed("agency", "user:1", decision())
            await tallies.flush()
    async with platform() as session:
        shown = (await session.scalars(select(FlagExposure))).all()
    assert [(row.owner, row.variant) for row in shown] == [("user:1", "on")]


async def test_while_the_database_is_away_counts_wait(platform, no_database):
    tallies = FlagTallies(no_database)
    tallies.evaluated("agency", decision())
    await tallies.try_flush()
    tallies.evaluated("agency", decision())
    tallies.platform = platform
    await tallies.try_flush()
    assert await sums(platform) == {("agency", "on"): (2, 0, 0)}


async def test_what_waits_is_written_at_the_end(platform):
    async with open_tallies(platform) as tallies:
        tallies.evaluated("agency", decision())
    assert await sums(platform) == {("agency", "on"): (1, 0, 0)}


async def test_two_who_write_at_once_write_each_count_once(platform):
    tallies = FlagTallies(platform)
    for number in range(40):
        tallies.evaluated("agency", decision())
        tallies.exposed("agency", f"visitor-{number}", decision())
    await asyncio.gather(*(tallies.flush() for _ in range(4)))
    assert await sums(platform) == {("agency", "on"): (40, 0, 0)}
