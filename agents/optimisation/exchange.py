"""Prices for the whole party, in the trip's one currency, rounded once an item."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from domain.candidates import Candidates, Rate
from domain.money import Money
from domain.place import Place
from domain.request import Party, TripRequest


@dataclass(frozen=True)
class Exchange:
    """Into `currency` with the rates that discovery read."""

    currency: str
    rates: tuple[Rate, ...]

    @cached_property
    def _by_base(self) -> dict[str, Decimal]:
        return {rate.base: rate.rate for rate in reversed(self.rates) if rate.quote == self.currency}

    def knows(self, currency: str) -> bool:
        return currency == self.currency or currency in self._by_base

    def convert(self, amount: Money) -> Money | None:
        """Rounded half-even to the smallest unit; None without a rate."""
        if amount.currency == self.currency:
            return amount
        rate = self._by_base.get(amount.currency)
        return None if rate is None else Money.of(amount.major * rate, self.currency)

    def or_zero(self, amount: Money) -> Money:
        return self.convert(amount) or Money.zero(self.currency)


def exchange_for(request: TripRequest, candidates: Candidates) -> Exchange:
    """In the budget's currency where every price can be had in it, else in the first city's."""
    needed = {city.city.currency for city in candidates.cities}
    wanted = request.budget.currency if request.budget else None
    if wanted is not None:
        exchange = Exchange(wanted, candidates.rates)
        if all(exchange.knows(currency) for currency in needed):
            return exchange
    return Exchange(candidates.cities[0].city.currency, candidates.rates)


def party_price(place: Place, party: Party) -> Money | None:
    """Tickets or meals for everybody, in the place's currency; None when the price is not known."""
    if place.price is None:
        return None
    child = place.price if place.child_price is None else place.child_price
    paying = sum(age >= place.child_free_under for age in party.children)
    return place.price * party.adults + child * paying


def rooms_for(stay: Place, party: Party) -> int:
    """Enough beds for all, and no fewer rooms than asked for."""
    return max(party.rooms or 1, -(-party.size // (stay.sleeps or 1)))


def stay_price(stay: Place, party: Party, nights: int) -> Money | None:
    return None if stay.price is None else stay.price * (rooms_for(stay, party) * nights)
