"""Who can be asked for exchange rates, first asked first."""

from __future__ import annotations

from tools.rates.contract import RatesAdapter
from tools.rates.embedded import EmbeddedRates

PROVIDERS: tuple[type[RatesAdapter], ...] = (EmbeddedRates,)
