"""Frankfurter: the European Central Bank's reference rates of the last working day, without a key.

Written from https://frankfurter.dev/v1/ (2025), API v1, which goes on beside v2. Some thirty currencies; the whole list
is read, as asking for one that it lacks is an error for all.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from domain.candidates import Rate
from tools.network import Networked
from tools.rates.contract import RatesQuery
from tools.rates.crossing import cross, read_exactly


class _Latest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    amount: Decimal
    base: str
    date: date
    rates: dict[str, Decimal]


class Frankfurter(Networked):
    name = "frankfurter"
    version = "v1"
    home = "https://api.frankfurter.dev"
    calls = (60, 60.0)

    async def execute(self, query: RatesQuery) -> tuple[Rate, ...]:
        response = await self.exchange("GET", "/v1/latest", parameters={"base": "EUR"})
        try:
            latest = _Latest.model_validate(read_exactly(response.text))
        except ValueError as error:
            raise self.malformed(error) from error
        return cross({**latest.rates, latest.base: latest.amount}, query, self.name, latest.date)
