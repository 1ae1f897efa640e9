"""What providers did and what it cost, as it is told."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

Usd = Annotated[Decimal, PlainSerializer(lambda amount: format(amount.normalize(), "f"), return_type=str)]
"""US dollars, exact, as plain digits."""


class ServiceUse(BaseModel):
    """One provider of one service in a period. Costs in US dollars."""

    model_config = ConfigDict(frozen=True)

    kind: str = Field(description="llm, maps, images, search, rates, weather, database, storage, bandwidth …")
    service: str
    provider: str
    model: str
    calls: int = Field(description="all of them, those answered from memory included")
    asked: int = Field(description="calls that reached for the provider")
    answered: int
    success: float | None = Field(description="answered ÷ asked; None when none was asked")
    outcomes: dict[str, int]
    latency_ms: float | None = Field(description="mean of answered calls")
    latency_p95_ms: float | None
    quantity: int
    tokens_in: int
    tokens_out: int
    cost_usd: Usd = Field(description="of the calls whose cost is known")
    cost_unknown: int = Field(description="calls whose cost is not known: they are not free")


class Usage(BaseModel):
    model_config = ConfigDict(frozen=True)

    begin_at: datetime
    end_at: datetime
    services: tuple[ServiceUse, ...]
    cost_usd: Usd
    cost_unknown: int


class RunCost(BaseModel):
    """What one run cost, in US dollars."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    calls: int
    cost_usd: Usd
    cost_unknown: int
    by_kind: dict[str, Usd]
