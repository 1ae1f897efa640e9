"""What a text about a tour comes to: cities with days, or friends with hours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CityStay:
    """`days` counts both the day of arrival and the day of departure.

    `implied`: no length was said, and these are the days of an event in the city.
    """

    city: str
    days: int
    implied: bool = False


@dataclass(frozen=True, slots=True)
class CityEvent:
    """One must be in `city` on every day from `first` to `last` (days of the tour, from 1, both included).

    With `whole` false (`some time between day 3 and day 6`) one of those days is enough.
    """

    city: str
    first: int
    last: int
    occasion: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Flight:
    """A direct flight from `origin` to `target`, and back as well where `both_ways`."""

    origin: str
    target: str
    both_ways: bool = True


@dataclass(frozen=True, slots=True)
class TourWish:
    """Several cities in a number of days.

    `total_days` None where the text names none: the stays' sum, less a day per change of city. `flights`
    None where the text says nothing about flights, so that any order can be flown. `unread` are sentences
    with figures that were not understood.
    """

    stays: tuple[CityStay, ...]
    total_days: int | None = None
    events: tuple[CityEvent, ...] = ()
    flights: tuple[Flight, ...] | None = None
    unread: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        """A day of travel counts in both cities."""
        if self.total_days is not None:
            return self.total_days
        return sum(stay.days for stay in self.stays) - max(0, len(self.stays) - 1)


@dataclass(frozen=True, slots=True)
class Friend:
    """Someone to meet at `place` for `minutes`, within one of `windows` (minutes after midnight)."""

    name: str
    place: str
    windows: tuple[tuple[int, int], ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Travel:
    origin: str
    target: str
    minutes: int


@dataclass(frozen=True, slots=True)
class MeetingWish:
    """A day of meeting friends, from `start` at `start_min` minutes after midnight."""

    start: str
    start_min: int
    friends: tuple[Friend, ...]
    travel: tuple[Travel, ...]
    unread: tuple[str, ...] = ()
