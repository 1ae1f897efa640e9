"""Sets limits of budgets: the platform grants, the agency sets its own below that."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import FieldError, InvalidRequest, NotFound
from services.accounts.tables import UserRow
from services.budgets.limits import AGENCY, PLATFORM, LimitBook, read_limits
from services.budgets.schemas import LimitView
from services.budgets.tables import BudgetLimit
from tools.llm.purse import Limits, Scope

SCOPES: tuple[Scope, ...] = ("tenant", "user", "run")


class LimitService:
    """Of one tenant; `base` is what the operator lets be spent, `now` an aware instant. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, base: Limits, now: datetime) -> None:
        self._session, self.tenant, self._base, self._now = session, tenant, base, now

    async def list(self) -> tuple[LimitView, ...]:
        """Of each scope, and then of the users who have one of their own."""
        book = await self._book()
        users = sorted({key for _, scope, key, _ in book.rows if scope == "user" and key})
        return tuple([self._view(book, scope) for scope in SCOPES] + [self._view(book, "user", key) for key in users])

    async def set(self, scope: Scope, user: UUID | None, usd: Decimal | None) -> tuple[LimitView, LimitView]:
        """The agency's own limit, before and after; None takes it away.

        Raises InvalidRequest above what the platform grants, NotFound for a user that the agency does not have.
        """
        key = await self._key(scope, user)
        book = await self._book()
        most = book.granted(self.tenant, scope, key)
        if usd is not None and most is not None and usd > most:
            raise InvalidRequest([FieldError("limit_usd", f"the platform grants at most {most:.2f} US dollars")])
        return await self._put(book, scope, key, AGENCY, usd)

    async def grant(self, scope: Scope, user: UUID | None, usd: Decimal | None) -> tuple[LimitView, LimitView]:
        """What the agency may set at most; None: the operator's setting holds again. Needs the platform's session."""
        return await self._put(await self._book(), scope, await self._key(scope, user), PLATFORM, usd)

    async def _put(
        self, book: LimitBook, scope: Scope, key: str, granted_by: str, usd: Decimal | None
    ) -> tuple[LimitView, LimitView]:
        about = {"tenant": self.tenant, "scope": scope, "key": key, "granted_by": granted_by}
        if usd is None:
            await self._session.execute(
                delete(BudgetLimit).where(*(getattr(BudgetLimit, name) == value for name, value in about.items()))
            )
        else:
            row, fresh = insert(BudgetLimit), {"limit_usd": usd, "updated_at": self._now}
            put = row.values(**about, **fresh).on_conflict_do_update(index_elements=list(about), set_=fresh)
            await self._session.execute(put)
        return self._view(book, scope, key), self._view(await self._book(), scope, key)

    async def _book(self) -> LimitBook:
        return await read_limits(self._session, self._base, [self.tenant])

    def _view(self, book: LimitBook, scope: Scope, key: str = "") -> LimitView:
        return LimitView(
            scope=scope,
            key=key,
            limit_usd=book.of(self.tenant, scope, key),
            own_usd=book.own(self.tenant, scope, key),
            granted_usd=book.granted(self.tenant, scope, key),
        )

    async def _key(self, scope: Scope, user: UUID | None) -> str:
        if user is None:
            return ""
        if scope != "user":
            raise InvalidRequest([FieldError("user", "only a limit of users is of one user")])
        found = await self._session.scalar(select(UserRow.id).where(UserRow.tenant == self.tenant, UserRow.id == user))
        if found is None:
            raise NotFound("user", str(user))
        return f"user:{user}"
