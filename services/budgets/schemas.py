"""Budgets as they are told."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

from tools.llm.purse import Scope


class Standing(BaseModel):
    """How a scope stands now, in US dollars."""

    model_config = ConfigDict(frozen=True)

    scope: Scope
    limit_usd: Decimal | None = Field(description="None: no limit")
    held_usd: Decimal = Field(description="for calls that are on their way")
    spent_usd: Decimal
    unknown_usd: Decimal = Field(description="held for calls whose cost never became known; it counts in full")
    left_usd: Decimal | None = Field(description="None: no limit")


class LimitView(BaseModel):
    """What a scope may cost, and who has said so; in US dollars."""

    model_config = ConfigDict(frozen=True)

    scope: Scope
    key: str = Field(description="a user of the scope user; empty: every one")
    label: str = Field(default="", description="what the user is called, for those who may see accounts")
    limit_usd: Decimal | None = Field(description="what holds; None: no limit")
    own_usd: Decimal | None = Field(description="set by the agency; None: nothing")
    granted_usd: Decimal | None = Field(description="what the agency may set at most; None: as much as it likes")


class SetLimit(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit_usd: Decimal | None = Field(ge=0, le=10_000_000, decimal_places=2, description="None: as without this limit")
