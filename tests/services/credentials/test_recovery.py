from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import text

from infra.database import in_tenant
from services.credentials.recovery import RecoveryCodeBook

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_ten_codes_each_open_once_however_they_are_typed(session, user_id):
    book = RecoveryCodeBook(session, "public", user_id, NOW)
    codes = await book.renew()
    assert len(set(codes)) == 10
    assert {len(code.replace("-", "")) for code in codes} == {24}, "of 32 letters each: 120 bits"
    assert await book.accepts(codes[0].upper().replace("-", " "))
    assert not await book.accepts(codes[0])
    assert not await book.accepts("aaaa-bbbb-cccc-dddd")
    assert await book.left() == 9


async def test_new_codes_replace_all_before_and_none_is_kept_in_words(session, user_id):
    book = RecoveryCodeBook(session, "public", user_id, NOW)
    old = await book.renew()
    new = await book.renew()
    assert not await book.accepts(old[0])
    kept = (await session.scalars(text("SELECT digest FROM recovery_codes WHERE user_id = :u"), {"u": user_id})).all()
    assert len(kept) == 10
    assert all(code.replace("-", "").encode() not in digest for code in new for digest in kept)


async def test_of_many_at_once_with_the_same_code_one_gets_in(sessions, user_id):
    async with in_tenant(sessions, "public") as session:
        code = (await RecoveryCodeBook(session, "public", user_id, NOW).renew())[0]

    async def attempt() -> bool:
        async with in_tenant(sessions, "public") as session:
            return await RecoveryCodeBook(session, "public", user_id, NOW).accepts(code)

    assert sorted(await asyncio.gather(*(attempt() for _ in range(8)))) == [False] * 7 + [True]
