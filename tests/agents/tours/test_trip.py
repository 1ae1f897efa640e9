"""Tours in the words that people use for them."""

from __future__ import annotations

import pytest

from agents.tours import CityEvent, CityStay, Flight, read_tour

STAYS = [
    ("4 days in Turin and 3 days in Ghent", {"Turin": 4, "Ghent": 3}),
    ("Spend 4 days in Turin, then Ghent for 5 days, and finally 3 days in Cork.", {"Turin": 4, "Ghent": 5, "Cork": 3}),
    ("Turin (4 days), Ghent (5 days) and Cork (3 days)", {"Turin": 4, "Ghent": 5, "Cork": 3}),
    ("Turin: 4 days\nGhent: 5 days\nCork: 3 days", {"Turin": 4, "Ghent": 5, "Cork": 3}),
    ("- Turin – 4 days\n- Ghent – 5 days", {"Turin": 4, "Ghent": 5}),
    ("1. Turin, 4 days\n2. Ghent, 5 days", {"Turin": 4, "Ghent": 5}),
    ("3 days in Rome, 2 in Florence and 4 in Pisa", {"Rome": 3, "Florence": 2, "Pisa": 4}),
    ("Rome for 3 days, Florence for 2", {"Rome": 3, "Florence": 2}),
    ("Rome 3 days, Florence 2 days", {"Rome": 3, "Florence": 2}),
    ("3 days Rome, 2 days Florence", {"Rome": 3, "Florence": 2}),
    ("Rome and Florence for 3 days each", {"Rome": 3, "Florence": 3}),
    ("three days each in Rome and Florence", {"Rome": 3, "Florence": 3}),
    ("Rome, Florence and Pisa get 3, 2 and 4 days", {"Rome": 3, "Florence": 2, "Pisa": 4}),
    ("Rome and Pisa take 3 days and 4 days", {"Rome": 3, "Pisa": 4}),
    ("Three nights in Porto and two nights in Faro", {"Porto": 4, "Faro": 3}),
    ("Visit Rome for a week and Stow-on-the-Wold for five days.", {"Rome": 7, "Stow-on-the-Wold": 5}),
    ("A fortnight in Rio de Janeiro and one week in Sao Paulo", {"Rio de Janeiro": 14, "Sao Paulo": 7}),
    ("Rome needs twenty-one days, Bari needs twelve days.", {"Rome": 21, "Bari": 12}),
    ("The stay in Bari should last 4 days.", {"Bari": 4}),
    ("Lyon deserves 5 days.", {"Lyon": 5}),
    ("Enjoy sunny Bari for 4 days.", {"Bari": 4}),
    ("You'd like to spend 4 days exploring the beautiful city of Bari.", {"Bari": 4}),
    ("Stay 2 full days in Bari.", {"Bari": 2}),
    ("Then comes Bari. You stay there for 3 days.", {}),
    ("Fly to Bari. You stay there for 3 days.", {"Bari": 3}),
    ("Of these, 4 go to Rome and 3 days go to Pisa", {"Rome": 4, "Pisa": 3}),
    ("the remaining city is Bari with 4 days", {"Bari": 4}),
    ("a 3-day stay in Rome and a 2-day visit to Bari", {"Rome": 3, "Bari": 2}),
    ("Your 5-day stop in Bari follows 3 days around Rome.", {"Bari": 5, "Rome": 3}),
]


@pytest.mark.parametrize(("text", "stays"), STAYS)
def test_whose_days_they_are(text: str, stays: dict[str, int]):
    assert {stay.city: stay.days for stay in read_tour(text).stays} == stays


TOTALS = [
    ("You plan to visit 3 European cities for 10 days in total.", 10),
    ("A 10-day trip: 4 days in Turin and 7 days in Ghent.", 10),
    ("We have 10 days altogether for two cities.", 10),
    ("Your trip lasts 12 days.", 12),
    ("Our journey should take 9 days.", 9),
    ("Two weeks in total: a week in Rome and 8 days in Pisa.", 14),
    ("2 days in Oslo, 3 days in Bari and 4 days in Lyon, 7 days in total.", 7),
    ("I'm planning a tour of 8 days through Italy: 4 days in Rome, 5 days in Bari.", 8),
    ("The whole thing is a 9 day adventure.", 9),
    ("Find a trip plan of visiting the cities for 23 days by taking direct flights.", 23),
    ("You have 14 days.", 14),
    ("A total of 11 days, of which 5 days in Rome and 7 days in Bari.", 11),
]


@pytest.mark.parametrize(("text", "total"), TOTALS)
def test_how_long_it_is_altogether(text: str, total: int):
    assert read_tour(text).total_days == total


EVENTS = [
    ("You want to meet a friend in Bari between day 1 and day 4.", [("Bari", 1, 4, True)]),
    ("You would like to meet your friends at Bari between day 2 and day 4 to tour together.", [("Bari", 2, 4, True)]),
    ("From day 12 to day 13, there is a annual show you want to attend in Bari.", [("Bari", 12, 13, True)]),
    ("During day 2 and day 3, you have to attend a conference in Bari.", [("Bari", 2, 3, True)]),
    ("On day 3 there's a concert in Bari.", [("Bari", 3, 3, True)]),
    ("On the third day there's a concert in Bari.", [("Bari", 3, 3, True)]),
    ("Wedding in Bari: day 6 - day 9", [("Bari", 6, 9, True)]),
    ("A friend marries in Bari on days 6-9.", [("Bari", 6, 9, True)]),
    ("I need to be in Bari from the 4th to the 5th day.", [("Bari", 4, 5, True)]),
    ("Be in Bari on days 2, a festival is on.", [("Bari", 2, 2, True)]),
    ("Sometime between day 3 and day 6 I want to meet an old friend in Bari.", [("Bari", 3, 6, False)]),
    ("At some point between day 3 and day 6 see my aunt in Bari.", [("Bari", 3, 6, False)]),
    (
        "Between day 1 and day 3 there is a fair in Bari, and from day 5 to day 6 a festival in Lyon.",
        [("Bari", 1, 3, True), ("Lyon", 5, 6, True)],
    ),
    (
        "A wedding in Bari on day 2 and a concert in Lyon on day 5.",
        [("Bari", 2, 2, True), ("Lyon", 5, 5, True)],
    ),
    ("Stay 4 days in Bari. A workshop takes place there from day 2 through day 3.", [("Bari", 2, 3, True)]),
    (
        "3 days in Bari, 5 days in Lyon. Your parents expect you in Lyon on the last day.",
        [("Lyon", 7, 7, True)],
    ),
    ("3 days in Bari, 5 days in Lyon. Start in Lyon and end in Bari.", [("Lyon", 1, 1, True), ("Bari", 7, 7, True)]),
    ("3 days in Bari, 5 days in Lyon. The first stop must be Lyon.", [("Lyon", 1, 1, True)]),
]


@pytest.mark.parametrize(("text", "events"), EVENTS)
def test_when_one_must_be_where(text: str, events: list[tuple[str, int, int, bool]]):
    assert [(e.city, e.first, e.last, e.whole) for e in read_tour(text).events] == events


def test_the_occasion_is_the_nearest_one_named():
    events = read_tour("From day 1 to day 2 a fair in Bari, from day 5 to day 6 a wedding in Lyon.").events
    assert [event.occasion for event in events] == ["fair", "wedding"]


def test_days_without_a_count_are_a_stay_of_their_length():
    assert read_tour("Be in Bari from day 2 to day 5 for a festival.").stays == (CityStay("Bari", 4, implied=True),)


def test_a_wish_within_a_sentence_about_something_else():
    wish = read_tour("3 days in Rome, 2 in Florence, I must be in Florence for a wedding between day 4 and day 5")
    assert wish.stays == (CityStay("Rome", 3), CityStay("Florence", 2))
    assert wish.events == (CityEvent("Florence", 4, 5, "wedding"),)
    assert (wish.total_days, wish.days, wish.flights) == (None, 4, None)


def test_names_known_beforehand_are_found_in_any_case():
    wish = read_tour("3 days in rome and 2 in new york", names=("Rome", "New York"))
    assert wish.stays == (CityStay("Rome", 3), CityStay("New York", 2))


def test_contradicting_figures_are_reported():
    wish = read_tour("Bari for 3 days. Lyon for 2 days. Bari for 4 days.")
    assert wish.stays == (CityStay("Bari", 3), CityStay("Lyon", 2))
    assert wish.unread == ("Bari for 4 days",)


def test_flights_and_stays_in_one_text():
    text = "4 days in Bari and 3 days in Lyon. Here are the cities that have direct flights:\nBari and Lyon, from Lyon to Oslo."
    assert read_tour(text).flights == (Flight("Bari", "Lyon"), Flight("Lyon", "Oslo", both_ways=False))


def test_a_flight_list_over_several_lines():
    text = "Bari: 4 days\nLyon: 3 days\n\nDirect flights:\n- Bari <-> Lyon\n- Lyon -> Oslo\n- Oslo to Bari and back"
    assert read_tour(text).flights == (
        Flight("Bari", "Lyon"),
        Flight("Lyon", "Oslo", both_ways=False),
        Flight("Oslo", "Bari"),
    )


def test_a_flight_list_that_is_empty_is_not_silence():
    assert read_tour("4 days in Bari. Direct flights:").flights == ()
    assert read_tour("4 days in Bari.").flights is None


def test_nothing_is_made_of_nothing():
    wish = read_tour("")
    assert (wish.stays, wish.events, wish.total_days, wish.flights) == ((), (), None, None)
