"""Our flags through OpenFeature (openfeature.dev, SDK 0.10): resolved from what the process knows now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from openfeature.evaluation_context import EvaluationContext
from openfeature.exception import FlagNotFoundError, TargetingKeyMissingError, TypeMismatchError
from openfeature.flag_evaluation import FlagResolutionDetails, FlagValueType, Reason
from openfeature.provider import AbstractProvider
from openfeature.provider.metadata import Metadata

from domain.flags import Asker, Cause, Decision, Environment, Flag, decide
from domain.identity import PUBLIC_TENANT, Role
from services.flags.current import CurrentFlags
from services.flags.tallying import FlagTallies

T = TypeVar("T", bound=FlagValueType)
_Objects = Sequence[FlagValueType] | Mapping[str, FlagValueType]
_REASONS = {
    Cause.DISABLED: Reason.DISABLED,
    Cause.TARGET_USER: Reason.TARGETING_MATCH,
    Cause.TARGET_TENANT: Reason.TARGETING_MATCH,
    Cause.TARGET_ROLE: Reason.TARGETING_MATCH,
    Cause.ENVIRONMENT: Reason.TARGETING_MATCH,
    Cause.ROLLOUT: Reason.SPLIT,
}


def context_of(asker: Asker) -> EvaluationContext:
    """What OpenFeature carries of an asker."""
    return EvaluationContext(
        asker.name,
        {
            "tenant": asker.tenant,
            "user_id": str(asker.user_id or ""),
            "roles": sorted(asker.roles),
            "environment": asker.environment.value,
        },
    )


def asker_of(context: EvaluationContext | None) -> Asker:
    """The asker again; raises TargetingKeyMissingError where nobody is named."""
    if context is None or not context.targeting_key:
        raise TargetingKeyMissingError("a flag is decided for somebody: give a targeting key")
    said = context.attributes
    roles = said.get("roles", ())
    return Asker(
        name=context.targeting_key,
        tenant=str(said.get("tenant") or PUBLIC_TENANT),
        user_id=UUID(str(said["user_id"])) if said.get("user_id") else None,
        roles=frozenset(Role(str(role)) for role in roles) if isinstance(roles, Sequence) else frozenset(),
        environment=Environment(str(said.get("environment") or Environment.PRODUCTION)),
    )


class FlagProvider(AbstractProvider):
    """The synchronous calls answer from what was last read; the asynchronous ones read what is a second old."""

    def __init__(self, current: CurrentFlags, tallies: FlagTallies) -> None:
        super().__init__()
        self._current, self._tallies = current, tallies

    def get_metadata(self) -> Metadata:
        return Metadata("tripwright")

    def resolve_boolean_details(
        self,
        flag_key: str,
        default_value: bool,  # noqa: ARG002 - OpenFeature's name
        evaluation_context: EvaluationContext | None = None,
    ) -> FlagResolutionDetails[bool]:
        """Whether somebody has the flag; the value of a variant, where variants are true or false."""
        asker = asker_of(evaluation_context)
        flag, decision = self._decided(flag_key, asker)
        value = decision.value if isinstance(decision.value, bool) else decision.on
        return self._details(value, flag, decision, asker)

    async def resolve_boolean_details_async(
        self, flag_key: str, default_value: bool, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[bool]:
        await self._refreshed(evaluation_context)
        return self.resolve_boolean_details(flag_key, default_value, evaluation_context)

    def resolve_string_details(
        self, flag_key: str, default_value: str, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[str]:
        return self._resolve(flag_key, default_value, evaluation_context, str)

    async def resolve_string_details_async(
        self, flag_key: str, default_value: str, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[str]:
        await self._refreshed(evaluation_context)
        return self.resolve_string_details(flag_key, default_value, evaluation_context)

    def resolve_integer_details(
        self, flag_key: str, default_value: int, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[int]:
        return self._resolve(flag_key, default_value, evaluation_context, int)

    async def resolve_integer_details_async(
        self, flag_key: str, default_value: int, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[int]:
        await self._refreshed(evaluation_context)
        return self.resolve_integer_details(flag_key, default_value, evaluation_context)

    def resolve_float_details(
        self, flag_key: str, default_value: float, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[float]:
        return self._resolve(flag_key, default_value, evaluation_context, float)

    async def resolve_float_details_async(
        self, flag_key: str, default_value: float, evaluation_context: EvaluationContext | None = None
    ) -> FlagResolutionDetails[float]:
        await self._refreshed(evaluation_context)
        return self.resolve_float_details(flag_key, default_value, evaluation_context)

    def resolve_object_details(
        self,
        flag_key: str,
        default_value: _Objects,  # noqa: ARG002
        evaluation_context: EvaluationContext | None = None,  # noqa: ARG002
    ) -> FlagResolutionDetails[_Objects]:
        """No flag of ours is an object."""
        raise TypeMismatchError(f"{flag_key}: flags are true or false, a number or a text")

    async def _refreshed(self, context: EvaluationContext | None) -> None:
        await self._current.of(asker_of(context).tenant)

    def _resolve(
        self, key: str, default: T, context: EvaluationContext | None, kind: type[T]
    ) -> FlagResolutionDetails[T]:
        """A variant's value, or the default for who does not have the flag."""
        asker = asker_of(context)
        flag, decision = self._decided(key, asker)
        if not decision.on:
            return self._details(default, flag, decision, asker)
        if type(decision.value) is not kind:
            raise TypeMismatchError(f"{key}: its value is not of the type {kind.__name__}")
        return self._details(decision.value, flag, decision, asker)

    def _decided(self, key: str, asker: Asker) -> tuple[Flag, Decision]:
        flag = self._current.last(asker.tenant).get(key)
        if flag is None:
            raise FlagNotFoundError(f"there is no flag {key}")
        decision = decide(flag, asker)
        self._tallies.evaluated(asker.tenant, decision)
        self._tallies.exposed(asker.tenant, asker.name, decision)
        return flag, decision

    def _details(self, value: T, flag: Flag, decision: Decision, asker: Asker) -> FlagResolutionDetails[T]:
        stale = self._current.is_stale(asker.tenant)
        return FlagResolutionDetails(
            value,
            reason=Reason.STALE if stale else _REASONS[decision.cause],
            variant=decision.variant,
            flag_metadata={"version": flag.version, "stage": flag.stage.value, "cause": decision.cause.value},
        )
