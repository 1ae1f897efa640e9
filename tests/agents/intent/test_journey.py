from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from agents.intent import Refused
from agents.intent.journey import read_journey
from agents.intent.named_places import PlaceNames
from domain.money import Money

TODAY = date(2022, 2, 28)
CUISINES = ("American", "Chinese", "French", "Indian", "Italian", "Mediterranean", "Mexican", "Seafood")
_BY_REGION = {
    "Alabama": "Birmingham, Huntsville, Mobile",
    "Alaska": "Anchorage, Juneau, Nome",
    "Arizona": "Phoenix, Tucson, Yuma",
    "Arkansas": "Little Rock",
    "California": "Fresno, Los Angeles, Monterey, Sacramento, San Diego, San Francisco, San Jose",
    "Colorado": "Denver, Durango, Colorado Springs",
    "Connecticut": "Hartford",
    "District of Columbia": "Washington",
    "Florida": "Fort Lauderdale, Jacksonville, Miami, Orlando, Tampa",
    "Georgia": "Atlanta, Savannah",
    "Hawaii": "Honolulu, Hilo",
    "Idaho": "Boise",
    "Illinois": "Chicago, Peoria",
    "Indiana": "Indianapolis",
    "Iowa": "Dubuque, Des Moines",
    "Kansas": "Manhattan, Wichita",
    "Kentucky": "Lexington, Louisville",
    "Louisiana": "New Orleans, Baton Rouge, Shreveport",
    "Maryland": "Baltimore",
    "Massachusetts": "Boston",
    "Michigan": "Detroit, Sault Ste. Marie",
    "Minnesota": "Minneapolis, Duluth, Brainerd",
    "Mississippi": "Jackson, Gulfport",
    "Missouri": "Kansas City, St. Louis",
    "Montana": "Billings, Helena, Missoula",
    "Nebraska": "Omaha",
    "Nevada": "Las Vegas, Reno",
    "New Jersey": "Newark",
    "New Mexico": "Albuquerque, Santa Fe, Roswell",
    "New York": "New York, Buffalo, Albany, Rochester",
    "North Carolina": "Charlotte, Raleigh",
    "Ohio": "Cleveland, Columbus, Toledo",
    "Oklahoma": "Oklahoma City, Tulsa",
    "Oregon": "Portland, Bend, Medford",
    "Pennsylvania": "Philadelphia, Pittsburgh, Erie",
    "South Dakota": "Sioux Falls",
    "St. Thomas": "Charlotte Amalie",
    "Tennessee": "Chattanooga, Knoxville, Memphis, Nashville",
    "Texas": "Austin, Dallas, El Paso, Houston, Mission, San Antonio",
    "Utah": "Salt Lake City, Provo",
    "Virginia": "Norfolk, Richmond, Roanoke",
    "Washington": "Seattle, Spokane, Yakima",
    "Wisconsin": "Madison, Milwaukee",
    "Wyoming": "Cheyenne",
}
NAMES = PlaceNames({town: region for region, towns in _BY_REGION.items() for town in towns.split(", ")}, CUISINES)
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "journey_queries.yaml").read_text())
PHRASES: list[tuple[str, str | None, list[str], list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "journey_phrases.yaml").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}" for n in range(len(CASES))])
def test_reads_what_is_meant(case: dict[str, Any]) -> None:
    read = read_journey(case["say"], today=TODAY, names=NAMES)
    assert not isinstance(read, Refused), read
    meant = case["is"]
    to = meant["to"]
    got = {
        "from": read.origin,
        "to": read.region or (read.towns[0] if len(read.towns) == 1 else list(read.towns)),
        "n": read.town_count,
        "days": read.days,
        "first": read.start_on,
        "people": read.people,
        "budget": read.budget.major if read.budget else None,
        "room": read.room,
        "rules": set(read.house_rules),
        "cuisines": set(read.cuisines),
        "avoid": set(read.avoid_modes),
    }
    assert got == {
        "from": meant["from"],
        "to": to.removesuffix("(state)") if isinstance(to, str) else to,
        "n": meant.get("n", 1),
        "days": meant["days"],
        "first": meant["first"],
        "people": meant.get("people", 1),
        "budget": meant["budget"],
        "room": meant.get("room"),
        "rules": set(meant.get("rules", ())),
        "cuisines": set(meant.get("cuisines", ())),
        "avoid": set(meant.get("avoid", ())),
    }


@pytest.mark.parametrize(("sentence", "room", "rules", "modes"), PHRASES, ids=range(len(PHRASES)))
def test_a_sentence_more_changes_one_thing(sentence: str, room: str | None, rules: list[str], modes: list[str]) -> None:
    say = f"Please plan a 3-day trip for 4 people from Denver to Omaha, March 4th to 6th, 2022, for $2,000. {sentence}"
    read = read_journey(say, today=TODAY, names=NAMES)
    assert not isinstance(read, Refused)
    assert (read.room, list(read.house_rules), list(read.avoid_modes)) == (room, rules, modes)
    assert (read.people, read.town_count, read.budget) == (4, 1, Money.of(2000, "USD"))


def test_there_are_sixty_of_them() -> None:
    assert len(CASES) >= 60
    assert len({case["say"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("say", "fields"),
    [
        ("Three days somewhere nice, March 4th to 6th, 2022.", {"origin", "destinations"}),
        ("From Denver to Omaha, soon.", {"dates", "length"}),
        ("asdf", {"origin", "destinations", "dates", "length"}),
    ],
)
def test_refuses_with_every_reason(say: str, fields: set[str]) -> None:
    read = read_journey(say, today=TODAY, names=NAMES)
    assert isinstance(read, Refused)
    assert {problem.field for problem in read.errors} == fields


def test_slips_in_names_are_forgiven() -> None:
    read = read_journey("From Denvr to Philadelpia, March 4th to March 6th, 2022, $900", today=TODAY, names=NAMES)
    assert not isinstance(read, Refused)
    assert (read.origin, read.towns) == ("Denver", ("Philadelphia",))


def test_a_budget_of_each_day_is_made_one_of_all() -> None:
    read = read_journey(
        "Two people from Denver to Omaha, March 4th to 6th, 2022, $100 per person per day", today=TODAY, names=NAMES
    )
    assert not isinstance(read, Refused)
    assert read.budget == Money.of(600, "USD")
