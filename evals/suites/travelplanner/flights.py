"""The flights of a sandbox by route and date: read at once, or indexed on disk where the table is large."""

from __future__ import annotations

import csv
import hashlib
import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

_LARGE = 30_000_000  # bytes; the whole official table has some hundred million
_COLUMNS = (
    "Flight Number", "Price", "DepTime", "ArrTime", "ActualElapsedTime", "FlightDate", "OriginCityName",
    "DestCityName",
)  # fmt: skip


class Flight(NamedTuple):
    """`price` in dollars for one person; times as `hh:mm` of the day `on` (ISO)."""

    number: str
    price: int
    departs: str
    arrives: str
    elapsed: str
    on: str
    origin: str
    destination: str


class Flights(Protocol):
    def between(self, origin: str, destination: str, on: str) -> tuple[Flight, ...]: ...

    def numbered(self, number: str) -> tuple[Flight, ...]: ...

    @property
    def first_on(self) -> str | None: ...


class FewFlights:
    """All in memory."""

    def __init__(self, path: Path) -> None:
        routes: dict[tuple[str, str, str], list[Flight]] = defaultdict(list)
        numbers: dict[str, list[Flight]] = defaultdict(list)
        for flight in _rows(path):
            routes[flight.origin, flight.destination, flight.on].append(flight)
            numbers[flight.number].append(flight)
        self._routes: Mapping[tuple[str, str, str], list[Flight]] = dict(routes)
        self._numbers: Mapping[str, list[Flight]] = dict(numbers)

    def between(self, origin: str, destination: str, on: str) -> tuple[Flight, ...]:
        return tuple(self._routes.get((origin, destination, on), ()))

    def numbered(self, number: str) -> tuple[Flight, ...]:
        return tuple(self._numbers.get(number, ()))

    @property
    def first_on(self) -> str | None:
        return min((on for _, _, on in self._routes), default=None)


class ManyFlights:
    """In an SQLite file of the temporary folder, written once for a table of this size and age."""

    def __init__(self, path: Path) -> None:
        facts = path.stat()
        key = hashlib.sha256(f"{path.resolve()}|{facts.st_size}|{facts.st_mtime_ns}".encode()).hexdigest()[:16]
        self._index = Path(tempfile.gettempdir()) / f"tripwright-flights-{key}.sqlite"
        if not self._index.exists():
            _write_index(path, self._index)
        self._opened: tuple[int, sqlite3.Connection] | None = None

    @property
    def _database(self) -> sqlite3.Connection:
        """One connection a process: none may be carried over a fork."""
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = os.getpid(), sqlite3.connect(f"file:{self._index}?mode=ro", uri=True)
        return self._opened[1]

    def between(self, origin: str, destination: str, on: str) -> tuple[Flight, ...]:
        where = "WHERE origin = ? AND destination = ? AND on_day = ?"
        return self._all(f"SELECT * FROM flight {where}", (origin, destination, on))  # noqa: S608 - no outer value

    def numbered(self, number: str) -> tuple[Flight, ...]:
        return self._all("SELECT * FROM flight WHERE number = ?", (number,))

    def _all(self, question: str, values: tuple[str, ...]) -> tuple[Flight, ...]:
        return tuple(Flight(*row) for row in self._database.execute(question, values))

    @property
    def first_on(self) -> str | None:
        row = self._database.execute("SELECT min(on_day) FROM flight").fetchone()
        return str(row[0]) if row and row[0] else None


def open_flights(path: Path) -> Flights:
    return ManyFlights(path) if path.stat().st_size > _LARGE else FewFlights(path)


def _write_index(path: Path, index: Path) -> None:
    with tempfile.TemporaryDirectory(dir=index.parent) as folder:
        new = Path(folder) / "index.sqlite"
        database = sqlite3.connect(new)
        database.execute("CREATE TABLE flight (number, price, departs, arrives, elapsed, on_day, origin, destination)")
        database.executemany("INSERT INTO flight VALUES (?,?,?,?,?,?,?,?)", _rows(path))
        database.execute("CREATE INDEX by_route ON flight (origin, destination, on_day)")
        database.execute("CREATE INDEX by_number ON flight (number)")
        database.commit()
        database.close()
        new.replace(index)


def _rows(path: Path) -> Iterator[Flight]:
    """Rows with an empty cell are left out, as the benchmark does."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        at = [header.index(name) for name in _COLUMNS]
        for line in lines:
            if all(cell.strip() for cell in line):
                number, price, departs, arrives, elapsed, on, origin, destination = (line[n] for n in at)
                yield Flight(number, round(float(price)), departs, arrives, elapsed, on, origin, destination)
