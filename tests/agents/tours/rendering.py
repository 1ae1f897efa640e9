"""Tours and days of meetings told in many ways: what reading must turn back into the same values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from agents.tours import CityEvent, CityStay, Flight, Friend, MeetingWish, TourWish, Travel

Draw = Callable[..., Any]

CITIES = (
    "Bergen", "Ghent", "Turin", "Graz", "Malmö", "Bilbao", "Cork", "Tirana", "New Ross", "Rio de Janeiro",
    "Stow-on-the-Wold", "L'Aquila", "Saint-Malo", "Split", "Nice", "Bath",
)  # fmt: skip
PLACES = (
    "Old Harbour", "Rose Garden", "Mill's Yard", "The Meadows", "Saint-Roch", "Bank", "North Gate", "Canal Street",
    "Museum Quarter", "Hill of Crosses", "Fishermen's Dock", "Upper Town",
)  # fmt: skip
FRIENDS = ("Ines", "Tomas", "Milo", "Anne-Marie", "Zoë", "Will", "May", "O'Neil", "Maria Lopez", "Kofi", "Hannah")

STAY_FORMS = (
    "You would like to visit {c} for {n} days.",
    "You plan to stay in {c} for {n} days.",
    "You want to spend {n} days in {c}.",
    "Spend {n} days exploring {c}.",
    "Your stay in {c} should last {n} days.",
    "{c} gets {n} days.",
    "{n} days are for {c}.",
    "You'd love a {n}-day stay in {c}.",
    "Enjoy {c} for {n} days.",
)
EVENT_FORMS = (
    "You have to attend a workshop in {c} between day {a} and day {b}.",
    "You plan to visit relatives in {c} between day {a} and day {b}.",
    "From day {a} to day {b}, there is a annual show you want to attend in {c}.",
    "You are going to attend a wedding in {c} between day {a} and day {b}.",
    "During day {a} and day {b}, you have to attend a conference in {c}.",
    "You would like to meet your friends at {c} between day {a} and day {b} to tour together.",
    "There is a festival in {c} on days {a}-{b}.",
    "You must be in {c} from day {a} through day {b} for a concert.",
    "Day {a} to day {b}: opera in {c}.",
)
TOTAL_FORMS = (
    "You plan to visit {k} European cities for {n} days in total.",
    "A {n}-day trip through {k} cities.",
    "You have {n} days altogether for {k} cities.",
    "Your journey takes {n} days.",
)
HEADERS = (
    "Here are the cities that have direct flights:\n{list}.",
    "Direct flights: {list}.",
    "There are direct flights {between}.",
)


@st.composite
def tours(draw: Draw, most: int = 8) -> TourWish:
    """Any tour, possible or not; names of one city are never part of another's."""
    cities = draw(st.lists(st.sampled_from(CITIES), min_size=2, max_size=most, unique=True))
    stays = tuple(CityStay(city, draw(st.integers(2, 9))) for city in cities)
    total = sum(stay.days for stay in stays) - len(stays) + 1
    hosts = draw(st.lists(st.sampled_from(cities), max_size=3, unique=True))
    events = []
    for city in hosts:
        first = draw(st.integers(1, total - 1))
        events.append(CityEvent(city, first, draw(st.integers(first + 1, total))))
    pairs = [(a, b) for a in cities for b in cities if a < b]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    flights = []
    for pair in chosen:
        a, b = pair if draw(st.booleans()) else pair[::-1]
        flights.append(Flight(a, b, draw(st.booleans())))
    return TourWish(stays, total, tuple(events), tuple(flights))


def told_tour(draw: Draw, wish: TourWish) -> str:
    """The tour in sentences of any form, events right after their city's stay or all at the end."""
    late = []
    lines = [draw(st.sampled_from(TOTAL_FORMS)).format(n=wish.days, k=len(wish.stays))]
    for stay in wish.stays:
        lines.append(draw(st.sampled_from(STAY_FORMS)).format(c=stay.city, n=stay.days))
        for event in wish.events:
            if event.city == stay.city:
                said = draw(st.sampled_from(EVENT_FORMS)).format(c=event.city, a=event.first, b=event.last)
                (lines if draw(st.booleans()) else late).append(said)
    return " ".join([*lines, *late]) + "\n\n" + told_flights(draw, wish)


def told_flights(draw: Draw, wish: TourWish) -> str:
    flights = wish.flights or ()
    listed = [f"{f.origin} and {f.target}" if f.both_ways else f"from {f.origin} to {f.target}" for f in flights]
    between = [
        f"between {f.origin} and {f.target}" if f.both_ways else f"from {f.origin} to {f.target}" for f in flights
    ]
    return draw(st.sampled_from(HEADERS)).format(list=", ".join(listed), between=", ".join(between))


@st.composite
def meeting_days(draw: Draw) -> MeetingWish:
    """A day of one to six friends, each at a place of its own, with all ways told."""
    names = draw(st.lists(st.sampled_from(FRIENDS), min_size=1, max_size=6, unique=True))
    size = len(names) + 1
    places = draw(st.lists(st.sampled_from(PLACES), min_size=size, max_size=size, unique=True))
    friends = []
    for name, place in zip(names, places[1:], strict=True):
        first = draw(st.integers(0, 1_300))
        last = draw(st.integers(first + 1, 1_439))
        friends.append(Friend(name, place, ((first, last),), draw(st.integers(5, 180))))
    ways = tuple(Travel(a, b, draw(st.integers(1, 59))) for a in places for b in places if a != b)
    return MeetingWish(places[0], draw(st.integers(0, 1_439)), tuple(friends), ways)


WINDOW_FORMS = (
    "{p} will be at {q} from {a} to {b}.",
    "{p} is at {q} between {a} and {b}.",
    "From {a} to {b}, {p} will be at {q}.",
    "You can find {p} at {q} from {a} until {b}.",
    "Your friend {p} waits at {q} from {a} to {b}.",
)
LENGTH_FORMS = (
    "You'd like to meet {p} for a minimum of {m} minutes.",
    "You want to spend at least {m} minutes with {p}.",
    "The meeting with {p} takes {m} minutes.",
    "Plan {m} minutes for {p}.",
)
START_FORMS = (
    "You arrive at {q} at {a}.",
    "You start at {q} at {a}.",
    "At {a} you are at {q}.",
    "Your day begins at {a} at {q}.",
)
WAY_FORMS = (
    "{a} to {b}: {m}.",
    "From {a} to {b}: {m} minutes.",
    "{a} -> {b}: {m} min",
    "{a} to {b} takes {m} minutes.",
)


def clock_said(draw: Draw, minute: int) -> str:
    hour, rest = divmod(minute, 60)
    half = "AM" if hour < 12 else "PM"
    forms = [
        f"{hour % 12 or 12}:{rest:02d}{half}",
        f"{hour:02d}:{rest:02d}",
        f"{hour % 12 or 12}:{rest:02d} {half.lower()}",
    ]
    return forms[draw(st.integers(0, 2))]


def told_meetings(draw: Draw, wish: MeetingWish) -> str:
    form = draw(st.sampled_from(WAY_FORMS))
    ways = [form.format(a=way.origin, b=way.target, m=way.minutes) for way in wish.travel]
    start = clock_said(draw, wish.start_min)
    lines = [draw(st.sampled_from(START_FORMS)).format(q=wish.start, a=start)]
    for friend in wish.friends:
        first, last = (clock_said(draw, minute) for minute in friend.windows[0])
        window = draw(st.sampled_from(WINDOW_FORMS))
        lines.append(window.format(p=friend.name, q=friend.place, a=first, b=last))
        lines.append(draw(st.sampled_from(LENGTH_FORMS)).format(p=friend.name, m=friend.minutes))
    return "Travel distances (in minutes):\n" + "\n".join(ways) + "\n\nCONSTRAINTS: " + " ".join(lines)
