"""Fields that the bodies of several searches have."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

City = Annotated[str, Field(min_length=2, max_length=80, description="a city's name or id")]
Airport = Annotated[str, Field(min_length=2, max_length=80, description="IATA code, or a city's name or id")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217; prices are sorted and filtered in it")]
Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="ISO 639-1, of names and texts")]
Ages = Annotated[tuple[Annotated[int, Field(ge=0, le=17)], ...], Field(max_length=8, description="in years")]
Limit = Annotated[int, Field(ge=1, le=200, description="results shown at most")]
Most = Annotated[Decimal | None, Field(gt=0, max_digits=15, allow_inf_nan=False)]
Rating = Annotated[float | None, Field(ge=0, le=5, allow_inf_nan=False)]
