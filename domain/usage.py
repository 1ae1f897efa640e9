"""What usage is looked at by, over which period, and what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.identity import Tier

EVERY_TENANT = "*"
TARGET_ITINERARY_USD = Decimal("0.50")  # ADM-16
TARGET_USER_MONTH_USD = Decimal("0.10")  # ADM-16
ALERT_PERCENTS = (50, 80, 95)
THROTTLED_SHARE = 0.1  # of their hourly limit is left to those who have used up their month


class Dimension(StrEnum):
    """What spend is broken down by. A model is named by its provider too: "gemini/gemini-2.5-flash"."""

    TENANT = "tenant"
    KIND = "kind"
    SERVICE = "service"
    PROVIDER = "provider"
    MODEL = "model"
    AGENT = "agent"
    FEATURE = "feature"
    USER = "user"
    TRIP = "trip"
    RUN = "run"


@dataclass(frozen=True)
class Period:
    """From `begin` until before `end`, both aware; days are those of `zone`."""

    begin: datetime
    end: datetime
    zone: ZoneInfo

    @classmethod
    def of_days(cls, days: int, zone: ZoneInfo, now: datetime) -> Period:
        """So many days up to now, today being the last; `now` is aware."""
        today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(today - timedelta(days=days - 1), now, zone)

    @classmethod
    def of_month(cls, now: datetime, zone: ZoneInfo) -> Period:
        """The calendar month of `now` in `zone`, up to now."""
        first = now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return cls(first, now, zone)

    @property
    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        return Period(self.begin - (self.end - self.begin), self.begin, self.zone)


def month_of(at: datetime) -> str:
    """The calendar month of UTC, as budgets, quotas and statements name it: "2026-11"."""
    return f"{at.astimezone(UTC):%Y-%m}"


def over_budget_key(tenant: str, owner: str = "") -> str:
    """The Redis key that stands while a user, or without one a whole tenant, has used up the month's budget."""
    return f"over_budget:{tenant}:{owner}" if owner else f"over_budget:{tenant}"


@dataclass(frozen=True)
class Plan:
    """What a tier costs and holds in a month; `llm_tokens` for each user, None: no limit.

    `included_usd` of usage at cost is in the fee; what is above it is charged with `markup` on it.
    """

    tier: Tier
    fee_usd: Decimal
    included_usd: Decimal
    markup: Decimal
    llm_tokens: int | None


# The house's own price list; an operator changes it here.
PLANS: dict[Tier, Plan] = {
    Tier.FREE: Plan(Tier.FREE, Decimal(0), Decimal(5), Decimal(0), 500_000),
    Tier.BASIC: Plan(Tier.BASIC, Decimal(29), Decimal(15), Decimal("0.20"), 2_000_000),
    Tier.PRO: Plan(Tier.PRO, Decimal(199), Decimal(120), Decimal("0.15"), 20_000_000),
    Tier.ENTERPRISE: Plan(Tier.ENTERPRISE, Decimal(1499), Decimal(1000), Decimal("0.10"), 200_000_000),
    Tier.ADMIN: Plan(Tier.ADMIN, Decimal(0), Decimal(0), Decimal(0), None),
}
