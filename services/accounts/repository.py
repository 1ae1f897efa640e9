"""The accounts' queries; every one within a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.accounts import AccountStatus, Personal, User
from domain.identity import Role
from domain.listing import Listing, Slice
from services.accounts.personal import PersonalCipher
from services.accounts.tables import PictureRow, PreferencesRow, UserRow
from services.listing import listed


@dataclass(frozen=True)
class Wanted:
    """Which users are looked for; `search` is the beginning of words of their name or address."""

    search: str = ""
    role: Role | None = None
    status: AccountStatus | None = None


class AccountRepository:
    def __init__(self, session: AsyncSession, tenant: str, cipher: PersonalCipher) -> None:
        self._session, self.tenant, self._cipher = session, tenant, cipher

    async def find(self, user_id: UUID, *, lock: bool = False) -> UserRow | None:
        query = select(UserRow).where(UserRow.id == user_id, UserRow.tenant == self.tenant)
        query = query.execution_options(populate_existing=True).with_for_update() if lock else query
        return await self._session.scalar(query)

    async def find_by_email(self, email: str) -> UserRow | None:
        """`email` in its normal spelling."""
        hashes = self._cipher.email_hashes(self.tenant, email)
        return await self._session.scalar(
            select(UserRow).where(UserRow.tenant == self.tenant, UserRow.email_hash.in_(hashes))
        )

    async def add(self, row: UserRow) -> bool:
        """Keep a new account; False where the address has one already, also one made in this very moment."""
        values = {column.key: getattr(row, column.key) for column in UserRow.__table__.columns}
        made = await self._session.scalar(
            insert(UserRow).values(values).on_conflict_do_nothing(constraint="uq_users_email").returning(UserRow.id)
        )
        return made is not None

    async def listed(self, wanted: Wanted, listing: Listing) -> Slice[UserRow]:
        """Those who are wanted, as one page."""
        columns = {"created_at": UserRow.created_at}
        return await listed(self._session, self._wanted(wanted), listing, columns, UserRow.id)

    async def take_turns(self) -> None:
        """Until the transaction's end nobody else changes who administrates this tenant."""
        await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"administrators {self.tenant}"))))

    async def other_admins(self, user_id: UUID) -> int:
        """How many others administrate the tenant and may sign in."""
        query = select(func.count()).where(
            UserRow.tenant == self.tenant,
            UserRow.id != user_id,
            UserRow.status == AccountStatus.ACTIVE,
            UserRow.roles.overlap([Role.ADMIN, Role.PLATFORM_ADMIN]),
        )
        return await self._session.scalar(query) or 0

    async def with_picture(self, user_ids: Sequence[UUID]) -> set[UUID]:
        query = select(PictureRow.user_id).where(PictureRow.tenant == self.tenant, PictureRow.user_id.in_(user_ids))
        return set((await self._session.scalars(query)).all())

    async def find_all(self, user_ids: Sequence[UUID]) -> Sequence[UserRow]:
        """Those of them that there are, in no order."""
        query = select(UserRow).where(UserRow.tenant == self.tenant, UserRow.id.in_(user_ids))
        return (await self._session.scalars(query)).all()

    async def find_preferences(self, user_id: UUID) -> PreferencesRow | None:
        return await self._session.scalar(
            select(PreferencesRow).where(PreferencesRow.tenant == self.tenant, PreferencesRow.user_id == user_id)
        )

    async def put_preferences(self, user_id: UUID, preferences: dict[str, Any], now: datetime) -> None:
        values = {"tenant": self.tenant, "user_id": user_id, "preferences": preferences, "updated_at": now}
        await self._put(PreferencesRow, values)

    async def find_picture(self, user_id: UUID) -> PictureRow | None:
        return await self._session.scalar(
            select(PictureRow).where(PictureRow.tenant == self.tenant, PictureRow.user_id == user_id)
        )

    async def put_picture(self, user_id: UUID, image: bytes, now: datetime) -> None:
        await self._put(PictureRow, {"tenant": self.tenant, "user_id": user_id, "image": image, "updated_at": now})

    async def forget_picture(self, user_id: UUID) -> bool:
        query = delete(PictureRow).where(PictureRow.tenant == self.tenant, PictureRow.user_id == user_id)
        return await self._session.scalar(query.returning(PictureRow.user_id)) is not None

    def seal(self, row: UserRow, personal: Personal) -> None:
        """What is known of the person, with what it is found by."""
        row.personal = self._cipher.seal(self.tenant, row.id, personal)
        row.email_hash = self._cipher.email_hash(self.tenant, personal.email)
        row.terms = self._cipher.terms(self.tenant, personal)

    def user(self, row: UserRow, *, has_picture: bool = False) -> User:
        """The account as others see it. Raises CannotUnseal."""
        return User(
            id=row.id,
            tenant=row.tenant,
            personal=self._cipher.unseal(row.tenant, row.id, row.personal),
            roles=frozenset(Role(role) for role in row.roles),
            status=AccountStatus(row.status),
            status_reason=row.status_reason,
            verified_at=row.verified_at,
            has_password=row.password_hash is not None,
            has_picture=has_picture,
            language=row.language,
            version=row.version,
            created_at=row.created_at,
            updated_at=row.updated_at,
            last_login_at=row.last_login_at,
        )

    async def _put(self, table: type[PreferencesRow | PictureRow], values: dict[str, Any]) -> None:
        fresh = {name: value for name, value in values.items() if name not in ("tenant", "user_id")}
        await self._session.execute(
            insert(table).values(values).on_conflict_do_update(index_elements=["user_id"], set_=fresh)
        )

    def _wanted(self, wanted: Wanted) -> Select[UserRow]:
        query = select(UserRow).where(UserRow.tenant == self.tenant)
        if wanted.role is not None:
            query = query.where(UserRow.roles.contains([wanted.role]))
        if wanted.status is not None:
            query = query.where(UserRow.status == wanted.status)
        if wanted.search.strip():
            sought = self._cipher.sought(self.tenant, wanted.search)
            query = query.where(or_(*(UserRow.terms.contains(terms) for terms in sought)))
        return query
