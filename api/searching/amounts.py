"""Prices compared across currencies, and what the facets say of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from api.searching.events import Facet
from domain.money import Money
from tools.rates.embedded import rate_between

_CENT = Decimal("0.01")
Sortable = tuple[bool, Decimal]


def worth(price: Money | None, currency: str) -> Decimal | None:
    """A price in another currency's major units, at the dated table's rate; None where there is no price or rate.

    Good for sorting and filtering only: what is told and paid is the price as it was given.
    """
    if price is None:
        return None
    if price.currency == currency:
        return price.major
    try:
        return (price.major * rate_between(price.currency, currency).rate).quantize(_CENT)
    except KeyError:
        return None


def cheapest_first(price: Money | None, currency: str) -> Sortable:
    """A sort key; what has no price that can be compared comes last."""
    amount = worth(price, currency)
    return amount is None, amount or Decimal()


def within(price: Money | None, most: Decimal | None, currency: str) -> bool:
    """Whether a price is at most `most`; one that cannot be compared is not known to be."""
    if most is None:
        return True
    amount = worth(price, currency)
    return amount is not None and amount <= most


def counted(name: str, words: Iterable[str]) -> Facet:
    """How often each word is met, most often first."""
    return Facet(name=name, counts=dict(sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))))


def price_range(prices: Iterable[Money | None], currency: str) -> Facet:
    """From the lowest to the highest that can be compared."""
    amounts = [amount for price in prices if (amount := worth(price, currency)) is not None]
    return Facet(name="price", low=min(amounts, default=None), high=max(amounts, default=None), unit=currency)
