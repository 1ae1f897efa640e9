"""Money that is held before a call and settled after it, so that calls at one time cannot pass a limit together."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal, Protocol
from uuid import UUID

from tools.adapter import Caller

Scope = Literal["run", "user", "tenant"]
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Limits:
    """What may be spent on language models, in US dollars; a month is a calendar month of UTC, None is no limit."""

    run_usd: Decimal | None = Decimal("0.50")
    user_month_usd: Decimal | None = None
    tenant_month_usd: Decimal | None = None

    def of(self, scope: Scope) -> Decimal | None:
        match scope:
            case "run":
                return self.run_usd
            case "user":
                return self.user_month_usd
            case "tenant":
                return self.tenant_month_usd


@dataclass(frozen=True)
class Refusal:
    """Why nothing was held; `left_usd` is what that scope has left for smaller calls."""

    scope: Scope
    limit_usd: Decimal
    left_usd: Decimal


class Purse(Protocol):
    """Every member may be called twice with the same hold: the second time changes nothing."""

    async def hold(self, hold: UUID, caller: Caller, usd: Decimal, for_s: float) -> Refusal | None:
        """Set `usd` aside in each of the caller's scopes, or in none of them and say which refused.

        A hold that is not settled within `for_s` seconds counts in full for good, as of unknown cost.
        """

    async def settle(self, hold: UUID, usd: Decimal | None) -> None:
        """Replace the hold by the true cost; None: not known, so what was held goes on counting."""


def accounts_of(caller: Caller, at: datetime) -> tuple[tuple[Scope, str, str], ...]:
    """(scope, key, period) that a call counts against; always in this order, so that no two calls lock crosswise."""
    month = f"{at.astimezone(UTC):%Y-%m}"
    run: tuple[Scope, str, str] = ("run", caller.run_id or "", "")
    user: tuple[Scope, str, str] = ("user", caller.user or "", month)
    tenant: tuple[Scope, str, str] = ("tenant", "", month)
    return (*(account for account in (run, user) if account[1]), tenant)


@dataclass
class OwnPurse:
    """For a process that has no database: the same, for itself alone and as long as it lives."""

    limits: Limits = field(default_factory=Limits)
    _used: defaultdict[tuple[str, Scope, str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    _held: dict[UUID, tuple[Caller, datetime, Decimal, float]] = field(default_factory=dict)

    async def hold(self, hold: UUID, caller: Caller, usd: Decimal, for_s: float) -> Refusal | None:
        self._forget_expired()
        if hold in self._held:
            return None
        at = datetime.now(UTC)
        for scope, key, period in accounts_of(caller, at):
            limit, used = self.limits.of(scope), self._used[(caller.tenant, scope, key, period)]
            if limit is not None and used + usd > limit:
                return Refusal(scope, limit, max(_NOTHING, limit - used))
        self._count(caller, at, usd)
        self._held[hold] = (caller, at, usd, time.monotonic() + for_s)
        return None

    async def settle(self, hold: UUID, usd: Decimal | None) -> None:
        held = self._held.pop(hold, None)
        if held is not None and usd is not None:
            caller, at, before, _ = held
            self._count(caller, at, usd - before)

    def used(self, caller: Caller, scope: Scope) -> Decimal:
        """What is held and spent in a scope now."""
        accounts = {account[0]: account for account in accounts_of(caller, datetime.now(UTC))}
        return self._used[(caller.tenant, *accounts[scope])] if scope in accounts else _NOTHING

    def _count(self, caller: Caller, at: datetime, usd: Decimal) -> None:
        for account in accounts_of(caller, at):
            self._used[(caller.tenant, *account)] += usd

    def _forget_expired(self) -> None:
        now = time.monotonic()
        for hold in [hold for hold, (*_, until) in self._held.items() if until < now]:
            del self._held[hold]
