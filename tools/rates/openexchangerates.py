"""Open Exchange Rates: the latest rates of some 170 currencies, hourly.

Written from https://docs.openexchangerates.org/reference/latest-json (2025). The free plan has the dollar as its base
and 1,000 requests a month, so everything is read at once and kept for an hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from domain.candidates import Rate
from tools.network import Networked
from tools.rates.contract import RatesQuery
from tools.rates.crossing import cross, read_exactly


class _Latest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)

    timestamp: int
    base: str
    rates: dict[str, Decimal]

    @property
    def on(self) -> date:
        return datetime.fromtimestamp(self.timestamp, UTC).date()


class OpenExchangeRates(Networked):
    name = "openexchangerates"
    version = "latest"
    account = "openexchangerates"
    home = "https://openexchangerates.org/api"

    async def execute(self, query: RatesQuery) -> tuple[Rate, ...]:
        response = await self.exchange("GET", "/latest.json", parameters={"app_id": self._access.key})
        try:
            latest = _Latest.model_validate(read_exactly(response.text))
            on = latest.on
        except (ValueError, OverflowError, OSError) as error:
            raise self.malformed(error) from error
        return cross({**latest.rates, latest.base: Decimal(1)}, query, self.name, on)
