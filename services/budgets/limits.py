"""What a scope may cost: the operator's settings, the platform's grant over them, and the agency's own limit below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.budgets.tables import BudgetLimit
from tools.llm.purse import Limits, Scope

PLATFORM, AGENCY = "platform", "agency"
_Row = tuple[str, str, str, str]  # tenant, scope, key, granted_by


@dataclass(frozen=True)
class LimitBook:
    """The limits of some tenants; a user's own stands in place of what is set for every user."""

    base: Limits = field(default_factory=Limits)
    rows: Mapping[_Row, Decimal] = field(default_factory=dict)

    def of(self, tenant: str, scope: Scope, key: str = "") -> Decimal | None:
        """What holds: the lower of grant and own limit; None: no limit."""
        given = (self.granted(tenant, scope, key), self.own(tenant, scope, key))
        return min((one for one in given if one is not None), default=None)

    def granted(self, tenant: str, scope: Scope, key: str = "") -> Decimal | None:
        """What an agency may set at most: the platform's grant, else the operator's setting."""
        found = self._row(tenant, scope, key, PLATFORM)
        return self.base.of(scope) if found is None else found

    def own(self, tenant: str, scope: Scope, key: str = "") -> Decimal | None:
        return self._row(tenant, scope, key, AGENCY)

    def _row(self, tenant: str, scope: Scope, key: str, granted_by: str) -> Decimal | None:
        found = self.rows.get((tenant, scope, key, granted_by))
        return self.rows.get((tenant, scope, "", granted_by)) if found is None else found


async def read_limits(
    session: AsyncSession, base: Limits, tenants: Sequence[str], users: Sequence[str] | None = None
) -> LimitBook:
    """The limits of these tenants, and of the named users in them (None: of all)."""
    query = select(BudgetLimit).where(BudgetLimit.tenant.in_(tenants))
    if users is not None:
        query = query.where(BudgetLimit.key.in_(["", *users]))
    found = await session.scalars(query)
    return LimitBook(base, {(row.tenant, row.scope, row.key, row.granted_by): row.limit_usd for row in found})
