"""Money: every price recomputed from the facts, every sum exact, one currency, within the budget."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from domain.checks.claims import Check
from domain.checks.trip import MEALS, Trip
from domain.money import Money
from domain.request import TransferMode

# Fares rise with the way: another single fare for every so many kilometres is the most we believe.
_ZONE_KM = Decimal(10)
_TAXI_AT_NIGHT = 2  # times the day's fare
_TAXI_SEATS = 3  # with luggage
_SPREAD = Decimal("0.05")  # between a rate and the rate back


class _Amount(NamedTuple):
    group: str
    money: Money
    day: int | None
    place_ids: tuple[str, ...]


def _amounts(trip: Trip) -> Iterator[_Amount]:
    """Every amount of the trip and the sum it belongs to."""
    for number, _, stop in trip.stops():
        yield _Amount("meals" if stop.purpose in MEALS else "tickets", stop.cost, number, (stop.place_id,))
    for number, _, leg in trip.legs():
        yield _Amount("local_transport", leg.cost, number, (leg.from_id, leg.to_id))
    for number, _, travel in trip.travels():
        for part in travel.legs:
            yield _Amount("travel", part.cost, number, ())
    for booking in trip.itinerary.stays:
        yield _Amount("stays", booking.cost, None, (booking.place_id,))


def check_prices(trip: Trip) -> Iterator[Check]:
    for number, _, stop in trip.stops():
        place = trip.places.get(stop.place_id)
        if place is not None:
            right = Money.zero(trip.itinerary.currency) if place.price is None else trip.admission(place)
            yield _price(trip, stop.cost, right, stop.place_id, number)
            flagged = stop.cost_known is (place.price is not None)
            message = f"{place.name}: its price is {'known' if place.price else 'not known'}, the trip says otherwise."
            yield Check("unknown_price", flagged, message, number, (place.id,))
    for booking in trip.itinerary.stays:
        place = trip.places.get(booking.place_id)
        if place is not None:
            right = Money.zero(trip.itinerary.currency) if place.price is None else trip.nights_price(booking)
            yield _price(trip, booking.cost, right, booking.place_id, None)
    yield from _fares(trip)


def _price(trip: Trip, said: Money, right: Money | None, place_id: str, number: int | None) -> Check:
    expected = right or "not to be had without an exchange rate"
    return Check("sum", said == right, f"{trip.name(place_id)}: {said} said, {expected} computed.", number, (place_id,))


def _fares(trip: Trip) -> Iterator[Check]:
    """Transfers cost what the city's fares allow; walking is free."""
    for number, day, leg in trip.legs():
        city = trip.cities.get(day.city_id)
        if city is None:
            continue
        most = trip.converted(_dearest(trip, day.city_id, leg.mode, leg.metres), city.currency)
        right = most is not None and 0 <= leg.cost.minor <= most.minor
        message = f"{leg.cost} for {leg.metres} m by {leg.mode} to {trip.name(leg.to_id)} is no fare of {city.name}."
        yield Check("sum", right, message, number, (leg.from_id, leg.to_id))


def _dearest(trip: Trip, city_id: str, mode: TransferMode, metres: int) -> Decimal:
    """The most a transfer of the whole party may cost, in major units of the city's currency."""
    fares, size, km = trip.cities[city_id].transport, trip.request.party.size, Decimal(metres) / 1000
    if mode == "walk":
        return Decimal(0)
    if mode == "transit":
        return size * fares.single_fare * (1 + km / _ZONE_KM)
    cars = -(-size // _TAXI_SEATS)
    return cars * _TAXI_AT_NIGHT * (fares.taxi_base + fares.taxi_per_km * km)


def check_sums(trip: Trip) -> Iterator[Check]:
    costs, amounts = trip.itinerary.costs, tuple(_amounts(trip))
    for group in ("stays", "tickets", "meals", "local_transport", "travel"):
        found, said = sum(a.money.minor for a in amounts if a.group == group), getattr(costs, group)
        label = group.replace("_", " ")
        yield Check("sum", said.minor == found, f"The sum of {label} is {said}; its parts make {_show(found, said)}.")
    total = sum(a.money.minor for a in amounts)
    yield Check(
        "sum", costs.total.minor == total, f"The total is {costs.total}; all parts make {_show(total, costs.total)}."
    )


def _show(minor: int, like: Money) -> Money:
    return Money(minor=minor, currency=like.currency)


def check_currency(trip: Trip) -> Iterator[Check]:
    itinerary = trip.itinerary
    costs = itinerary.costs
    sums = (costs.stays, costs.tickets, costs.meals, costs.local_transport, costs.travel, costs.total)
    for amount in (*_amounts(trip), *(_Amount("costs", money, None, ()) for money in sums)):
        right = amount.money.currency == itinerary.currency and amount.money.minor >= 0
        yield Check(
            "currency", right, f"{amount.money} is no amount in {itinerary.currency}.", amount.day, amount.place_ids
        )
    for place in itinerary.places:
        city = trip.city_of(place.id)
        prices = [price for price in (place.price, place.child_price) if price is not None]
        right = city is None or all(p.currency == city.currency and p.minor >= 0 for p in prices)
        yield Check("currency", right, f"{place.name} is not priced in its city's currency.", None, (place.id,))
    yield from _rates(trip)


def _rates(trip: Trip) -> Iterator[Check]:
    """One rate for a pair, and a way back that is the way forth's contrary."""
    rates = {(rate.base, rate.quote): rate.rate for rate in trip.itinerary.rates}
    once = len(rates) == len(trip.itinerary.rates)
    yield Check("currency", once, "There are two exchange rates for the same currencies.")
    for (base, quote), rate in rates.items():
        back = rates.get((quote, base))
        right = back is None or abs(rate * back - 1) <= _SPREAD
        yield Check("currency", right, f"1 {base} is {rate} {quote}, and 1 {quote} is {back} {base}.")


def check_unknown(trip: Trip) -> Iterator[Check]:
    used = {stop.place_id for _, _, stop in trip.stops()} | {stay.place_id for stay in trip.itinerary.stays}
    unknown = {place.id for place in trip.itinerary.places if place.id in used and place.price is None}
    listed = set(trip.itinerary.costs.unknown)
    for place_id in sorted(unknown | listed):
        fact = "not known" if place_id in unknown else "known"
        message = f"{trip.name(place_id)}: its price is {fact}, the costs say otherwise."
        yield Check("unknown_price", (place_id in unknown) == (place_id in listed), message, None, (place_id,))


def check_budget(trip: Trip) -> Iterator[Check]:
    budget, total = trip.request.budget, trip.itinerary.costs.total
    if budget is None:
        return
    spent = _in_budget_currency(trip, total, budget.currency)
    if spent is None:
        yield Check("budget", False, f"{total} cannot be compared with the budget of {budget}.")
        return
    yield Check("budget", spent <= budget, f"The trip costs {total}; the budget is {budget}.")


def _in_budget_currency(trip: Trip, total: Money, currency: str) -> Money | None:
    rate, inverse = trip.rate(total.currency, currency), trip.rate(currency, total.currency)
    if rate is None and inverse is None:
        return None
    factor = rate if rate is not None else 1 / (inverse or Decimal(1))
    return Money.of(total.major * factor, currency)
