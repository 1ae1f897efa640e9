"""Flags for a route: decided for whoever asks, with how the request ended counted to them.

@router.get("/things", dependencies=[anyone()])
async def things(flags: Flags) -> …:
    if await flags.on("new-things"):
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, TypeVar

from fastapi import Depends
from openfeature.flag_evaluation import FlagEvaluationDetails
from starlette.exceptions import HTTPException

from api.deps import Owner, Res
from api.errors import problem_of
from domain.errors import TripwrightError
from domain.flags import Asker
from domain.identity import Principal
from services.flags.opening import Features
from services.flags.provider import context_of

T = TypeVar("T")
MODEL_TEXTS = "model-texts"  # models write the words about a trip; for whoever does not have it the rules do
_OURS = 500  # from this status on it is our fault


@dataclass
class AskedFlags:
    """One request's flags; a flag that there is not, or that cannot be read, is the default."""

    features: Features
    asker: Asker
    _used: dict[str, str] = field(default_factory=dict)

    async def on(self, key: str, *, default: bool = False) -> bool:
        """Whether the asker has the feature; `default` holds as long as nobody has made such a flag."""
        return self._note(
            await self.features.client.get_boolean_details_async(key, default, context_of(self.asker))
        ).value

    async def text(self, key: str, default: str) -> str:
        """The value of the asker's variant; the default for who does not have the feature."""
        return self._note(
            await self.features.client.get_string_details_async(key, default, context_of(self.asker))
        ).value

    def ended(self, error: Exception | None = None) -> None:
        """Count how the request has ended to every flag that it asked."""
        failed = error is not None and _is_ours(error)
        for key, variant in self._used.items():
            self.features.tallies.ended(self.asker.tenant, key, variant, failed=failed)

    def _note(self, details: FlagEvaluationDetails[T]) -> FlagEvaluationDetails[T]:
        if details.variant is not None:
            self._used[details.flag_key] = details.variant
        return details


def asker_of(who: Principal, owner: str, features: Features) -> Asker:
    """For whom flags are decided in this request."""
    return Asker(name=owner, tenant=who.tenant, user_id=who.user_id, roles=who.roles, environment=features.environment)


async def flags(res: Res, owner: Owner) -> AsyncIterator[AskedFlags]:
    asked = AskedFlags(res.features, asker_of(res.who, owner, res.features))
    try:
        yield asked
    except Exception as error:
        asked.ended(error)
        raise
    asked.ended()


def _is_ours(error: Exception) -> bool:
    if isinstance(error, TripwrightError):
        return problem_of(error).status >= _OURS
    return not isinstance(error, HTTPException) or error.status_code >= _OURS


Flags = Annotated[AskedFlags, Depends(flags)]
