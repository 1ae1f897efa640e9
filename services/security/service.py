"""Which networks come in: a list of those allowed, where there is one, and of those blocked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from ipaddress import ip_network
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import FieldError, InvalidRequest, NotFound
from domain.listing import Listing, Slice
from infra.networks import within
from services.listing import listed
from services.security.repository import SecurityRepository
from services.security.schemas import Area, ListKind, NewRule, RuleView
from services.security.tables import IpRule


class SecurityService:
    """The lists of one tenant; the tenant "*" is everybody. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._rows, self._now = SecurityRepository(session, tenant), now

    async def add(self, rule_id: UUID, kind: ListKind, new: NewRule, caller: str) -> RuleView:
        """Put a network on a list; one that is there keeps its id.

        Raises InvalidRequest where it would shut its own author out.
        """
        if new.expires_at is not None and new.expires_at <= self._now:
            raise InvalidRequest([FieldError("expires_at", "that has passed already")])
        is_own = within(caller, (ip_network(new.network),))
        if (kind is ListKind.BLOCK) == is_own and not await self._is_allowed_anyway(kind, new.area, caller):
            raise InvalidRequest([FieldError("network", f"this would shut you out: you come from {caller}")])
        row = {"id": rule_id, "kind": kind, "created_at": self._now, **new.model_dump()}
        return RuleView.model_validate(await self._rows.put(row))

    async def remove(self, kind: ListKind, rule_id: UUID) -> RuleView:
        """Take a network off its list; raises NotFound."""
        rule = await self._rows.find(rule_id)
        if rule is None or rule.kind != kind:
            raise NotFound("rule", str(rule_id))
        await self._rows.forget(rule_id)
        return RuleView.model_validate(rule)

    async def list(self, kind: ListKind, listing: Listing) -> Slice[IpRule]:
        columns = {"created_at": IpRule.created_at, "network": IpRule.network, "area": IpRule.area}
        return await listed(self._rows.session, self._rows.of_kind(kind), listing, columns, IpRule.id)

    async def in_force(self) -> Sequence[RuleView]:
        """All rules that hold now, everybody's too."""
        return [RuleView.model_validate(row) for row in await self._rows.in_force(self._now)]

    async def _is_allowed_anyway(self, kind: ListKind, area: Area, caller: str) -> bool:
        if kind is ListKind.BLOCK:
            return False
        allowed = [one for one in await self.in_force() if one.kind is ListKind.ALLOW and one.area is area]
        return within(caller, [ip_network(one.network) for one in allowed])
