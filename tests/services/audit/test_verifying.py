from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from infra.database import in_tenant
from infra.sealing import Sealer
from services.audit.anchors import BEGIN, Signer
from services.audit.chain import FIELDS, START, digest_of
from services.audit.service import AuditService
from services.audit.tables import AuditAnchor, AuditRow
from tests.services.audit.conftest import SIGNER, make_entry, verified, write

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SWAP = "UPDATE audit_entries SET number = -number WHERE tenant = :t"


@pytest.fixture
async def five(sessions, tenant):
    """A log of five entries, the fourth of them signed."""
    await write(sessions, *(make_entry(tenant, resource=f"r{n}", changes={"n": [n, 1e20, "é"]}) for n in range(4)))
    async with in_tenant(sessions, tenant) as session:
        await AuditService(session, tenant, SIGNER).anchor(NOW)
    await write(sessions, make_entry(tenant, resource="r4"))


def found(verification) -> list[tuple[int, str]]:
    return [(one.number, one.reason) for one in verification.breaks]


async def test_a_log_that_nobody_touched_holds(five, sessions, tenant):
    verification = await verified(sessions, tenant)
    assert (verification.holds, verification.entries, verification.anchors, verification.breaks) == (True, 5, 1, [])


async def test_an_empty_log_holds(sessions, tenant):
    assert (await verified(sessions, tenant)).holds


@pytest.mark.parametrize("column", ["ip", "action", "resource_id", "request_id"])
async def test_a_changed_entry_is_found(five, sessions, tenant, intruder, column):
    await intruder(f"UPDATE audit_entries SET {column} = 'x' WHERE tenant = :t AND number = 2", t=tenant)
    assert found(await verified(sessions, tenant)) == [(2, "it is not what was written")]


async def test_a_change_that_seals_itself_again_is_found_by_its_follower(five, sessions, tenant, intruder):
    async with in_tenant(sessions, tenant) as session:
        row = await session.scalar(select(AuditRow).where(AuditRow.number == 2))
    forged = digest_of({name: getattr(row, name) for name in FIELDS} | {"ip": "x"}, row.previous)
    await intruder(
        "UPDATE audit_entries SET ip = 'x', digest = :d WHERE tenant = :t AND number = 2", t=tenant, d=forged
    )
    assert found(await verified(sessions, tenant)) == [(3, "it does not follow the entry before it")]


async def test_a_removed_entry_is_found(five, sessions, tenant, intruder):
    await intruder("DELETE FROM audit_entries WHERE tenant = :t AND number = 3", t=tenant)
    assert found(await verified(sessions, tenant)) == [(3, "entries 3 to 3 are missing")]


async def test_the_first_entries_cannot_go_unseen(five, sessions, tenant, intruder):
    await intruder("DELETE FROM audit_entries WHERE tenant = :t AND number <= 2", t=tenant)
    assert found(await verified(sessions, tenant)) == [(1, "entries 1 to 2 are missing")]


async def test_two_entries_that_changed_places_are_found(five, sessions, tenant, intruder):
    await intruder(SWAP + " AND number IN (2, 3)", t=tenant)
    await intruder("UPDATE audit_entries SET number = number + 5 WHERE tenant = :t AND number < 0", t=tenant)
    assert {number for number, _ in found(await verified(sessions, tenant))} >= {2, 3}


async def test_an_entry_that_was_slipped_in_is_found(five, sessions, tenant, intruder):
    await intruder("UPDATE audit_entries SET number = number + 1 WHERE tenant = :t AND number = 5", t=tenant)
    await intruder(
        "INSERT INTO audit_entries SELECT (jsonb_populate_record(e, jsonb_build_object('number', 5, 'id',"
        " gen_random_uuid()))).* FROM audit_entries e WHERE tenant = :t AND number = 4",
        t=tenant,
    )
    assert {number for number, _ in found(await verified(sessions, tenant))} == {5, 6}


async def test_an_end_that_was_cut_off_is_found_up_to_the_last_anchor(five, sessions, tenant, intruder):
    await intruder("DELETE FROM audit_entries WHERE tenant = :t AND number >= 4", t=tenant)
    assert found(await verified(sessions, tenant)) == [
        (4, "the log ends before an entry that a signed anchor tells of")
    ]


async def test_a_whole_log_written_anew_is_found_by_the_anchor(five, sessions, tenant, intruder):
    async with in_tenant(sessions, tenant) as session:
        rows = (await session.scalars(select(AuditRow).order_by(AuditRow.number))).all()
    previous = START
    for row in rows:
        forged = digest_of({name: getattr(row, name) for name in FIELDS} | {"ip": "x"}, previous)
        await intruder(
            "UPDATE audit_entries SET ip = 'x', previous = :p, digest = :d WHERE tenant = :t AND number = :n",
            t=tenant,
            n=row.number,
            p=previous,
            d=forged,
        )
        previous = forged
    assert found(await verified(sessions, tenant)) == [(4, "a signed anchor says that another entry stood here")]


async def test_a_false_anchor_does_not_excuse_what_is_missing(five, sessions, tenant, intruder):
    async with in_tenant(sessions, tenant) as session:
        row = await session.scalar(select(AuditRow).where(AuditRow.number == 2))
        anchor = {"id": row.id, "tenant": tenant, "number": 2, "digest": row.digest, "kind": BEGIN, "at": NOW}
        session.add(AuditAnchor(**anchor, key=SIGNER.name, signature=b"x" * 32))
    await intruder("DELETE FROM audit_entries WHERE tenant = :t AND number <= 2", t=tenant)
    assert found(await verified(sessions, tenant)) == [
        (1, "entries 1 to 2 are missing"),
        (2, "an anchor's signature is not ours"),
    ]


async def test_an_anchor_of_a_key_that_is_gone_proves_nothing_either_way(five, sessions, tenant):
    other = Signer.of(Sealer((bytes(32),)))
    verification = await verified(sessions, tenant, other)
    assert (verification.holds, verification.unproven) == (True, 1)


async def test_what_is_older_than_seven_years_goes_and_the_rest_still_holds(sessions, platform, tenant):
    old, young = datetime.now(UTC) - timedelta(days=2559), datetime.now(UTC) - timedelta(days=2500)
    await write(sessions, *(make_entry(tenant, at=at) for at in (old, old, old, young, old)))
    for gone in (3, 0):
        async with in_tenant(platform, tenant) as session:
            assert await AuditService(session, tenant, SIGNER).retain(datetime.now(UTC)) == gone
    verification = await verified(sessions, tenant)
    assert (verification.holds, verification.first, verification.last) == (True, 4, 5)
    await write(sessions, make_entry(tenant))
    assert (await verified(sessions, tenant)).last == 6


async def test_a_log_all_of_whose_entries_went_goes_on_where_it_was(sessions, platform, tenant):
    old = datetime.now(UTC) - timedelta(days=2559)
    await write(sessions, make_entry(tenant, at=old), make_entry(tenant, at=old))
    async with in_tenant(platform, tenant) as session:
        assert await AuditService(session, tenant, SIGNER).retain(datetime.now(UTC)) == 1
    await write(sessions, make_entry(tenant))
    verification = await verified(sessions, tenant)
    assert (verification.holds, verification.first, verification.last) == (True, 2, 3)


async def test_a_broken_log_loses_nothing(sessions, platform, tenant, intruder):
    old = datetime.now(UTC) - timedelta(days=2559)
    await write(sessions, make_entry(tenant, at=old), make_entry(tenant, at=old), make_entry(tenant))
    await intruder("UPDATE audit_entries SET ip = 'x' WHERE tenant = :t AND number = 1", t=tenant)
    async with in_tenant(platform, tenant) as session:
        assert await AuditService(session, tenant, SIGNER).retain(datetime.now(UTC)) == 0
