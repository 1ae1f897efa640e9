"""Consents: who agreed to what, when and from where; decisions are added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.privacy.schemas import Consents, ConsentView, Decision
from services.privacy.tables import Consent

_MOST = 1000


class ConsentService:
    """One tenant's consents. `owner` is a user's or a guest's name (`Principal.owner`). Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._session, self._tenant, self._now = session, tenant, now

    async def decide(self, owner: str, decisions: Sequence[Decision], ip: str, user_agent: str) -> Consents:
        """Record decisions; one that says what holds already is not recorded again."""
        holds = {one.purpose: (one.version, one.granted) for one in (await self.of(owner)).current}
        for decision in decisions:
            said = decision.version, decision.granted
            if holds.get(decision.purpose) == said:
                continue
            holds[decision.purpose] = said
            self._session.add(self._row(owner, decision, ip, user_agent))
        await self._session.flush()
        return await self.of(owner)

    async def of(self, owner: str) -> Consents:
        """All decisions of an owner."""
        query = select(Consent).where(Consent.tenant == self._tenant, Consent.owner == owner)
        rows = await self._session.scalars(query.order_by(Consent.at.desc(), Consent.id).limit(_MOST))
        history = [ConsentView.model_validate(row) for row in rows]
        newest = {one.purpose: one for one in reversed(history)}
        return Consents(current=sorted(newest.values(), key=lambda one: one.purpose), history=history)

    def _row(self, owner: str, decision: Decision, ip: str, user_agent: str) -> Consent:
        return Consent(
            id=uuid4(),
            tenant=self._tenant,
            owner=owner,
            purpose=decision.purpose.value,
            version=decision.version,
            granted=decision.granted,
            at=self._now,
            ip=ip or None,
            user_agent=user_agent.replace("\0", "")[:300] or None,
        )
