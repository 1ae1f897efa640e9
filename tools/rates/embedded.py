"""A dated table that ships with the product, for days without a network.

Units of each currency per euro around 2025-06-02, rounded: reference rates of the European Central
Bank where it publishes one, otherwise the currency's dollar rate of that day.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.candidates import Rate
from domain.errors import Failure, Unavailable
from domain.place import Freshness, Source
from tools.adapter import Keyless
from tools.rates import rarer
from tools.rates.contract import RatesQuery

AS_OF = date(2025, 6, 2)
PER_EURO: dict[str, Decimal] = {
    code: Decimal(rate)
    for code, rate in {
        "EUR": "1",
        "USD": "1.14",
        "GBP": "0.843",
        "CHF": "0.934",
        "JPY": "163",
        "CZK": "24.9",
        "HUF": "404",
        "PLN": "4.26",
        "SEK": "10.9",
        "NOK": "11.5",
        "DKK": "7.46",
        "ISK": "145",
        "RON": "5.06",
        "TRY": "44.7",
        "MAD": "10.5",
        "EGP": "56.8",
        "ZAR": "20.4",
        "AED": "4.19",
        "SAR": "4.28",
        "QAR": "4.15",
        "ILS": "4.00",
        "INR": "97.5",
        "THB": "37.2",
        "SGD": "1.47",
        "MYR": "4.84",
        "IDR": "18600",
        "PHP": "63.5",
        "VND": "29700",
        "CNY": "8.21",
        "HKD": "8.95",
        "TWD": "34.2",
        "KRW": "1570",
        "AUD": "1.76",
        "NZD": "1.90",
        "CAD": "1.56",
        "MXN": "21.9",
        "BRL": "6.50",
        "ARS": "1350",
        "CLP": "1075",
        "COP": "4700",
        "PEN": "4.13",
    }.items()
} | rarer.PER_EURO
_DIGITS = Decimal("0.00000001")


class EmbeddedRates(Keyless):
    name = "embedded-rates"
    version = "2025-06-02"

    async def execute(self, query: RatesQuery) -> tuple[Rate, ...]:
        """Raises Unavailable when the table holds none of these currencies, or not the quote."""
        known = sorted(query.bases & PER_EURO.keys())
        if query.quote not in PER_EURO or not known:
            missing = sorted((query.bases | {query.quote}) - PER_EURO.keys())
            raise Unavailable(self.name, f"no rate for {', '.join(missing)}", Failure.REFUSED)
        return tuple(rate_between(base, query.quote) for base in known)


def rate_between(base: str, quote: str) -> Rate:
    """1 `base` in `quote`; KeyError for a currency that the table does not hold."""
    source = Source(
        provider=EmbeddedRates.name, reference=f"{base}/{quote}", freshness=Freshness.ESTIMATED, as_of=AS_OF
    )
    value = (PER_EURO[quote] / PER_EURO[base]).quantize(_DIGITS)
    return Rate(base=base, quote=quote, rate=value, source=source)
