"""The benchmark's tables: stays, restaurants, sights, distances, flights and the towns' states.

Official layout: a folder `database` with `accommodations/`, `restaurants/`, `attractions/`,
`googleDistanceMatrix/`, `flights/` and `background/`; a flat folder will do as well. As in the benchmark,
rows with an empty cell are left out (except of distances).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from agents.intent.named_places import PlaceNames
from evals.harness.suite import DataMissing
from evals.suites.travelplanner.flights import Flights, open_flights

FILES = {
    "stays": "clean_accommodations_2022.csv",
    "restaurants": "clean_restaurant_2022.csv",
    "sights": "attractions.csv",
    "distances": "distance.csv",
    "flights": "clean_Flights_2022.csv",
    "towns": "citySet_with_states.txt",
}
# What the benchmark's reader takes for an empty cell (pandas.read_csv, its documented default).
_EMPTY = frozenset(
    ("", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
     "NULL", "NaN", "None", "n/a", "nan", "null")
)  # fmt: skip


class StayRow(NamedTuple):
    """`price` in dollars a night for a room of `sleeps`."""

    name: str
    city: str
    kind: str
    price: float
    least_nights: int
    rating: float
    rules: str
    sleeps: int


class RestaurantRow(NamedTuple):
    """`price` in dollars for one person and one meal."""

    name: str
    city: str
    cuisines: str
    price: float
    rating: float


class SightRow(NamedTuple):
    name: str
    city: str
    latitude: float
    longitude: float


class Distance(NamedTuple):
    """As written: `14 hours 2 mins`, `1,433 km`; empty where the table has none."""

    duration: str
    distance: str

    @property
    def km(self) -> int | None:
        """None where the way cannot be used: unknown, or longer than a day."""
        if not self.duration or not self.distance or "day" in self.duration:
            return None
        return int(float(self.distance.replace("km", "").replace(",", "").strip()))

    @property
    def minutes(self) -> int:
        hours = re.search(r"(\d+)\s*hour", self.duration)
        minutes = re.search(r"(\d+)\s*min", self.duration)
        return 60 * int(hours[1] if hours else 0) + int(minutes[1] if minutes else 0)


Row = TypeVar("Row", StayRow, RestaurantRow, SightRow)


@dataclass(frozen=True)
class Sandbox:
    """All tables, by town."""

    stays: Mapping[str, tuple[StayRow, ...]]
    restaurants: Mapping[str, tuple[RestaurantRow, ...]]
    sights: Mapping[str, tuple[SightRow, ...]]
    distances: Mapping[tuple[str, str], Distance]
    flights: Flights
    states: Mapping[str, str]

    @cached_property
    def names(self) -> PlaceNames:
        kinds = {kind for rows in self.restaurants.values() for row in rows for kind in row.cuisines.split(", ")}
        return PlaceNames(self.states, tuple(sorted(kinds)))

    @property
    def today(self) -> date:
        """The day before the first flight: a date without a year is the next such day."""
        first = self.flights.first_on
        return date.fromisoformat(first) - timedelta(days=1) if first else date(2022, 1, 1)

    def towns_of(self, state: str) -> tuple[str, ...]:
        return tuple(town for town, region in self.states.items() if region == state)


def find_table(folder: Path, name: str) -> Path:
    """Raises DataMissing."""
    found = sorted(folder.rglob(name), key=lambda path: (len(path.parts), str(path)))
    if not found:
        raise DataMissing(f"travelplanner: no {name} in {folder}")
    return found[0]


@lru_cache(maxsize=4)
def load_sandbox(folder: Path) -> Sandbox:
    """Raises DataMissing for a table that is not there."""
    paths = {key: find_table(folder, name) for key, name in FILES.items()}
    return Sandbox(
        stays=_by_city(_stay(row) for row in _full_rows(paths["stays"])),
        restaurants=_by_city(_restaurant(row) for row in _full_rows(paths["restaurants"])),
        sights=_by_city(_sight(row) for row in _full_rows(paths["sights"])),
        distances=_distances(paths["distances"]),
        flights=open_flights(paths["flights"]),
        states=_states(paths["towns"]),
    )


def _full_rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if all(cell is not None and cell not in _EMPTY for cell in row.values()):
                yield row


def _by_city(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.city].append(row)
    return {city: tuple(those) for city, those in found.items()}


def _stay(row: Mapping[str, str]) -> StayRow:
    return StayRow(
        row["NAME"], row["city"], row["room type"], float(row["price"]), int(float(row["minimum nights"])),
        float(row["review rate number"]), row["house_rules"], int(float(row["maximum occupancy"])),
    )  # fmt: skip


def _restaurant(row: Mapping[str, str]) -> RestaurantRow:
    return RestaurantRow(
        row["Name"], row["City"], row["Cuisines"], float(row["Average Cost"]), float(row["Aggregate Rating"])
    )


def _sight(row: Mapping[str, str]) -> SightRow:
    return SightRow(row["Name"], row["City"], float(row["Latitude"]), float(row["Longitude"]))


def _distances(path: Path) -> dict[tuple[str, str], Distance]:
    """The first row of a pair is the one that counts."""
    found: dict[tuple[str, str], Distance] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(
                (row["origin"], row["destination"]), Distance(row["duration"] or "", row["distance"] or "")
            )
    return found


def _states(path: Path) -> dict[str, str]:
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {town: state.strip() for town, state, *_ in pairs}
