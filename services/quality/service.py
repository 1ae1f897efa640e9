"""How well trips are planned, and what travellers say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, NotFound
from domain.events import NodeName
from domain.usage import Dimension, Period
from services.quality.repository import QualityRepository
from services.quality.schemas import (
    Degradation,
    Failure,
    FeatureErrors,
    FeedbackView,
    GiveFeedback,
    Level,
    NodeDay,
    NodeQuality,
    Quality,
    Satisfaction,
    Word,
)
from services.usage.repository import UsageRepository
from services.usage.stages import IMPOSSIBLE

SUCCESS, SATISFACTION = 0.95, 4.5  # ADM-18: below these it is told
_LEAST = 5  # of fewer things a share says nothing
_WORDS = 20
_NODES: tuple[NodeName, ...] = (
    "intent", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering",
)  # fmt: skip


class QualityService:
    """Of a tenant; "*": of all tenants, through the platform's session."""

    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._rows, self._usage = QualityRepository(session, tenant), UsageRepository(session, tenant)

    async def report(self, period: Period) -> Quality:
        runs, versions = await self._rows.runs(period), await self._rows.versions(period)
        nodes = _nodes(await self._rows.nodes(period))
        made, verified = sum(row.made for row in versions), sum(row.verified for row in versions)
        satisfaction = await self._satisfaction(period)
        success, of = _success(runs)
        verified_share = verified / made if made else None
        return Quality(
            begin_at=period.begin,
            end_at=period.end,
            zone=period.zone.key,
            runs=_statuses(runs),
            success=success,
            failures=_failures(runs),
            itineraries=made,
            verified=verified,
            verified_share=verified_share,
            levels=_levels(versions, made),
            nodes=nodes,
            days=tuple(NodeDay.model_validate(row, from_attributes=True) for row in await self._rows.node_days(period)),
            features=_features(await self._usage.by(Dimension.FEATURE, period)),
            satisfaction=satisfaction,
            degradations=tuple(_degradations(success, of, nodes, satisfaction, verified_share, made)),
        )

    async def give(
        self, trip_id: UUID, owner: str, given: GiveFeedback, now: datetime, *, of_anybody: bool = False
    ) -> FeedbackView:
        """An owner's word on the newest version of a trip of theirs, or `of_anybody`'s in the tenant.

        Raises NotFound, and Conflict before there is a plan.
        """
        trip = await self._rows.find_trip(trip_id, None if of_anybody else owner)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        if trip.version == 0:
            raise Conflict("the trip has no plan yet")
        view = FeedbackView(trip_id=trip.id, version=trip.version, thumb=given.thumb, reason=given.reason, at=now)
        await self._rows.put_feedback(owner=owner, **view.model_dump())
        return view

    async def given(self, trip_id: UUID, owner: str, *, of_anybody: bool = False) -> FeedbackView | None:
        """What the asker said of the trip as it stands; None: nothing yet. Raises NotFound."""
        trip = await self._rows.find_trip(trip_id, None if of_anybody else owner)
        if trip is None:
            raise NotFound("trip", str(trip_id))
        row = await self._rows.find_feedback(trip_id, owner, trip.version)
        return FeedbackView.model_validate(row, from_attributes=True) if row is not None else None

    async def _satisfaction(self, period: Period) -> Satisfaction:
        given = {row.thumb: row.given for row in await self._rows.thumbs(period)}
        up, down = given.get("up", 0), given.get("down", 0)
        words = await self._rows.reasons(period, _WORDS)
        return Satisfaction(
            up=up,
            down=down,
            score=1 + 4 * up / (up + down) if up + down else None,
            target=SATISFACTION,
            newest=tuple(Word.model_validate(row, from_attributes=True) for row in words),
        )


def _statuses(rows: Sequence[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[row.status] = found.get(row.status, 0) + row.runs
    return found


def _success(rows: Sequence[Any]) -> tuple[float | None, int]:
    """Of the runs that could be served, how many were; and how many that are."""
    done = sum(row.runs for row in rows if row.status == "done")
    failed = sum(row.runs for row in rows if row.status == "failed" and row.code not in IMPOSSIBLE)
    return (done / (done + failed) if done + failed else None), done + failed


def _failures(rows: Sequence[Any]) -> tuple[Failure, ...]:
    failed = (Failure(code=row.code, runs=row.runs) for row in rows if row.status == "failed")
    return tuple(sorted(failed, key=lambda failure: -failure.runs))


def _levels(rows: Sequence[Any], made: int) -> tuple[Level, ...]:
    levels = (Level(name=row.level, itineraries=row.made, share=row.made / made) for row in rows)
    return tuple(sorted(levels, key=lambda level: -level.itineraries))


def _nodes(rows: Sequence[Any]) -> tuple[NodeQuality, ...]:
    """In the order in which a run passes them."""
    found = {row.node: row for row in rows}
    return tuple(_node(found[name]) for name in _NODES if name in found)


def _node(row: Any) -> NodeQuality:
    well, tried = row.ok + row.refused, row.ok + row.refused + row.failed
    return NodeQuality(
        node=row.node,
        passes=tried + row.cut,
        failed=row.failed,
        refused=row.refused,
        cut=row.cut,
        success=well / tried if tried else None,
        p50_s=row.p50_s,
        p95_s=row.p95_s,
    )


def _features(rows: Sequence[Any]) -> tuple[FeatureErrors, ...]:
    return tuple(
        FeatureErrors(
            feature=row.name,
            asked=int(row.asked),
            failed=int(row.asked - row.answered),
            error_rate=float(1 - row.answered / row.asked),
        )
        for row in rows
        if row.asked
    )


def _degradations(
    success: float | None,
    runs: int,
    nodes: Sequence[NodeQuality],
    satisfaction: Satisfaction,
    verified: float | None,
    made: int,
) -> Iterator[Degradation]:
    """What is under its target, where there is enough of it to tell."""
    thumbs = satisfaction.up + satisfaction.down
    measured = [
        ("success of runs", "", success, SUCCESS, runs),
        ("verified itineraries", "", verified, SUCCESS, made),
        ("satisfaction", "", satisfaction.score, SATISFACTION, thumbs),
        *(("success", node.node, node.success, SUCCESS, node.passes - node.cut) for node in nodes),
    ]
    for measure, subject, value, target, of in measured:
        if value is not None and of >= _LEAST and value < target:
            yield Degradation(measure=measure, subject=subject, value=value, target=target, of=of)
