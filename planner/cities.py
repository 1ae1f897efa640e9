"""Which cities in which order, and how many nights in each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from domain.errors import Infeasible

Matrix = Sequence[Sequence[float]]


def order_cities(between: Matrix, from_home: Sequence[float], to_home: Sequence[float]) -> tuple[int, ...]:
    """The order with the least travel, by trying all (at most 8 cities: 40,320 orders).

    Any unit, as long as it is one; zeros where there is no home. The given order wins a draw.
    """

    def length(order: tuple[int, ...]) -> float:
        legs = sum(between[a][b] for a, b in pairwise(order))
        return from_home[order[0]] + legs + to_home[order[-1]]

    return min(permutations(range(len(between))), key=length)


def divide_nights(nights: int, stated: Sequence[int | None], worth: Sequence[float]) -> tuple[int, ...]:
    """Nights per city in the order of the trip: stated ones kept, the rest by what there is to see.

    A city without a stated number gets one night at least, except the last, whose final day is a
    day there anyhow. Where every number is stated, nights left over go to the last city.
    Raises Infeasible when there are too few nights.
    """
    free = [index for index, count in enumerate(stated) if count is None]
    result = [count or 0 for count in stated]
    spare = nights - sum(result)
    if not free:
        result[-1] += max(0, spare)
        free_least = 0
    else:
        free_least = len(free) if free[-1] != len(stated) - 1 or nights >= len(stated) else len(free) - 1
    if spare < free_least or any(count == 0 for i, count in enumerate(result[:-1]) if i not in free):
        raise _too_short(nights, len(stated))
    if free:
        for index, share in zip(free, _shares(spare, [worth[i] for i in free], spare >= len(free)), strict=True):
            result[index] = share
    return tuple(result)


def _shares(total: int, worth: Sequence[float], one_each: bool) -> list[int]:
    """Whole shares of `total` in proportion to `worth` (largest remainder, Hamilton's method)."""
    least = [1] * len(worth) if one_each else [1] * (len(worth) - 1) + [0]
    rest, whole = total - sum(least), sum(worth) or 1.0
    exact = [rest * (value if sum(worth) else 1.0 / len(worth)) / whole for value in worth]
    result = [low + int(value) for low, value in zip(least, exact, strict=True)]
    by_remainder = sorted(range(len(worth)), key=lambda i: (int(exact[i]) - exact[i], i))
    for index in by_remainder[: total - sum(result)]:
        result[index] += 1
    return result


def _too_short(nights: int, cities: int) -> Infeasible:
    return Infeasible(
        f"{nights + 1} days are too few to sleep in {cities} cities",
        wishes=(f"{cities} cities", f"{nights + 1} days"),
        ways_out=(f"travel for {cities} days or more", f"visit {max(1, nights)} of the cities"),
    )
