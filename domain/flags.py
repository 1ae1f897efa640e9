"""Feature flags: who gets what, decided without chance, so that the same person gets the same everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    model_validator,
)

from domain.identity import Role, TenantId

FlagKey = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,63}$")]
VariantName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
FlagValue = (
    StrictBool
    | Annotated[StrictInt, Field(ge=-(2**53), le=2**53)]  # what a page's numbers hold
    | Annotated[StrictFloat, Field(allow_inf_nan=False)]
    | Annotated[StrictStr, Field(max_length=2_000)]
)
_BUCKETS = 100
ON, OFF = "on", "off"


class Stage(StrEnum):
    """How far a feature has come; each stage bounds the share of people who may get it."""

    CANARY = "canary"
    BETA = "beta"
    PRODUCTION = "production"

    @property
    def highest_percentage(self) -> int:
        return {Stage.CANARY: 10, Stage.BETA: 50, Stage.PRODUCTION: 100}[self]


class Environment(StrEnum):
    """Where a process runs, as the operator has set it."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


class Cause(StrEnum):
    """Why somebody got what they got: the first rule that said anything."""

    DISABLED = "disabled"
    TARGET_USER = "target_user"
    TARGET_TENANT = "target_tenant"
    TARGET_ROLE = "target_role"
    ENVIRONMENT = "environment"
    ROLLOUT = "rollout"


class Variant(BaseModel):
    """One arm of an experiment; arms share those who have the flag in proportion to their weights."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: VariantName
    weight: int = Field(ge=0, le=10_000)
    value: FlagValue


class FlagRule(BaseModel):
    """What an administrator decides of a flag.

    `environments`, where any are named, are the only ones in which the percentage counts; people, tenants
    and roles that are named get the flag everywhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    description: str = Field(default="", max_length=500)
    enabled: bool = False
    stage: Stage = Stage.PRODUCTION
    target_users: frozenset[UUID] = Field(default=frozenset(), max_length=10_000)
    target_tenants: frozenset[TenantId] = Field(default=frozenset(), max_length=1_000)
    target_roles: frozenset[Role] = frozenset()
    environments: frozenset[Environment] = frozenset()
    percentage: int = Field(default=0, ge=0, le=100, description="of users and guests, by a stable hash of their name")
    variants: tuple[Variant, ...] = Field(default=(), max_length=20)
    overridable: bool = Field(default=False, description="of everybody's flag: whether a tenant may set its own")

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.percentage > self.stage.highest_percentage:
            raise ValueError(f"percentage: at most {self.stage.highest_percentage} in the stage {self.stage}")
        names = [variant.name for variant in self.variants]
        if len(set(names)) < len(names) or OFF in names:
            raise ValueError(f"variants: each needs a name of its own, other than {OFF!r}")
        if self.variants and not sum(variant.weight for variant in self.variants):
            raise ValueError("variants: at least one needs a weight")
        if len({type(variant.value) for variant in self.variants}) > 1:
            raise ValueError("variants: their values must be of one type")
        return self


class Flag(FlagRule):
    """A rule with its name; `version` grows by one with each change."""

    key: FlagKey
    version: int = 1
    updated_at: datetime


class Asker(BaseModel):
    """For whom a flag is decided; `name` is the owner's (`user:<id>`, or a guest's)."""

    model_config = ConfigDict(frozen=True)

    name: str
    tenant: str
    user_id: UUID | None = None
    roles: frozenset[Role] = frozenset()
    environment: Environment = Environment.PRODUCTION


class Decision(BaseModel):
    """What one asker gets: on or not, in which variant, of which value, and why."""

    model_config = ConfigDict(frozen=True)

    key: str
    on: bool
    variant: str
    value: FlagValue
    cause: Cause
    version: int


def bucket(key: str, name: str, buckets: int = _BUCKETS) -> int:
    """A number of 0 … buckets - 1, the same for the same words always and everywhere, and evenly spread."""
    digest = hashlib.sha256(f"{key}\n{name}".encode()).digest()
    return int.from_bytes(digest[:8]) % buckets


def decide(flag: Flag, asker: Asker) -> Decision:
    """Disabled is off; then people, tenants and roles that are named; then the environment and the percentage."""
    on, cause = _rule(flag, asker)
    variant = _variant(flag, asker) if on else None
    name = variant.name if variant else (ON if on else OFF)
    value = variant.value if variant else on
    return Decision(key=flag.key, on=on, variant=name, value=value, cause=cause, version=flag.version)


def _rule(flag: Flag, asker: Asker) -> tuple[bool, Cause]:
    if not flag.enabled:
        return False, Cause.DISABLED
    if asker.user_id is not None and asker.user_id in flag.target_users:
        return True, Cause.TARGET_USER
    if asker.tenant in flag.target_tenants:
        return True, Cause.TARGET_TENANT
    if flag.target_roles & asker.roles:
        return True, Cause.TARGET_ROLE
    if flag.environments and asker.environment not in flag.environments:
        return False, Cause.ENVIRONMENT
    return bucket(flag.key, asker.name) < flag.percentage, Cause.ROLLOUT


def _variant(flag: Flag, asker: Asker) -> Variant | None:
    """By a hash of its own, so that the arm does not depend on how early somebody was let in."""
    if not flag.variants:
        return None
    place = bucket(f"{flag.key}\nvariant", asker.name, sum(variant.weight for variant in flag.variants))
    for variant in flag.variants:
        place -= variant.weight
        if place < 0:
            return variant
    raise AssertionError("the weights' sum is above every place")


def in_force(everybodys: Sequence[Flag], own: Sequence[Flag]) -> dict[str, Flag]:
    """What holds for a tenant: everybody's flags, its own in place of those that it may set, and its others."""
    shared = {flag.key: flag for flag in everybodys}
    mine = {flag.key: flag for flag in own if flag.key not in shared or shared[flag.key].overridable}
    return shared | mine
