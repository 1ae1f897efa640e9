"""Fills two agencies with believable people, trips, costs, audit, flags and feedback, so that a console has a past.

Repeatable: whatever is there already stays, and what a second run adds are the days since the first.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pyotp
from redis.asyncio import Redis
from rich.console import Console

from cli.demo_calls import calls_of
from cli.demo_console import GROUP_TRIPS, NEW_SUMMARIES, keep_budgets, roll_out, serve
from cli.planning import Planned, plan
from domain.accounts import Personal
from domain.audit import Action, AuditEntry
from domain.events import Final, Question, RunEvent
from domain.identity import PUBLIC_TENANT, Role, Tier
from infra.database import PLATFORM, Sessions, build_engine, build_sessions
from infra.embedded import with_servers
from infra.redis import build_redis
from infra.settings import Settings
from services.accounts.parts import AccountParts, AccountWork, build_account_parts
from services.accounts.registration import create_user, find_user_by_email
from services.audit.service import record
from services.credentials.totp import Totp
from services.metering.repository import write_costs
from services.migrate import upgrade
from services.quality.schemas import GiveFeedback, Thumb
from services.quality.service import QualityService
from services.tenants.repository import PlatformTenants
from services.tenants.schemas import CreateTenant
from services.tenants.service import TenantDirectory
from services.trips.service import Ids, TripService
from services.usage.rollup import roll_up
from services.usage.stages import write_stages

PASSWORD = "quiet harbour lantern"  # noqa: S105 - of people who do not exist
DAYS = 90
_RUNS_A_DAY = (0, 1, 1, 2, 3)
_WISHES = (
    "3 days in Rome from 12 April 2027, two of us, ancient history and food",
    "2 days in Kyoto from 3 May 2027, temples and gardens, no early mornings",
    "2 days in London from 20 June 2027, museums, one of us in a wheelchair",
)
_REASONS = {
    "up": ("exactly our pace", "loved the garden", "", "the ways between the sights were right to the minute"),
    "down": ("too much walking on the second day", "the ramen place was closed"),
}


_AUDITED: tuple[tuple[Action, str, str, dict[str, Any]], ...] = (
    (Action.FLAG_CREATED, "flag", NEW_SUMMARIES, {"percentage": [None, 10], "stage": [None, "canary"]}),
    (Action.FLAG_CREATED, "flag", GROUP_TRIPS, {"enabled": [None, False]}),
    (Action.FEATURE_FLAG_UPDATE, "flag", NEW_SUMMARIES, {"percentage": [10, 50], "stage": ["canary", "beta"]}),
    (Action.PROVIDER_CHANGED, "provider", "weather", {"timeout_s": [10.0, 8.0]}),
    (Action.BUDGET_CHANGED, "limit", "tenant", {"own_usd": [None, "0.500"]}),
)


@dataclass(frozen=True)
class Agency:
    slug: str
    name: str
    tier: Tier
    people: tuple[tuple[str, str, Role], ...]  # first name, last name, role


AGENCIES = (
    Agency("northwind", "Northwind Travel", Tier.PRO, (
        ("Nora", "Winter", Role.ADMIN), ("Sam", "Okafor", Role.SUPPORT), ("Aiko", "Berg", Role.AGENT),
        ("Lena", "Fischer", Role.USER), ("Tom", "Baker", Role.USER), ("Ines", "Costa", Role.PREMIUM),
    )),
    Agency("southern-cross", "Southern Cross Tours", Tier.BASIC, (
        ("Mia", "Clarke", Role.ADMIN), ("Ravi", "Nair", Role.OPERATOR), ("Zoe", "Hall", Role.USER),
        ("Liam", "Ward", Role.USER),
    )),
)  # fmt: skip
_HOUSE = Agency(PUBLIC_TENANT, "Tripwright", Tier.FREE, (("Pia", "Stern", Role.PLATFORM_ADMIN),))


@dataclass(frozen=True)
class Demo:
    """One run of the command; `now` is aware."""

    platform: Sessions
    accounts: AccountParts
    redis: Redis
    now: datetime
    console: Console
    days: int = DAYS

    async def fill(self, trips: Sequence[Planned]) -> None:
        await self._sign_ins(_HOUSE)
        for agency in AGENCIES:
            await self._tenant(agency)
            owners = await self._sign_ins(agency)
            made = await self._trips(agency, owners, trips)
            calls = await self._calls(agency, owners, made)
            await keep_budgets(self.platform, agency.slug, calls, self.now)
            await self._console(agency, owners, made)
            await serve(self.redis, agency.slug)
            self.console.print(
                f"{agency.name}: {len(owners)} people, {len(made)} trips, {len(calls):,} calls in {self.days} days"
            )
        days = await roll_up(self.platform)
        self.console.print(f"{days} days of calls summed up")

    async def _tenant(self, agency: Agency) -> None:
        async with self.platform.begin() as session:
            if await PlatformTenants(session).find(agency.slug) is None:
                wanted = CreateTenant(slug=agency.slug, name=agency.name, tier=agency.tier)
                await TenantDirectory(session, self.now).create(wanted)

    async def _sign_ins(self, agency: Agency) -> tuple[UUID, ...]:
        """Everybody's account; staff get a fresh secret for their authenticator app, which is told."""
        found = []
        for first, last, role in agency.people:
            email = f"{first.lower()}@{agency.slug}.example.org"
            async with self.platform.begin() as session:
                work = AccountWork(session, agency.slug, self.accounts, self.now)
                user = await find_user_by_email(work, email)
                if user is None:
                    person = Personal(email=email, first_name=first, last_name=last)
                    hashed = await self.accounts.passwords.hash(PASSWORD)
                    user = await create_user(work, person, password_hash=hashed, verified=True, roles={role})
                    assert user is not None
                found.append(user.id)
                if role in (Role.ADMIN, Role.SUPPORT, Role.OPERATOR, Role.PLATFORM_ADMIN):
                    await session.flush()
                    secret = await self._factor(work, user.id, email)
                    self.console.print(f"  {role.value:15} {email:36} app secret {secret}", soft_wrap=True)
        return tuple(found)

    async def _factor(self, work: AccountWork, user: UUID, email: str) -> str:
        totp = Totp(work.session, work.tenant, user, self.accounts.sealer, self.now)
        await totp.forget()
        enrolment = await totp.enrol(email)
        # The step before the present one, so that the code that the app shows now is still good for a log-in.
        await totp.confirm(pyotp.TOTP(enrolment.secret).at(self.now - timedelta(seconds=30)))
        return enrolment.secret

    async def _trips(
        self, agency: Agency, owners: Sequence[UUID], planned: Sequence[Planned]
    ) -> tuple[tuple[UUID, UUID], ...]:
        """(trip, run) of each; recorded by the trips service as if they had been planned over the last weeks."""
        made = []
        for number in range(len(owners) * 2):
            name = f"{agency.slug}/{number}"
            ids = Ids(_id(f"{name}/trip"), _id(f"{name}/run"), _id(f"{name}/message"))
            one, owner = planned[number % len(planned)], owners[number % len(owners)]
            await self._trip(agency, ids, f"user:{owner}", one, self.now - timedelta(days=3 * number, hours=number))
            made.append((ids.trip, ids.run))
        return tuple(made)

    async def _trip(self, agency: Agency, ids: Ids, owner: str, one: Planned, at: datetime) -> None:
        final, request = one.event, one.state.request
        assert isinstance(final, Final)
        assert request is not None
        async with self.platform.begin() as session:
            trips = TripService(session, agency.slug, at)
            await trips.start(ids, owner, one.state.message, key=f"demo-{ids.trip}")
            await trips.input_of(ids.run)
            said = {"said": one.state.said, "changes": one.state.changes}
            if await trips.finish(ids.run, request, final.itinerary, final.certificate, **said):  # type: ignore[arg-type]
                await trips.announced(ids.run)

    async def _calls(
        self, agency: Agency, owners: Sequence[UUID], made: Sequence[tuple[UUID, UUID]]
    ) -> list[dict[str, Any]]:
        """Calls and steps of some runs a day; those of the recorded trips are of theirs."""
        written: list[dict[str, Any]] = []
        for ago in range(self.days):
            day = (self.now - timedelta(days=ago)).date()
            chance = random.Random(f"{agency.slug} {day}")
            weekly = 1 if day.weekday() >= 5 else 3
            rows, stages = [], []
            for number in range(weekly * chance.choice(_RUNS_A_DAY) + 2):
                at = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=chance.randrange(1, 1380))
                if at > self.now:
                    continue
                name = f"{agency.slug}/{day}/{number}"
                own = made[(ago + number) % len(made)]  # of the recorded trips, one a day
                trip, run = own if number == 0 else (_id(f"{name}/trip"), _id(f"{name}/run"))
                owner = f"user:{chance.choice(owners)}"
                calls, steps = calls_of(agency.slug, owner, trip, run, at, chance, long=number == 0)
                rows += calls
                stages += steps
            async with self.platform.begin() as session:
                await write_costs(session, rows)
                await write_stages(session, stages)
            written += rows
        return written

    async def _console(self, agency: Agency, owners: Sequence[UUID], made: Sequence[tuple[UUID, UUID]]) -> None:
        """Thumbs, a rollout and some audited actions; rollout and actions once."""
        admin = owners[0]
        async with self.platform.begin() as session:
            quality = QualityService(session, agency.slug)
            for number, (trip, _) in enumerate(made):
                thumb: Thumb = "down" if number % 9 == 1 else "up"
                said = GiveFeedback(thumb=thumb, reason=_REASONS[thumb][number % len(_REASONS[thumb])])
                await quality.give(trip, f"user:{admin}", said, self.now - timedelta(days=number), of_anybody=True)
        if not await roll_out(self.platform, agency.slug, owners, self.now):
            return
        async with self.platform.begin() as session:
            for number, (action, resource, name, changes) in enumerate(_AUDITED):
                await record(session, AuditEntry(
                    id=_id(f"{agency.slug}/audit/{number}"), at=self.now - timedelta(hours=9 - number), user_id=admin,
                    tenant=agency.slug, action=action, resource=resource, resource_id=name, changes=changes,
                    ip="192.0.2.7",
                ))  # fmt: skip


async def fill(settings: Settings, console: Console) -> None:
    """Plan the trips with the embedded atlas, then write everything."""
    offline = settings.model_copy(update={"offline": True})
    today = datetime.now(UTC).date()
    trips = [await plan(wish, today, offline, _unheard, _unanswered) for wish in _WISHES]
    trips = [
        replace(one, state=one.state.model_copy(update={"message": wish}))
        for one, wish in zip(trips, _WISHES, strict=True)
        if isinstance(one.event, Final)
    ]
    engine, redis = build_engine(settings.database_url, PLATFORM), build_redis(settings.redis_url)
    try:
        parts = build_account_parts(settings, redis)
        await Demo(build_sessions(engine), parts, redis, datetime.now(UTC), console).fill(trips)
    finally:
        await redis.aclose()
        await engine.dispose()


def demo(settings: Settings) -> None:
    """Start what servers are missing, bring the schema up, fill."""
    console, ready = Console(), with_servers(settings)
    Path(settings.data_dir).mkdir(parents=True, exist_ok=True)
    upgrade(ready.database_url)
    asyncio.run(fill(ready, console))
    port = ready.port
    console.print(f"Everybody's password is “{PASSWORD}”; staff then give the code of an app with the secret above.")
    console.print(f"Start with APP_URL=http://localhost:{port} ./tripwright serve, and sign in at", soft_wrap=True)
    for slug in ("", *(f"{agency.slug}." for agency in AGENCIES)):
        console.print(f"  http://{slug}localhost:{port}/account/login")


def _unheard(event: RunEvent) -> None:
    """Nobody watches these trips being planned."""


def _unanswered(question: Question) -> None:
    """The wishes leave nothing open."""


def _id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"tripwright:demo:{name}")
