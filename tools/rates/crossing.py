"""From a provider's table of units per one currency to the rates that were asked for, exactly and believed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Context, Decimal
from typing import Any, Final, NoReturn

from domain.candidates import Rate
from domain.errors import Failure, Unavailable
from domain.place import Freshness, Source
from tools.rates.contract import RatesQuery
from tools.rates.embedded import PER_EURO

FACTOR: Final = 3  # what a rate may be apart from the dated table's before one provider alone is not believed
_DIGITS: Final = Context(prec=12)  # significant ones; no provider publishes more


def read_exactly(text: str) -> Any:
    """JSON whose numbers are the decimals that were written; raises ValueError, for NaN and Infinity too."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_number)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def cross(per_unit: Mapping[str, Decimal], query: RatesQuery, provider: str, on: date) -> tuple[Rate, ...]:
    """Rates of the bases that `per_unit` (units of each currency per one of the same) holds.

    Raises Unavailable: refused where it lacks the quote or all bases, malformed for rates that cannot be.
    """
    known = sorted(query.bases & per_unit.keys()) if query.quote in per_unit else []
    if not known:
        raise Unavailable(provider, f"no rates into {query.quote} for these currencies", Failure.REFUSED)
    for currency in (query.quote, *known):
        if not (per_unit[currency].is_finite() and per_unit[currency] > 0):
            raise Unavailable(provider, f"{currency}: {per_unit[currency]} is no rate", Failure.MALFORMED)
    source = Source(provider=provider, reference="", freshness=Freshness.LIVE, as_of=on, read_at=datetime.now(UTC))
    rates = tuple(_rate(base, query.quote, per_unit, source) for base in known)
    for rate in rates:
        if not query.far_too and is_far(rate):
            raise Unavailable(
                provider, f"1 {rate.base} = {rate.rate} {rate.quote} is hard to believe", Failure.MALFORMED
            )
    return rates


def _rate(base: str, quote: str, per_unit: Mapping[str, Decimal], source: Source) -> Rate:
    value = _DIGITS.divide(per_unit[quote], per_unit[base])
    return Rate(base=base, quote=quote, rate=value, source=source.model_copy(update={"reference": f"{base}/{quote}"}))


def is_far(rate: Rate) -> bool:
    """Whether the dated table says something quite different; of what it does not hold it says nothing."""
    if rate.base not in PER_EURO or rate.quote not in PER_EURO:
        return False
    dated = PER_EURO[rate.quote] / PER_EURO[rate.base]
    return not dated / FACTOR <= rate.rate <= dated * FACTOR
