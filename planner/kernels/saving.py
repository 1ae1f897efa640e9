"""Bringing a plan under its budget, compiled: what costs most for what it gives goes first."""

from __future__ import annotations

from numba import njit

from planner.kernels.change import (
    BRING,
    DAY,
    FLOOR,
    FORM,
    INTO,
    NEVER,
    NONE,
    ONTO,
    PARTS,
    SPENT,
    A,
    B,
    C,
    Trip,
    is_free,
    opened,
    settle,
    weigh,
)
from planner.kernels.day import MONEY, kernel
from planner.kernels.facts import BUDGET, COST, KIND, Facts, Int64

_UNCOUNTED = 1 << 40


@njit(cache=True, nogil=True)
def afforded(facts: Facts, orders: Int64, sizes: Int64) -> Trip:
    """The plan within the budget, or as near as leaving things out one after another can bring it.

    Each step takes the change that loses least score per unit of money that still has to be saved.
    """
    trip = opened(facts, orders, sizes, int(_UNCOUNTED))
    save(facts, trip)
    return trip


@kernel
def save(facts: Facts, trip: Trip) -> None:
    """One saving after another until the budget is kept, or nothing saves any more."""
    days, change = facts.days.shape[0], trip.change
    while trip.account[SPENT] > facts.scale[BUDGET]:
        best, best_form, best_day, best_first, best_last, best_into = 1e300, NONE, 0, 0, 0, NONE
        for day in range(days):
            size = trip.sizes[day]
            for position in range(size):
                old = trip.orders[day, position]
                for into in range(-3, facts.tasks.shape[0]):
                    form, first, last = PARTS, position, position + 1
                    if into >= 0:
                        row = into * days + day
                        cheaper = facts.tasks[into, COST] < facts.tasks[old, COST]
                        if not cheaper or facts.tasks[into, KIND] != facts.tasks[old, KIND]:
                            continue
                        if facts.opening_at[row] == facts.opening_at[row + 1] or not is_free(facts, trip, into, old):
                            continue
                        form = BRING
                    elif into == -3:
                        # On a round of free ways leaving out one stop can cost a fare: then half the day has to go.
                        first = 0
                    elif into == -2:
                        last = size
                    come = into if form == BRING else NONE
                    change[FORM], change[DAY], change[A], change[B], change[C] = form, day, first, last, first
                    change[ONTO], change[INTO], change[FLOOR] = NONE, come, NEVER
                    gain = weigh(facts, trip)
                    saved = trip.sums[day, MONEY] - trip.sheet.sums[MONEY]
                    if gain == NEVER or saved <= 0:
                        continue
                    loss = -gain / min(saved, trip.account[SPENT] - facts.scale[BUDGET])
                    if loss < best:
                        best, best_form, best_day, best_first, best_last = loss, form, day, first, last
                        best_into = come
        if best_form == NONE:
            break
        change[FORM], change[DAY], change[A], change[B], change[C] = (
            best_form,
            best_day,
            best_first,
            best_last,
            best_first,
        )
        change[ONTO], change[INTO], change[FLOOR] = NONE, best_into, NEVER
        weigh(facts, trip)
        settle(facts, trip)
