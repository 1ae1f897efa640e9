"""What the console shows of a flag's rollout."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from domain.flags import FlagKey, Stage


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class VariantUse(_Value):
    name: str = Field(description='"on" and "off" where a flag has no variants of its own')
    users: int = Field(description="users and guests who were shown it, each counted once")
    evaluations: int
    outcomes: int = Field(description="requests that it decided and that ended")
    errors: int = Field(description="of these, those that ended in an error of ours")
    error_rate: float | None = Field(description="errors ÷ outcomes; None: none has ended yet")


class HourUse(_Value):
    hour: datetime = Field(description="its begin, UTC")
    evaluations: int
    errors: int


class RolloutStatus(_Value):
    """How far a flag has come, from what was recorded in the period."""

    key: FlagKey
    version: int
    enabled: bool
    stage: Stage
    rollout_percentage: int
    begin: datetime
    end: datetime
    active_users: int = Field(description="users and guests who have it, each counted once")
    total_users: int = Field(description="all for whom it was decided and used, each counted once")
    evaluations: int
    error_rate: float | None = Field(description="of the requests of those who have it; None: none has ended yet")
    variants: tuple[VariantUse, ...]
    hours: tuple[HourUse, ...]
