"""Rows of users, for tests of what belongs to them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from uuid import UUID, uuid4

from domain.identity import Role
from services.accounts.tables import UserRow

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def make_user(session, tenant: str = "public", roles: tuple[Role, ...] = (Role.USER,)) -> UUID:
    user_id = uuid4()
    session.add(
        UserRow(
            id=user_id,
            tenant=tenant,
            email_hash=os.urandom(32),
            terms=[],
            personal=b"",
            password_hash=None,
            roles=list(roles),
            status="active",
            status_reason="",
            language="en",
            verified_at=NOW,
            version=1,
            created_at=NOW,
            updated_at=NOW,
        )
    )
    await session.flush()
    return user_id
