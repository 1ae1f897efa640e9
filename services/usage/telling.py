"""Tells of budget alerts: an event each, and a mail to the tenant's administrators and to the user concerned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.identity import Role
from infra.database import Sessions
from infra.sealing import Sealer
from services.accounts.personal import PersonalCipher
from services.accounts.repository import AccountRepository
from services.accounts.tables import UserRow
from services.budgets.alerts import USED_UP, mark_told, untold
from services.budgets.tables import BudgetAlert
from services.events.service import announce
from services.mail.outbox import post

BUDGET_REACHED = "budget.reached"
_AT_ONCE = 100
_USER = "user:"


async def tell_alerts(platform: Sessions, sealer: Sealer, now: datetime) -> int:
    """All alerts that nobody was told of; how many. Told and marked in one transaction, so once each."""
    async with platform.begin() as session:
        alerts = await untold(session, _AT_ONCE)
        for alert in alerts:
            await _tell(session, sealer, alert, now)
    return len(alerts)


async def _tell(session: AsyncSession, sealer: Sealer, alert: BudgetAlert, now: datetime) -> None:
    user = _user_of(alert)
    figures = {"percent": alert.percent, "used_usd": str(alert.used_usd), "limit_usd": str(alert.limit_usd)}
    announce(session, alert.tenant, BUDGET_REACHED, user, scope=alert.scope, period=alert.period, **figures)
    accounts = AccountRepository(session, alert.tenant, PersonalCipher(sealer))
    for row in await _readers(session, alert.tenant, user):
        known = accounts.user(row)
        post(
            session,
            sealer,
            alert.tenant,
            "budget_used_up" if alert.percent == USED_UP else "budget_alert",
            known.personal.email,
            now,
            name=known.personal.first_name,
            whose="your" if row.id == user else "a user's" if alert.scope == "user" else "your agency's",
            percent=str(alert.percent),
            used=f"{alert.used_usd:.2f}",
            limit=f"{alert.limit_usd:.2f}",
            month=alert.period,
        )
    await mark_told(session, alert, now)


async def _readers(session: AsyncSession, tenant: str, user: UUID | None) -> Sequence[UserRow]:
    """The active administrators of the tenant, and the user whose month it is."""
    concerned: ColumnElement[bool] = UserRow.roles.contains([Role.ADMIN.value])
    query = select(UserRow).where(UserRow.tenant == tenant, UserRow.status == "active")
    wanted = concerned if user is None else or_(concerned, UserRow.id == user)
    return (await session.scalars(query.where(wanted).order_by(UserRow.id))).all()


def _user_of(alert: BudgetAlert) -> UUID | None:
    """The account whose month it is; guests have none, and what names no account keeps no other alert waiting."""
    if alert.scope != "user" or not alert.key.startswith(_USER):
        return None
    try:
        return UUID(alert.key.removeprefix(_USER))
    except ValueError:
        return None
