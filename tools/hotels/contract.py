"""Houses around a point with a price for given nights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.geo import Point
from domain.offers import Found, StayOffer
from tools.adapter import Adapter
from tools.capability import Capability

MOST_NIGHTS = 30
KEEP_S = 900.0


@dataclass(frozen=True)
class HotelQuery:
    """A stay near `at`; `city_id` is a city of ours where it is one, "" elsewhere; `children` are ages in years.

    Raises ValueError for a stay that nobody sells.
    """

    name: str
    at: Point
    country: str
    check_in_on: date
    check_out_on: date
    rooms: int = 1
    adults: int = 2
    children: tuple[int, ...] = ()
    currency: str = "EUR"
    city_id: str = ""
    radius_km: float = 8.0
    language: str = "en"

    def __post_init__(self) -> None:
        if not 1 <= self.nights <= MOST_NIGHTS:
            raise ValueError(f"check_out_on is 1 to {MOST_NIGHTS} nights after check_in_on")
        if self.rooms < 1 or self.adults < self.rooms:
            raise ValueError("an adult for every room")
        if any(not 0 <= age < 18 for age in self.children):
            raise ValueError("children are 0 to 17 years old")

    @property
    def nights(self) -> int:
        return (self.check_out_on - self.check_in_on).days

    @property
    def guests(self) -> int:
        return self.adults + len(self.children)

    @property
    def by_room(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """Adults and children's ages of each room, divided as evenly as they go."""
        rooms = range(self.rooms)
        adults = [self.adults // self.rooms + (number < self.adults % self.rooms) for number in rooms]
        return tuple((adults[number], self.children[number :: self.rooms]) for number in rooms)


def hotels_key(query: HotelQuery) -> str:
    """hotel:{dest}:{checkin}:{checkout}:{guests}, where guests say rooms, currency and language."""
    where = f"{query.city_id or query.name}@{query.at.lat:.3f},{query.at.lon:.3f},{query.radius_km:g}"
    ages = "".join(f"+{age}" for age in query.children)
    who = f"{query.adults}{ages}/{query.rooms}/{query.currency}/{query.language}"
    return f"hotel:{where}:{query.check_in_on.isoformat()}:{query.check_out_on.isoformat()}:{who}"


HotelsAdapter = Adapter[HotelQuery, Found[StayOffer]]
HOTELS: Capability[HotelQuery, Found[StayOffer]] = Capability(
    "hotels", Found[StayOffer], "search", key=hotels_key, keep_s=KEEP_S
)
