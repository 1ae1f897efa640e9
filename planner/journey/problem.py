"""Journeys as immutable numbers: towns, nights, legs, stays, meals and sights under one budget.

Days are counted from 1 and are all days of the journey, travel days included: a town is lived in from the
day of arrival to the day of departure, so the day of travel counts in both towns, and `days` is one more
than all nights. Money is in one whole unit of one currency; minutes are after local midnight and may pass
1440. Points say how much something is wanted; only their differences count.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

MOST_NIGHTS = 400


@dataclass(frozen=True, slots=True)
class Leg:
    """One way to go from one town to another; of one day, or of any day where `day` is None.

    `price` is for one person, or for one vehicle of `seats` people. Without `depart_min` the travellers
    choose the hour themselves.
    """

    origin: str
    destination: str
    mode: str
    minutes: int = 0
    price: int = 0
    seats: int | None = None
    day: int | None = None
    depart_min: int | None = None
    arrive_min: int | None = None
    points: int = 0
    ref: str = ""

    def cost(self, people: int) -> int:
        """For the whole party."""
        return self.price * (people if self.seats is None else ceil(people / self.seats))


@dataclass(frozen=True, slots=True)
class Stay:
    """A place to sleep; `price` is for one room (which sleeps `sleeps`) and one night.

    `refuses` are the house rules' noes ("pets"); `points` are per night.
    """

    name: str
    price: int = 0
    sleeps: int = 2
    least_nights: int = 1
    kind: str = ""
    refuses: frozenset[str] = frozenset()
    points: int = 0

    def rooms(self, people: int) -> int:
        return ceil(people / self.sleeps)

    def cost(self, people: int, nights: int) -> int:
        return self.price * self.rooms(people) * nights


@dataclass(frozen=True, slots=True)
class Eatery:
    """A place to eat at once; `price` is for one person and one meal."""

    name: str
    price: int = 0
    cuisines: frozenset[str] = frozenset()
    points: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """Something to see once; `at` is latitude and longitude in degrees."""

    name: str
    price: int = 0
    points: int = 0
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Town:
    """A town that may be visited once, for `least_nights` to `most_nights` nights."""

    name: str
    least_nights: int = 1
    most_nights: int = MOST_NIGHTS
    stays: tuple[Stay, ...] = ()
    eateries: tuple[Eatery, ...] = ()
    sights: tuple[Sight, ...] = ()
    points: int = 0


# ---- wishes: what may be given up when it cannot all be had ---------------------------------------


@dataclass(frozen=True, slots=True)
class Budget:
    """Everything together costs at most `limit`."""

    limit: int


@dataclass(frozen=True, slots=True)
class RoomOf:
    """Every stay is of one of these kinds."""

    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Admits:
    """No stay refuses this ("pets")."""

    rule: str


@dataclass(frozen=True, slots=True)
class Tastes:
    """At least one meal is of this cuisine."""

    cuisine: str


@dataclass(frozen=True, slots=True)
class Without:
    """No leg is of this mode."""

    mode: str


@dataclass(frozen=True, slots=True)
class Visits:
    """The town is visited."""

    town: str


@dataclass(frozen=True, slots=True)
class NightsIn:
    """If visited, then for so many nights."""

    town: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Covers:
    """The town is visited, and lived in on every day from `first_day` to `last_day`."""

    town: str
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Meets:
    """The town is visited, and lived in on at least one day from `first_day` to `last_day`."""

    town: str
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class Before:
    """If both are visited, one before the other."""

    earlier: str
    later: str


Wish = Budget | RoomOf | Admits | Tastes | Without | Visits | NightsIn | Covers | Meets | Before


# ---- how days are filled ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Meal:
    """A meal of the day: eaten in town by those who are there for all of `from_min` to `to_min`."""

    name: str
    from_min: int
    to_min: int


@dataclass(frozen=True, slots=True)
class Table:
    """What is eaten and seen: every meal that a day has room for, no eatery and no sight twice.

    Of a day of travel a meal belongs to the town left when the leg departs after it, and to the town
    reached when the leg arrives before its end; none is planned at home. `set_out_min` is when a leg of
    free hour departs. `on_arrival` and `on_departure` name a meal that the day of arrival from home (in the
    town reached) and of the way home (in the town left) have whatever the hour. Where `spare_meals` is
    true, meals of days of travel may be left out (save `on_departure`); `meal_points` is what each is worth.
    `sights_a_day` are least and most of a whole day in town; half of the most fit a day partly travelled.
    """

    meals: tuple[Meal, ...]
    set_out_min: int = 9 * 60
    on_arrival: str = ""
    on_departure: str = ""
    spare_meals: bool = False
    meal_points: int = 0
    sights_a_day: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class JourneyProblem:
    """Where to go, for how long, how, and where to sleep and eat.

    `start` and `end` are homes outside the towns (None: the journey begins or ends in a town); `visits`
    is how many towns are visited (None: all). `unmixed` are pairs of modes that one journey may not have
    both of. `lodging` says whether nights need a stay. Points lost: `minute_cents` hundredths a minute
    of travel, `money_cents` hundredths a unit of money, `uneven` times the square of nights more or
    fewer than an even share.
    """

    days: int
    towns: tuple[Town, ...]
    legs: tuple[Leg, ...]
    people: int = 1
    start: str | None = None
    end: str | None = None
    visits: int | None = None
    keep_order: bool = False
    unmixed: tuple[tuple[str, str], ...] = ()
    wishes: tuple[Wish, ...] = ()
    lodging: bool = False
    table: Table | None = None
    minute_cents: int = 100
    money_cents: int = 0
    uneven: int = 0

    @property
    def visit_count(self) -> int:
        return len(self.towns) if self.visits is None else self.visits


# ---- answers ---------------------------------------------------------------------------------------


class Sojourn(NamedTuple):
    """A town lived in from `first_day` to `last_day`, both included; nights are one fewer."""

    town: str
    first_day: int
    last_day: int
    stay: Stay | None = None

    @property
    def nights(self) -> int:
        return self.last_day - self.first_day


class Ride(NamedTuple):
    day: int
    leg: Leg


class Eating(NamedTuple):
    day: int
    meal: str
    town: str
    eatery: Eatery


class Seeing(NamedTuple):
    day: int
    town: str
    sight: Sight


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey that keeps every wish; `cost` is of the whole party, `bound` what no journey exceeds."""

    sojourns: tuple[Sojourn, ...]
    rides: tuple[Ride, ...]
    eatings: tuple[Eating, ...] = ()
    seeings: tuple[Seeing, ...] = ()
    cost: int = 0
    points: float = 0.0
    bound: float = 0.0

    @property
    def towns(self) -> tuple[str, ...]:
        return tuple(sojourn.town for sojourn in self.sojourns)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One change that makes the journey possible: `wish` dropped, or `instead` of it with `by` more."""

    wish: Wish
    instead: Wish | None = None
    by: int = 0


@dataclass(frozen=True, slots=True)
class NoJourney:
    """`conflict` cannot be had together, while all but any one of it can; empty: impossible without any wish.

    `proven` is False when the search ended before every possibility was ruled out.
    """

    conflict: tuple[Wish, ...]
    relaxations: tuple[Relaxation, ...] = ()
    proven: bool = True
