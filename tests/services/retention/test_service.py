from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from infra.database import in_tenant
from services.links.tables import Click
from services.retention import service
from services.retention.rules import ANALYTICS, DELETED_TRIPS, RULES
from services.retention.service import clean
from services.tables import Table
from services.trips.service import Ids, TripService
from services.trips.tables import Trip

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


async def make_trip(platform, tenant: str, deleted_at: datetime | None = None):
    async with in_tenant(platform, tenant) as session:
        trip_id = uuid4()
        await TripService(session, tenant, NOW).start(Ids(trip_id, uuid4(), uuid4()), "user:x", "two days in Oslo")
        (await session.get(Trip, trip_id)).deleted_at = deleted_at
    return trip_id


def make_click(tenant: str, trip_id, at: datetime) -> Click:
    texts = {"link_id": "l", "provider": "p", "url": "https://example.org", "visitor": "user:x", "agent": "Firefox"}
    return Click(id=uuid4(), tenant=tenant, trip_id=trip_id, clicked_at=at, **texts)


async def test_deleted_trips_go_after_90_days_with_all_they_have(platform, tenant):
    kept = await make_trip(platform, tenant)
    fresh = await make_trip(platform, tenant, NOW - 89 * DAY)
    await make_trip(platform, tenant, NOW - 91 * DAY)
    await clean(platform, NOW)
    async with in_tenant(platform, tenant) as session:
        assert set(await session.scalars(select(Trip.id).where(Trip.tenant == tenant))) == {kept, fresh}
        for table in ("runs", "messages"):
            rows = Table.metadata.tables[table]
            found = await session.scalar(select(func.count()).select_from(rows).where(rows.c.tenant == tenant))
            assert found == 2, table


async def test_whoever_followed_a_link_is_forgotten_after_90_days_and_the_click_is_not(platform, tenant, monkeypatch):
    monkeypatch.setattr(service, "_AT_ONCE", 2)  # so that several transactions are needed
    trip_id = await make_trip(platform, tenant)
    async with in_tenant(platform, tenant) as session:
        session.add_all([make_click(tenant, trip_id, NOW - days * DAY) for days in (89, 91, 92, 93, 94, 95)])
    touched = await clean(platform, NOW)
    assert touched["clicks"] >= 5
    assert "clicks" not in await clean(platform, NOW), "a second time there is nothing to do"
    async with in_tenant(platform, tenant) as session:
        query = select(Click.visitor, Click.agent).where(Click.tenant == tenant).order_by(Click.clicked_at.desc())
        assert [tuple(row) for row in await session.execute(query)] == [("user:x", "Firefox")] + [(None, "")] * 5


async def test_every_rule_fits_its_table_and_the_platforms_rights(platform):
    for rule in RULES:
        async with platform.begin() as session:
            await service._batch(session, rule, NOW - timedelta(days=36500))


def test_the_times_are_those_that_were_promised():
    assert {DELETED_TRIPS.days, ANALYTICS.days} == {90}
