from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary, String, cast, func, select

from domain.identity import Role
from infra.database import PLATFORM, build_engine, build_sessions, in_tenant
from infra.redis import build_redis
from services.accounts.parts import AccountWork, build_account_parts
from services.audit.tables import AuditRow
from services.metering.tables import Cost
from services.privacy import erasing, working
from services.privacy.consents import ConsentService
from services.privacy.holdings import HOLDINGS, End
from services.privacy.repository import PrivacyRepository
from services.privacy.schemas import Decision, Purpose, RequestKind
from services.privacy.service import PrivacyService, unsealed
from services.privacy.tables import Consent
from services.tables import Table
from services.trips.service import Ids, TripService
from tests.api.mailbox import mails_to
from tests.api.signing_in import account_work, make_user

TENANT = "public"


async def make_traveller(settings, sessions):
    """A user with a trip, a message, a consent, preferences, a cost and a session."""
    async with account_work(settings, TENANT) as work:
        user = await make_user(work, roles={Role.USER}, first_name="Zebulon", last_name=f"Q{uuid4().hex}")
        await work.rows.put_preferences(user.id, {"interests": ["opera"]}, work.now)
        await work.parts.sessions.open(
            TENANT, user.id, user.roles, strong=False, method="test", address="192.0.2.9", agent="x"
        )
    owner, now = f"user:{user.id}", datetime.now(UTC)
    async with in_tenant(sessions, TENANT) as session:
        await TripService(session, TENANT, now).start(Ids(uuid4(), uuid4(), uuid4()), owner, "three days in Rome")
        decision = Decision(purpose=Purpose.TERMS, version="2026-11-21", granted=True)
        await ConsentService(session, TENANT, now).decide(owner, [decision], "192.0.2.9", "browser")
        session.add(make_cost(owner, now))
    return user


def make_cost(owner: str, now: datetime) -> Cost:
    values = {"id": uuid4(), "tenant": TENANT, "user": owner, "run_id": "r", "at": now, "kind": "api", "service": "x"}
    values |= {"provider": "p", "model": "", "outcome": "ok", "latency_ms": 1.0, "tries": 1, "quantity": 1}
    known = {column.key for column in Cost.__table__.columns}
    texts = {
        column.key: ""
        for column in Cost.__table__.columns
        if column.key not in values and not column.nullable and isinstance(column.type, String)
    }
    return Cost(**{key: value for key, value in (texts | values).items() if key in known})


async def asked(sessions, user_id, kind: RequestKind, when: datetime):
    async with in_tenant(sessions, TENANT) as session:
        return (await PrivacyService(session, TENANT, when).ask(user_id, kind))[0]


async def performed(settings, request_id, now: datetime) -> bool:
    """As the worker does it: with the platform's role, within the tenant."""
    engine, redis = build_engine(settings.database_url, PLATFORM), build_redis(settings.redis_url)
    try:
        async with in_tenant(build_sessions(engine), TENANT) as session:
            parts = build_account_parts(settings, redis)
            return await working.perform(AccountWork(session, TENANT, parts, now), request_id)
    finally:
        await redis.aclose()
        await engine.dispose()


async def tables_with(sessions, text: str) -> set[str]:
    """Tables with a row in any column of which the text stands, over the whole database."""
    found = set()
    async with in_tenant(sessions, TENANT) as session:
        for table in Table.metadata.sorted_tables:
            row = func.concat(*(cast(column, String) for column in table.c if not isinstance(column.type, LargeBinary)))
            if await session.scalar(select(func.count()).select_from(table).where(row.contains(text))):
                found.add(table.name)
    return found


async def test_an_export_holds_everything_of_the_user_and_nothing_of_others(settings, sessions):
    user, other = await make_traveller(settings, sessions), await make_traveller(settings, sessions)
    now = datetime.now(UTC)
    request = await asked(sessions, user.id, RequestKind.EXPORT, now)
    assert await performed(settings, request.id, now)
    assert not await performed(settings, request.id, now), "a second time there is nothing to do"
    [mail] = await mails_to(settings, user.personal.email)
    assert (mail.subject, "/account/data" in mail.text) == ("Your data are ready", True)
    async with account_work(settings, TENANT) as work:
        archive = await PrivacyRepository(work.session, TENANT).find_archive(request.id)
        body = unsealed(archive.sealed, TENANT, request.id, work.parts.sealer)
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        files = {name: packed.read(name).decode() for name in packed.namelist()}
    assert json.loads(files["account.json"])["personal"]["first_name"] == "Zebulon"
    assert json.loads(files["preferences.json"])[0]["preferences"] == {"interests": ["opera"]}
    assert [one["text"] for one in json.loads(files["messages.json"])] == ["three days in Rome"]
    assert json.loads(files["sessions.json"])[0]["address"] == "192.0.2.9"
    for name in ("trips", "consents", "costs", "privacy_requests"):
        assert len(json.loads(files[f"{name}.json"])) == 1, name
    assert not [name for name, text in files.items() if str(other.id) in text or "hash" in text]


async def test_a_deletion_leaves_the_name_only_where_it_must_stay(settings, sessions):
    user = await make_traveller(settings, sessions)
    now = datetime.now(UTC) - timedelta(days=31)  # so that the mail is due by now
    request = await asked(sessions, user.id, RequestKind.DELETE, now)
    assert request.due_at - request.asked_at == timedelta(days=30)
    assert not await performed(settings, request.id, now + timedelta(days=29, hours=23)), "not before its time"
    assert await performed(settings, request.id, now + timedelta(days=30))
    assert await tables_with(sessions, str(user.id)) <= {one.table for one in HOLDINGS if one.end is End.KEEP}
    async with account_work(settings, TENANT) as work:
        assert await work.rows.find(user.id) is None
        assert await work.parts.sessions.list(TENANT, user.id) == []
    assert not await performed(settings, request.id, now + timedelta(days=31))
    [mail] = await mails_to(settings, user.personal.email)
    assert (mail.subject, "Zebulon" in mail.text) == ("Your account is deleted", True)


async def test_after_a_deletion_sums_and_proofs_stay_under_one_pseudonym(settings, sessions):
    user = await make_traveller(settings, sessions)
    request = await asked(sessions, user.id, RequestKind.DELETE, datetime.now(UTC) - timedelta(days=30))
    before = datetime.now(UTC) - timedelta(seconds=1)
    assert await performed(settings, request.id, datetime.now(UTC))
    async with in_tenant(sessions, TENANT) as session:
        costs = set(await session.scalars(select(Cost.user).where(Cost.user.startswith("gone:"))))
        newest = select(Consent).where(Consent.owner.startswith("gone:")).order_by(Consent.at.desc()).limit(1)
        consent = (await session.scalars(newest)).one()
        entry = await session.scalar(select(AuditRow).where(AuditRow.resource_id == str(request.id)))
    assert consent.owner in costs
    assert (consent.ip, consent.user_agent, consent.granted) == (None, None, True)
    assert entry.action == "DATA_DELETED"
    assert entry.at > before


async def test_a_deletion_that_dies_half_way_has_changed_nothing_and_is_done_later(settings, sessions, monkeypatch):
    user = await make_traveller(settings, sessions)
    request = await asked(sessions, user.id, RequestKind.DELETE, datetime.now(UTC) - timedelta(days=30))
    before = await tables_with(sessions, str(user.id))
    ended, real = [], erasing._end

    async def dies(work, holding, *rest):
        ended.append(holding.table)
        if holding.table == "users":
            raise ConnectionError("the machine is gone")
        return await real(work, holding, *rest)

    monkeypatch.setattr(erasing, "_end", dies)
    with pytest.raises(ConnectionError):
        await performed(settings, request.id, datetime.now(UTC))
    assert "trips" in ended
    assert await tables_with(sessions, str(user.id)) == before
    monkeypatch.undo()
    assert await performed(settings, request.id, datetime.now(UTC))


async def test_a_deletion_that_was_called_off_does_not_happen(settings, sessions):
    user = await make_traveller(settings, sessions)
    request = await asked(sessions, user.id, RequestKind.DELETE, datetime.now(UTC))
    async with in_tenant(sessions, TENANT) as session:
        view, fresh = await PrivacyService(session, TENANT, datetime.now(UTC)).cancel(user.id, request.id)
    assert (view.status, fresh) == ("cancelled", True)
    assert not await performed(settings, request.id, datetime.now(UTC) + timedelta(days=40))
    async with account_work(settings, TENANT) as work:
        assert await work.rows.find(user.id) is not None
