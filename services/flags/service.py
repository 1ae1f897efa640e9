"""A tenant's feature flags: what an administrator decides, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, NotFound, Stale
from domain.flags import OFF, Flag, FlagRule, in_force
from domain.listing import Listing, Slice
from services.flags.repository import EVERYBODY, FlagRepository
from services.flags.schemas import HourUse, RolloutStatus, VariantUse
from services.flags.tables import FlagRow, FlagTally

KEPT = timedelta(days=90)  # exposures name people


class FlagService:
    """Reads and changes one tenant's flags; the tenant "*" is everybody. Never commits."""

    def __init__(self, session: AsyncSession, tenant: str, now: datetime) -> None:
        self._session, self._rows, self._now = session, FlagRepository(session, tenant), now

    async def page(self, wanted: Listing) -> Slice[FlagRow]:
        """The tenant's own."""
        return await self._rows.page(wanted)

    async def in_force(self) -> dict[str, Flag]:
        """What holds for the tenant, by key."""
        rows = await self._rows.in_sight()
        everybodys = [flag_of(row) for row in rows if row.tenant == EVERYBODY]
        return in_force(everybodys, [flag_of(row) for row in rows if row.tenant != EVERYBODY])

    async def get(self, key: str) -> Flag:
        """Raises NotFound."""
        return flag_of(await self._get(key))

    async def create(self, key: str, rule: FlagRule) -> Flag:
        """Raises Conflict where there is one already, or everybody's may not be overridden."""
        if await self._rows.find(key) is not None:
            raise Conflict(f"there is a flag {key} already")
        shared = await self._rows.find(key, tenant=EVERYBODY)
        if shared is not None and not flag_of(shared).overridable:
            raise Conflict(f"the flag {key} is everybody's and may not be set for one tenant")
        row = FlagRow(
            tenant=self._rows.tenant,
            key=key,
            rule=rule.model_dump(mode="json"),
            version=1,
            created_at=self._now,
            updated_at=self._now,
        )
        self._rows.add(row)
        await self._session.flush()
        return flag_of(row)

    async def change(self, key: str, rule: FlagRule, version: int) -> tuple[Flag, Flag]:
        """The flag before and after; raises Stale unless `version` is the one that it has."""
        row = await self._get(key, version)
        before = flag_of(row)
        row.rule, row.version, row.updated_at = rule.model_dump(mode="json"), version + 1, self._now
        await self._session.flush()
        return before, flag_of(row)

    async def remove(self, key: str, version: int) -> Flag:
        """The flag that was; raises Stale unless `version` is the one that it has."""
        row = await self._get(key, version)
        await self._rows.remove(row)
        return flag_of(row)

    async def status(self, key: str, begin: datetime, end: datetime) -> RolloutStatus:
        """Figures of the flag that holds, of whole hours and, for people, whole days (UTC); raises NotFound."""
        flag = (await self.in_force()).get(key)
        if flag is None:
            raise NotFound("flag", key)
        tallies = await self._rows.tallies(key, begin.replace(minute=0, second=0, microsecond=0), end)
        active, total = await self._rows.users(key, begin.date(), end.date())
        people = await self._rows.users_by_variant(key, begin.date(), end.date())
        uses = _uses(tallies, people)
        having = [use for use in uses if use.name != OFF]
        return RolloutStatus(
            key=key,
            version=flag.version,
            enabled=flag.enabled,
            stage=flag.stage,
            rollout_percentage=flag.percentage,
            begin=begin,
            end=end,
            active_users=active,
            total_users=total,
            evaluations=sum(use.evaluations for use in uses),
            error_rate=_share(sum(use.errors for use in having), sum(use.outcomes for use in having)),
            variants=uses,
            hours=_hours(tallies),
        )

    async def forget_old(self) -> None:
        """Delete exposures that have been kept long enough; may run at any time, and twice."""
        await self._rows.forget_exposures((self._now - KEPT).date())

    async def _get(self, key: str, version: int | None = None) -> FlagRow:
        row = await self._rows.find(key, lock=version is not None)
        if row is None:
            raise NotFound("flag", key)
        if version is not None and row.version != version:
            raise Stale(f"the flag {key} is at version {row.version} now, not {version}; read it again")
        return row


def flag_of(row: FlagRow) -> Flag:
    return Flag(**row.rule, key=row.key, version=row.version, updated_at=row.updated_at)


def _uses(tallies: Sequence[FlagTally], people: dict[str, int]) -> tuple[VariantUse, ...]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for tally in tallies:
        for place, value in enumerate((tally.evaluations, tally.outcomes, tally.errors)):
            sums[tally.variant][place] += value
    return tuple(_use(name, people.get(name, 0), *sums[name]) for name in sorted({*sums, *people}))


def _use(name: str, users: int, evaluations: int, outcomes: int, errors: int) -> VariantUse:
    return VariantUse(
        name=name,
        users=users,
        evaluations=evaluations,
        outcomes=outcomes,
        errors=errors,
        error_rate=_share(errors, outcomes),
    )


def _hours(tallies: Sequence[FlagTally]) -> tuple[HourUse, ...]:
    sums: dict[datetime, tuple[int, int]] = {}
    for tally in tallies:
        evaluations, errors = sums.get(tally.hour, (0, 0))
        sums[tally.hour] = (evaluations + tally.evaluations, errors + tally.errors)
    return tuple(HourUse(hour=hour, evaluations=done, errors=failed) for hour, (done, failed) in sums.items())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
