"""Who can be asked for exchange rates, first asked first."""

from __future__ import annotations

from tools.rates.contract import RatesAdapter
from tools.rates.embedded import EmbeddedRates
from tools.rates.frankfurter import Frankfurter
from tools.rates.openexchangerates import OpenExchangeRates

PROVIDERS: tuple[type[RatesAdapter], ...] = (OpenExchangeRates, Frankfurter, EmbeddedRates)
