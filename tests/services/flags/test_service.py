from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from domain.errors import Conflict, NotFound, Stale
from domain.flags import FlagRule, Stage
from domain.listing import Listing, Order
from infra.database import in_tenant
from services.flags.service import FlagService, flag_of
from services.flags.tables import FlagExposure, FlagTally

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
HOUR = NOW.replace(minute=0)


def service(session, tenant: str = "agency") -> FlagService:
    return FlagService(session, tenant, NOW)


async def test_a_flag_is_made_once_and_changed_by_whoever_saw_its_last_version(sessions):
    async with in_tenant(sessions, "agency") as session:
        made = await service(session).create("new-map", FlagRule(enabled=True, percentage=5))
        with pytest.raises(Conflict, match="already"):
            await service(session).create("new-map", FlagRule())
        before, after = await service(session).change("new-map", FlagRule(stage=Stage.BETA, percentage=20), 1)
        with pytest.raises(Stale, match="at version 2 now"):
            await service(session).change("new-map", FlagRule(), 1)
        with pytest.raises(NotFound):
            await service(session).change("old-map", FlagRule(), 1)
    assert before == made
    assert (after.version, after.enabled, after.percentage) == (2, False, 20)


async def test_one_tenants_flags_are_not_anothers_and_everybodys_are_all_tenants(sessions):
    async with in_tenant(sessions, "*") as session:
        await service(session, "*").create("for-all", FlagRule(enabled=True))
    async with in_tenant(sessions, "agency") as session:
        await service(session).create("of-agency", FlagRule(enabled=True))
        with pytest.raises(Conflict, match="may not be set for one tenant"):
            await service(session).create("for-all", FlagRule())
    async with in_tenant(sessions, "other") as session:
        assert set(await service(session, "other").in_force()) == {"for-all"}
        with pytest.raises(NotFound):
            await service(session, "other").get("of-agency")
    async with in_tenant(sessions, "agency") as session:
        assert set(await service(session).in_force()) == {"for-all", "of-agency"}
        listed = await service(session).page(Listing((Order("key"),)))
    assert [flag_of(row).key for row in listed.rows] == ["of-agency"]


async def test_what_is_removed_is_gone_and_everybodys_holds_again(sessions):
    async with in_tenant(sessions, "*") as session:
        await service(session, "*").create("new-map", FlagRule(overridable=True))
    async with in_tenant(sessions, "agency") as session:
        await service(session).create("new-map", FlagRule(percentage=70))
        assert (await service(session).in_force())["new-map"].percentage == 70
        await service(session).remove("new-map", 1)
        assert (await service(session).in_force())["new-map"].percentage == 0


async def test_the_status_counts_people_once_and_errors_of_those_who_have_it(sessions):
    def tally(variant, hour, *numbers):
        named = dict(zip(("evaluations", "outcomes", "errors"), numbers, strict=True))
        return {"tenant": "agency", "key": "new-map", "hour": hour, "variant": variant, **named}

    def shown(owner, variant, day):
        return {"tenant": "agency", "key": "new-map", "day": day, "owner": owner, "variant": variant, "first_at": NOW}

    async with in_tenant(sessions, "agency") as session:
        await service(session).create("new-map", FlagRule(enabled=True, percentage=40))
        rows = [
            tally("on", HOUR, 8, 4, 1),
            tally("off", HOUR, 12, 5, 5),
            tally("on", HOUR - timedelta(days=3), 7, 7, 7),
        ]
        await session.execute(insert(FlagTally), rows)
        today, yesterday = NOW.date(), NOW.date() - timedelta(days=1)
        rows = [shown("a", "on", today), shown("a", "on", yesterday), shown("b", "on", today), shown("c", "off", today)]
        await session.execute(insert(FlagExposure), rows)
        status = await service(session).status("new-map", NOW - timedelta(days=1), NOW)
    assert (status.enabled, status.rollout_percentage) == (True, 40)
    assert (status.active_users, status.total_users, status.evaluations) == (2, 3, 20)
    assert status.error_rate == 1 / 4
    assert [(use.name, use.users, use.evaluations, use.error_rate) for use in status.variants] == [
        ("off", 1, 12, 1.0),
        ("on", 2, 8, 1 / 4),
    ]
    assert [(hour.hour, hour.evaluations, hour.errors) for hour in status.hours] == [(HOUR, 20, 6)]


async def test_where_nothing_has_ended_the_error_rate_is_unknown(sessions):
    async with in_tenant(sessions, "agency") as session:
        await service(session).create("new-map", FlagRule())
        status = await service(session).status("new-map", NOW - timedelta(days=1), NOW)
    assert (status.error_rate, status.variants, status.total_users) == (None, (), 0)


async def test_exposures_are_forgotten_after_ninety_days_in_every_tenant(sessions, platform):
    days = {"old": date(2026, 8, 22), "kept": date(2026, 8, 23)}
    for tenant in ("agency", "other"):
        async with in_tenant(sessions, tenant) as session:
            for owner, day in days.items():
                row = {"tenant": tenant, "key": "new-map", "day": day, "owner": owner, "variant": "on", "first_at": NOW}
                await session.execute(insert(FlagExposure), [row])
    for _ in range(2):
        async with platform.begin() as session:
            await FlagService(session, "*", NOW).forget_old()
            left = (await session.scalars(select(FlagExposure.owner))).all()
    assert left == ["kept", "kept"]
