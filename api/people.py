"""People who share a trip, as the API names them to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from api.guard import principal
from api.problems import ChangeSince
from domain.errors import Stale
from infra.database import in_tenant
from services.accounts.parts import AccountWork
from services.sharing.people import GUEST, names_of, person_id, user_of

if TYPE_CHECKING:
    from api.resources import Resources


class Person(BaseModel):
    """Somebody in a trip; `id` names them within it and nowhere else."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str = Field(examples=["Ada Lovelace"])
    guest: bool = Field(description="came by a link, without an account")
    you: bool


class People:
    """Names for a trip's people; `asker` is who reads them."""

    def __init__(self, trip_id: UUID, asker: str, names: dict[str, str]) -> None:
        self._trip_id, self._asker, self._names = trip_id, asker, names

    def of(self, person: str) -> Person:
        return Person(
            id=person_id(self._trip_id, person),
            name=self._names.get(person, GUEST),
            guest=user_of(person) is None,
            you=person == self._asker,
        )


async def people(work: AccountWork, trip_id: UUID, asker: str, wanted: Iterable[str]) -> People:
    return People(trip_id, asker, await names_of(work, wanted))


async def told_since(request: Request, error: Stale) -> tuple[ChangeSince, ...]:
    """What changed meanwhile, with names in the place of those that open things."""
    res, who = cast("Resources", request.app.state.resources), principal(request)
    async with in_tenant(res.sessions, who.tenant) as session:
        work = AccountWork(session, who.tenant, res.accounts, datetime.now(UTC))
        names = await names_of(work, {change.by for change in error.since if change.by})
    return tuple(
        ChangeSince(version=one.version, at=one.at, by=names.get(one.by, ""), what=one.what) for one in error.since
    )
