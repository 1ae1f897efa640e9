from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from evals.harness.suite import DataMissing
from evals.suites.travelplanner.flights import FewFlights, ManyFlights
from evals.suites.travelplanner.sandbox import FILES, Distance, load_sandbox
from evals.suites.travelplanner.suite import SAMPLE
from tests.evals.suites.travelplanner.plans import sandbox

_FOLDERS = {
    "stays": "accommodations",
    "restaurants": "restaurants",
    "sights": "attractions",
    "distances": "googleDistanceMatrix",
    "flights": "flights",
    "towns": "background",
}


def official_layout(folder: Path) -> Path:
    for key, name in FILES.items():
        place = folder / "database" / _FOLDERS[key]
        place.mkdir(parents=True)
        shutil.copy(SAMPLE / name, place / name)
    return folder


def test_the_official_layout_is_found(tmp_path: Path) -> None:
    found = load_sandbox(official_layout(tmp_path))
    assert found.stays == sandbox().stays
    assert found.distances == sandbox().distances


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    folder = official_layout(tmp_path)
    (folder / "database" / "attractions" / "attractions.csv").unlink()
    with pytest.raises(DataMissing, match=r"attractions\.csv"):
        load_sandbox(folder)


def test_rows_with_an_empty_cell_are_left_out(tmp_path: Path) -> None:
    folder = official_layout(tmp_path)
    stays = folder / "database" / "accommodations" / FILES["stays"]
    with stays.open("a", encoding="utf-8") as file:
        file.write(
            "90,No rules said,Private room,50.0,1.0,4.0,,2,Stonehaven\n91,,Private room,50.0,1.0,4.0,No pets,2,Stonehaven\n"
        )
    assert load_sandbox(folder).stays["Stonehaven"] == sandbox().stays["Stonehaven"]


@pytest.mark.parametrize(
    ("way", "km", "minutes"),
    [
        (Distance("14 hours 2 mins", "1,433 km"), 1433, 842),
        (Distance("50 mins", "61 km"), 61, 50),
        (Distance("1 day 3 hours", "3,022 km"), None, 180),
        (Distance("", ""), None, 0),
    ],
)
def test_distances_as_written(way: Distance, km: int | None, minutes: int) -> None:
    assert (way.km, way.minutes) == (km, minutes)


def test_an_indexed_flight_table_says_the_same() -> None:
    path = SAMPLE / FILES["flights"]
    few, many = FewFlights(path), ManyFlights(path)
    for key in (("Millbrook", "Port Avery", "2022-03-07"), ("Millbrook", "Port Avery", "2022-03-08")):
        assert set(few.between(*key)) == set(many.between(*key))
    assert few.numbered("F9000004") == many.numbered("F9000004")
    assert few.first_on == many.first_on == "2022-03-07"
