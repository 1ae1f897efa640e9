"""Queries of one user's second factors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.credentials.tables import Passkey, RecoveryCode, TotpSecret


class FactorRepository:
    def __init__(self, session: AsyncSession, tenant: str, user_id: UUID) -> None:
        self._session, self.tenant, self.user_id = session, tenant, user_id

    async def totp(self) -> TotpSecret | None:
        """Locked, so that of two equal codes at once one finds its step taken."""
        query = select(TotpSecret).where(*self._of(TotpSecret)).with_for_update()
        return await self._session.scalar(query)

    async def has_totp(self) -> bool:
        query = select(TotpSecret.user_id).where(*self._of(TotpSecret), TotpSecret.confirmed_at.is_not(None))
        return await self._session.scalar(query) is not None

    async def put_totp(self, sealed: bytes, now: datetime) -> None:
        """In place of whatever was there before."""
        fresh = {"sealed": sealed, "created_at": now, "confirmed_at": None, "last_step": 0}
        made = insert(TotpSecret).values(tenant=self.tenant, user_id=self.user_id, **fresh)
        await self._session.execute(made.on_conflict_do_update(index_elements=["tenant", "user_id"], set_=fresh))

    async def forget_totp(self) -> None:
        await self._session.execute(delete(TotpSecret).where(*self._of(TotpSecret)))

    async def put_codes(self, digests: Iterable[bytes]) -> None:
        await self.forget_codes()
        rows = [{"tenant": self.tenant, "user_id": self.user_id, "digest": digest} for digest in digests]
        await self._session.execute(insert(RecoveryCode), rows)

    async def forget_codes(self) -> None:
        await self._session.execute(delete(RecoveryCode).where(*self._of(RecoveryCode)))

    async def use_code(self, digest: bytes, now: datetime) -> bool:
        """Whether it was there unused; in one statement, so that it serves once."""
        unused = (*self._of(RecoveryCode), RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None))
        used = update(RecoveryCode).where(*unused).values(used_at=now).returning(RecoveryCode.digest)
        return await self._session.scalar(used) is not None

    async def codes_left(self) -> int:
        query = select(func.count()).select_from(RecoveryCode)
        return await self._session.scalar(query.where(*self._of(RecoveryCode), RecoveryCode.used_at.is_(None))) or 0

    async def passkeys(self) -> Sequence[Passkey]:
        query = select(Passkey).where(*self._of(Passkey)).order_by(Passkey.created_at, Passkey.id)
        return (await self._session.scalars(query)).all()

    async def find_passkey(self, passkey_id: UUID) -> Passkey | None:
        return await self._session.scalar(select(Passkey).where(*self._of(Passkey), Passkey.id == passkey_id))

    async def forget_passkey(self, passkey_id: UUID) -> None:
        await self._session.execute(delete(Passkey).where(*self._of(Passkey), Passkey.id == passkey_id))

    def _of(self, table: type[TotpSecret | RecoveryCode | Passkey]) -> tuple[ColumnElement[bool], ...]:
        return (table.tenant == self.tenant, table.user_id == self.user_id)


async def find_credential(session: AsyncSession, tenant: str, credential_id: bytes) -> Passkey | None:
    """A passkey by its own name, when nobody has said who they are yet; locked, for its counter is about to move."""
    query = select(Passkey).where(Passkey.tenant == tenant, Passkey.credential_id == credential_id)
    return await session.scalar(query.with_for_update())
