"""Prices, sums, currencies, budgets: a cent too much, a night forgotten, two rates for one pair."""

from __future__ import annotations

from decimal import Decimal

from domain.itinerary import Itinerary, Stop
from domain.money import Money
from domain.request import TripRequest
from evals.suites.certificate.changes import (
    balanced,
    nth,
    plus,
    spots,
    stop_at,
    with_leg_at,
    with_place,
    with_stay,
    with_stop_at,
)
from evals.suites.certificate.corruptions.registry import Pair, spoils

_UNUSED = "XTS"  # the code that ISO 4217 keeps for tests


def _paid(itinerary: Itinerary, n: int) -> tuple[int, int] | None:
    return nth(spots(itinerary, fits=lambda _, stop: stop.cost.minor > 0), n)


@spoils("sum")
def cent_too_much_for_a_stop(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    return request, balanced(with_stop_at(itinerary, spot, cost=plus(stop_at(itinerary, spot).cost, 1)))


@spoils("sum")
def ticket_for_nothing(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = _paid(itinerary, n)
    if spot is None:
        return None
    return request, balanced(with_stop_at(itinerary, spot, cost=Money.zero(itinerary.currency)))


@spoils("sum")
def night_forgotten_in_the_price(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    index = nth([i for i, stay in enumerate(itinerary.stays) if stay.cost.minor > 1], n)
    if index is None:
        return None
    cost = itinerary.stays[index].cost
    return request, balanced(with_stay(itinerary, index, cost=plus(cost, -(cost.minor // 2))))


@spoils("sum")
def total_a_cent_off(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    by = -1 if n % 2 and itinerary.costs.total.minor else 1
    costs = itinerary.costs.model_copy(update={"total": plus(itinerary.costs.total, by)})
    return request, itinerary.model_copy(update={"costs": costs})


@spoils("sum")
def one_sum_wrong(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    """Two sums exchange a unit; the total stays right."""
    groups = ("stays", "tickets", "meals", "local_transport", "travel")
    one, other = groups[n % 5], groups[(n + 1) % 5]
    costs = itinerary.costs
    moved = {one: plus(getattr(costs, one), 1), other: plus(getattr(costs, other), -1)}
    return request, itinerary.model_copy(update={"costs": costs.model_copy(update=moved)})


@spoils("sum")
def meals_booked_as_tickets(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    costs = itinerary.costs
    if costs.meals == costs.tickets:
        return None
    swapped = costs.model_copy(update={"tickets": costs.meals, "meals": costs.tickets})
    return request, itinerary.model_copy(update={"costs": swapped})


@spoils("sum")
def walk_that_costs(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, fits=lambda _, stop: stop.leg.mode == "walk"), n)
    if spot is None:
        return None
    return request, balanced(with_leg_at(itinerary, spot, cost=Money(minor=300, currency=itinerary.currency)))


@spoils("sum")
def fare_of_a_fortune(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A ride costs a hundred times what it did."""
    spot = nth(spots(itinerary, fits=lambda _, stop: stop.leg.mode != "walk" and stop.leg.cost.minor > 0), n)
    if spot is None:
        return None
    cost = stop_at(itinerary, spot).leg.cost
    return request, balanced(with_leg_at(itinerary, spot, cost=plus(cost, 99 * cost.minor)))


def _converted(itinerary: Itinerary, n: int) -> Stop | None:
    """A paid stop whose price is in another currency than the trip's."""

    def foreign(stop: Stop) -> bool:
        price = itinerary.place(stop.place_id).price
        return price is not None and price.currency != itinerary.currency and stop.cost.minor >= 100

    spot = nth(spots(itinerary, fits=lambda _, stop: foreign(stop)), n)
    return None if spot is None else stop_at(itinerary, spot)


@spoils("sum")
def other_exchange_rate(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    if _converted(itinerary, n) is None:
        return None
    rates = tuple(rate.model_copy(update={"rate": rate.rate * Decimal("1.1")}) for rate in itinerary.rates)
    return request, itinerary.model_copy(update={"rates": rates})


@spoils("sum")
def no_exchange_rate(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    if _converted(itinerary, n) is None:
        return None
    return request, itinerary.model_copy(update={"rates": ()})


@spoils("sum")
def traveller_not_counted(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    if _paid(itinerary, n) is None:
        return None
    party = request.party.model_copy(update={"adults": request.party.adults + 1})
    return request.model_copy(update={"party": party}), itinerary


@spoils("currency")
def another_currency(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    cost = stop_at(itinerary, spot).cost.model_copy(update={"currency": _UNUSED})
    return request, with_stop_at(itinerary, spot, cost=cost)


@spoils("currency")
def total_in_another_currency(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    del n
    total = itinerary.costs.total.model_copy(update={"currency": _UNUSED})
    return request, itinerary.model_copy(update={"costs": itinerary.costs.model_copy(update={"total": total})})


@spoils("currency")
def money_back(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """A negative price pays for the rest."""
    spot = nth(spots(itinerary), n)
    if spot is None:
        return None
    cost = Money(minor=-500, currency=itinerary.currency)
    return request, balanced(with_stop_at(itinerary, spot, cost=cost))


@spoils("currency")
def price_in_a_foreign_currency(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = _paid(itinerary, n)
    if spot is None:
        return None
    return request, with_place(itinerary, stop_at(itinerary, spot).place_id, price=Money.of(10, _UNUSED))


@spoils("currency")
def two_exchange_rates(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    rate = nth(itinerary.rates, n)
    if rate is None:
        return None
    other = rate.model_copy(update={"rate": rate.rate * 2})
    return request, itinerary.model_copy(update={"rates": (*itinerary.rates, other)})


@spoils("currency")
def rate_and_its_contrary(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    """The rate back is twice what the rate forth allows, so that a budget seems to be kept."""
    pairs = {(rate.base, rate.quote) for rate in itinerary.rates}
    one_way = [rate for rate in itinerary.rates if (rate.quote, rate.base) not in pairs and rate.base != rate.quote]
    rate = nth(one_way, n)
    if rate is None:
        return None
    back = rate.model_copy(update={"base": rate.quote, "quote": rate.base, "rate": 2 / rate.rate})
    return request, itinerary.model_copy(update={"rates": (*itinerary.rates, back)})


@spoils("unknown_price")
def unknown_price_shown_as_free(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, fits=lambda _, stop: stop.cost_known), n)
    if spot is None:
        return None
    free = with_stop_at(itinerary, spot, cost=Money.zero(itinerary.currency))
    return request, balanced(with_place(free, stop_at(itinerary, spot).place_id, price=None))


@spoils("unknown_price")
def known_price_listed_as_unknown(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    spot = nth(spots(itinerary, fits=lambda _, stop: itinerary.place(stop.place_id).price is not None), n)
    if spot is None:
        return None
    unknown = (*itinerary.costs.unknown, stop_at(itinerary, spot).place_id)
    return request, itinerary.model_copy(update={"costs": itinerary.costs.model_copy(update={"unknown": unknown})})


@spoils("budget")
def over_the_budget(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    del n
    if not itinerary.costs.total.minor:
        return None
    return request.model_copy(update={"budget": plus(itinerary.costs.total, -1)}), itinerary


@spoils("budget")
def over_the_budget_in_another_currency(request: TripRequest, itinerary: Itinerary, n: int) -> Pair | None:
    rate = nth([r for r in itinerary.rates if r.quote == itinerary.currency and r.base != r.quote], n)
    if rate is None:
        return None
    short = Money.of(itinerary.costs.total.major / rate.rate * Decimal("0.98"), rate.base)
    return request.model_copy(update={"budget": short}), itinerary


@spoils("budget")
def budget_that_cannot_be_compared(request: TripRequest, itinerary: Itinerary, n: int) -> Pair:
    del n
    return request.model_copy(update={"budget": Money(minor=999_999_999, currency=_UNUSED)}), itinerary
