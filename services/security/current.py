"""The lists of networks as they are now, read again at most once a second a tenant in every process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_network

import structlog
from sqlalchemy.exc import SQLAlchemyError

from infra.database import Sessions, in_tenant
from infra.networks import Network, within
from services.security.schemas import Area, ListKind, RuleView
from services.security.service import SecurityService

log = structlog.get_logger()
_FRESH_S = 1.0
_MOST = 10_000


@dataclass(frozen=True)
class Lists:
    """Networks by list and area."""

    networks: dict[tuple[str, ListKind, Area], tuple[Network, ...]] = field(default_factory=dict)

    def admits(self, address: str, *, admin: bool) -> bool:
        """Whether an address may come in; a list of allowed networks shuts out whoever is on none of it.

        Everybody's lists and the tenant's own must both admit it.
        """
        areas = (Area.ALL, Area.ADMIN) if admin else (Area.ALL,)
        for (_, kind, area), networks in self.networks.items():
            if area in areas and within(address, networks) == (kind is ListKind.BLOCK):
                return False
        return True


@dataclass
class CurrentLists:
    """What was last read serves while the database is away."""

    sessions: Sessions
    _read: OrderedDict[str, tuple[float, Lists]] = field(default_factory=OrderedDict)

    async def of(self, tenant: str) -> Lists:
        now = time.monotonic()
        at, known = self._read.get(tenant, (0.0, Lists()))
        if tenant not in self._read or now - at > _FRESH_S:
            self._read[tenant] = (now, known)  # one reads, the others go on with what is known
            known = await self._fresh(tenant, known)
            self._read[tenant] = (now, known)
            if len(self._read) > _MOST:
                self._read.popitem(last=False)
        return known

    def forget(self) -> None:
        """Read anew at the next request."""
        self._read.clear()

    async def _fresh(self, tenant: str, known: Lists) -> Lists:
        try:
            async with in_tenant(self.sessions, tenant) as session:
                return _lists(await SecurityService(session, tenant, datetime.now(UTC)).in_force())
        except (SQLAlchemyError, OSError) as error:
            log.warning("lists of networks could not be read", tenant=tenant, error=str(error))
            return known


def _lists(rules: Sequence[RuleView]) -> Lists:
    found: dict[tuple[str, ListKind, Area], tuple[Network, ...]] = {}
    for rule in rules:
        key = (rule.tenant, rule.kind, rule.area)
        found[key] = (*found.get(key, ()), ip_network(rule.network))
    return Lists(found)
