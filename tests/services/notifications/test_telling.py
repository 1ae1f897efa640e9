"""What the house itself tells people: documents, budgets, drafts; and what becomes of it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from domain.certificate import certify
from domain.identity import PUBLIC_TENANT, Principal, Role
from domain.notification import KINDS, NOTIFICATION, Changed, Invited
from infra.database import in_tenant
from services.budgets.alerts import note_reached
from services.documents.schemas import AskDocument
from services.documents.service import DocumentService
from services.notifications.adoption import adopt_notifications
from services.notifications.service import about_of
from services.notifications.tables import NotificationRow
from services.notifications.telling import Happening, tell
from services.privacy.erasing import erase
from services.privacy.gathering import archive_of
from services.retention.service import clean
from services.trips.drafts import DraftService
from services.trips.recording import Result, record
from services.trips.tables import Draft, Trip
from tests.api.signing_in import account_work, make_user
from tests.make import make_itinerary, make_request

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def trip(sessions, tenant):
    async with in_tenant(sessions, tenant) as session:
        plan, request = make_itinerary(), make_request()
        made = Trip(id=uuid4(), tenant=tenant, owner="user:a", title="x", version=0, created_at=NOW, updated_at=NOW)
        session.add(made)
        await session.flush()
        await record(session, made, Result(request, plan, certify(request, plan)), NOW)
    return made.id


async def told(sessions, tenant, owner):
    async with in_tenant(sessions, tenant) as session:
        query = select(NotificationRow).where(NotificationRow.tenant == tenant, NotificationRow.owner == owner)
        return (await session.scalars(query.order_by(NotificationRow.seq))).all()


def test_every_kind_is_known_to_the_database_too():
    schema = NOTIFICATION.json_schema()
    assert set(schema["discriminator"]["mapping"]) == set(KINDS)


@pytest.mark.parametrize("ready", [True, False])
async def test_the_end_of_a_document_is_told_once_to_whoever_asked(sessions, tenant, trip, ready):
    job_id = uuid4()
    async with in_tenant(sessions, tenant) as session:
        documents = DocumentService(session, tenant, NOW, DAY)
        await documents.ask(job_id, trip, 1, "user:b", AskDocument(variant="compact"), "en", None)
    for _ in range(2):
        async with in_tenant(sessions, tenant) as session:
            documents = DocumentService(session, tenant, NOW, DAY)
            if ready:
                await documents.finish(job_id, filename="x.pdf", stored="x", size=1, pages=1)
            else:
                await documents.fail(job_id, "no browser")
    (row,) = await told(sessions, tenant, "user:b")
    about = about_of(row)
    assert (about.kind, about.document, about.variant) == (
        "document_ready" if ready else "document_failed",
        job_id,
        "compact",
    )
    assert (about.title, row.author, row.trip_id) == (make_itinerary().title, "", trip)


async def test_of_shares_of_a_budget_that_are_reached_at_once_the_highest_is_told(platform, tenant):
    account = ("user", "user:b", "2026-05")
    for used, limit in ((Decimal("0.85"), Decimal(1)), (Decimal("0.86"), Decimal(1)), (Decimal("0.96"), Decimal(1))):
        async with in_tenant(platform, tenant) as session:
            await note_reached(session, tenant, account, used, limit, NOW)
            await note_reached(session, tenant, ("tenant", "", "2026-05"), used, limit, NOW)
    rows = await told(platform, tenant, "user:b")
    assert [(about_of(row).percent, about_of(row).period) for row in rows] == [(80, "2026-05"), (95, "2026-05")]


async def test_a_draft_that_a_colleague_publishes_is_told_to_its_owner(sessions, tenant, trip):
    async with in_tenant(sessions, tenant) as session:
        session.add(
            Draft(
                trip_id=trip,
                tenant=tenant,
                status="approved",
                reference="r",
                approved_version=1,
                created_at=NOW,
                updated_at=NOW,
            )
        )
    boss = Principal(tenant=tenant, user_id=uuid4(), roles=frozenset({Role.ADMIN}))
    async with in_tenant(sessions, tenant) as session:
        drafts = DraftService(session, tenant, NOW, boss)
        await drafts.publish(trip, None, str(uuid4()))
        for _ in range(2):
            await drafts.withdraw(trip, None)
    assert [row.kind for row in await told(sessions, tenant, "user:a")] == ["draft_published", "draft_withdrawn"]
    assert await told(sessions, tenant, boss.owner) == []


async def test_nobody_is_told_of_what_they_did_and_nobody_without_a_name(sessions, tenant):
    async with in_tenant(sessions, tenant) as session:
        about = Invited(role="viewer")
        await tell(session, Happening(tenant, NOW, "user:a"), [("user:a", about), ("", about), ("user:b", about)])
    async with in_tenant(sessions, tenant) as session:
        rows = (await session.scalars(select(NotificationRow).where(NotificationRow.tenant == tenant))).all()
    assert [row.owner for row in rows] == ["user:b"]


async def test_what_is_rolled_back_was_never_told(sessions, tenant):
    with pytest.raises(RuntimeError, match="no"):
        async with in_tenant(sessions, tenant) as session:
            await tell(session, Happening(tenant, NOW), [("user:a", Invited(role="viewer"))])
            raise RuntimeError("no")
    assert await told(sessions, tenant, "user:a") == []


async def test_only_what_was_read_goes_after_90_days(platform, tenant):
    async with in_tenant(platform, tenant) as session:
        for owner, days in (("user:a", 89), ("user:b", 91), ("user:c", None)):
            await tell(session, Happening(tenant, NOW - 400 * DAY), [(owner, Invited(role="viewer"))])
            await session.flush()
            theirs = select(NotificationRow).where(NotificationRow.tenant == tenant, NotificationRow.owner == owner)
            row = (await session.scalars(theirs)).one()
            row.read_at = None if days is None else NOW - days * DAY
    await clean(platform, NOW)
    found = [len(await told(platform, tenant, owner)) for owner in ("user:a", "user:b", "user:c")]
    assert found == [1, 0, 1]


async def test_where_a_user_knows_of_the_same_change_the_guests_news_of_it_is_let_go(sessions, tenant, trip):
    async with in_tenant(sessions, tenant) as session:
        for owner in ("g" * 32, "user:b"):
            for by, version in (("user:c", 2), ("user:b", 3)):
                await tell(session, Happening(tenant, NOW, by, trip), [(owner, Changed(version=version))])
        await adopt_notifications(session, tenant, "g" * 32, "user:b")
    assert [(row.author, row.kind) for row in await told(sessions, tenant, "user:b")] == [("user:c", "changed")]
    assert await told(sessions, tenant, "g" * 32) == []


async def test_a_user_takes_them_away_and_is_forgotten_in_those_of_others(settings, sessions, platform):
    guest = uuid4().hex
    async with account_work(settings) as work:
        user = await make_user(work)
        mine, other = f"user:{user.id}", f"user:{uuid4()}"
        await tell(work.session, Happening(PUBLIC_TENANT, NOW, guest), [(mine, Invited(role="viewer"))])
        await tell(work.session, Happening(PUBLIC_TENANT, NOW, mine), [(other, Invited(role="editor"))])
    async with account_work(settings) as work:
        with zipfile.ZipFile(io.BytesIO(await archive_of(work, user.id))) as packed:
            held = packed.read("notifications.json").decode()
        assert [one["kind"] for one in json.loads(held)] == ["invited"]
        assert guest not in held  # it opens the guest's trips
    async with in_tenant(platform, PUBLIC_TENANT) as session:
        assert (await erase(replace(work, session=session), user.id))["notifications"] == 2
    assert await told(sessions, PUBLIC_TENANT, mine) == []
    (row,) = await told(sessions, PUBLIC_TENANT, other)
    assert row.author == f"gone:{UUID(row.author.removeprefix('gone:')).hex}"
