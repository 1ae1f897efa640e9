"""Days of meetings in the words that people use for them."""

from __future__ import annotations

import pytest

from agents.tours import Friend, MeetingWish, Travel, read_meetings

WAYS = "Old Harbour to Rose Garden: 15.\nRose Garden to Old Harbour: 14.\n"
START = "You arrive at Old Harbour at 9:00AM. "
HERE = "Ines will be at Rose Garden from 9:30AM to 11:00AM. "


def read(text: str) -> MeetingWish:
    wish = read_meetings(text)
    assert wish is not None
    return wish


STARTS = [
    ("You arrive at Old Harbour at 9:00AM.", 540),
    ("You start at Old Harbour at 9 am.", 540),
    ("Your day begins at 08:30 at Old Harbour.", 510),
    ("At 9:00AM you are at Old Harbour.", 540),
    ("We set out from the Old Harbour at half past eight.", 510),
    ("You land at Old Harbour at 7:45PM.", 1185),
    ("Start: Old Harbour at 9:00AM.", 540),
    ("Start at Old Harbour, noon.", 720),
    ("I'm at Old Harbour from 10 o'clock.", 600),
]


@pytest.mark.parametrize(("text", "minute"), STARTS)
def test_where_and_when_the_day_starts(text: str, minute: int):
    wish = read(WAYS + text + " " + HERE)
    assert (wish.start, wish.start_min) == ("Old Harbour", minute)


WINDOWS = [
    ("Ines will be at Rose Garden from 9:30AM to 11:00AM.", [(570, 660)]),
    ("Ines is at the Rose Garden between 10:00 and 12:30.", [(600, 750)]),
    ("From 9:00AM to 5:15PM, Ines will be at Rose Garden.", [(540, 1035)]),
    ("You can find Ines at Rose Garden from noon until 3pm.", [(720, 900)]),
    ("Ines (Rose Garden, 10:00 a.m. - 1:00 p.m.)", [(600, 780)]),
    ("Ines waits at Rose Garden until 11am.", [(0, 660)]),
    ("Ines is free at Rose Garden after 3pm.", [(900, 1440)]),
    ("Ines will be at Rose Garden all day.", [(0, 1440)]),
    ("Ines has time from 9AM to 11AM and from 2PM to 4PM at Rose Garden.", [(540, 660), (840, 960)]),
    ("Ines will be at Rose Garden from 9:00PM to 12:30AM.", [(1260, 1470)]),
    ("Ines is available at Rose Garden from 2 to 5pm.", [(840, 1020)]),
    ("- Ines: Rose Garden, 9:30AM–11:00AM", [(570, 660)]),
    ("Your cousin Ines works at the Rose Garden from 9:15 to 17:00.", [(555, 1020)]),
    ("Rose Garden is where you'll meet Ines between 1:15PM and 2:45PM.", [(795, 885)]),
]


@pytest.mark.parametrize(("text", "windows"), WINDOWS)
def test_when_a_friend_is_there(text: str, windows: list[tuple[int, int]]):
    wish = read(WAYS + START + text + " You'd like to meet Ines for a minimum of 45 minutes.")
    assert wish.friends == (Friend("Ines", "Rose Garden", tuple(windows), 45),)
    assert wish.unread == ()


LENGTHS = [
    ("You'd like to meet Ines for a minimum of 45 minutes.", 45),
    ("Meet Ines for at least 1.5 hours.", 90),
    ("You want to spend an hour and a half with Ines.", 90),
    ("You'd like to meet her for no less than 45 minutes.", 45),
    ("Meeting Ines should last thirty minutes.", 30),
    ("Allow 40 minutes for Ines.", 40),
    ("You would like to see Ines for half an hour.", 30),
    ("The meeting with Ines takes 1 hour and 30 minutes.", 90),
    ("You need at least 20 minutes with her.", 20),
]


@pytest.mark.parametrize(("text", "minutes"), LENGTHS)
def test_how_long_to_meet(text: str, minutes: int):
    assert read(WAYS + START + HERE + text).friends == (Friend("Ines", "Rose Garden", ((570, 660),), minutes),)


TRAVEL = [
    ("Old Harbour to Rose Garden: 15.", [("Old Harbour", "Rose Garden", 15)]),
    ("From Old Harbour to Rose Garden it takes 15 minutes.", [("Old Harbour", "Rose Garden", 15)]),
    ("It takes 15 minutes from Old Harbour to Rose Garden.", [("Old Harbour", "Rose Garden", 15)]),
    ("Walking from Old Harbour to Rose Garden takes a quarter of an hour.", [("Old Harbour", "Rose Garden", 15)]),
    ("Old Harbour -> Rose Garden: 15 min", [("Old Harbour", "Rose Garden", 15)]),
    ("Old Harbour → Rose Garden = 15", [("Old Harbour", "Rose Garden", 15)]),
    (
        "Old Harbour and Rose Garden are 15 minutes apart.",
        [("Old Harbour", "Rose Garden", 15), ("Rose Garden", "Old Harbour", 15)],
    ),
    (
        "Between Old Harbour and Rose Garden: 15 minutes.",
        [("Old Harbour", "Rose Garden", 15), ("Rose Garden", "Old Harbour", 15)],
    ),
    (
        "Travel times: Old Harbour to Rose Garden 15 minutes, Rose Garden to Old Harbour 14 minutes.",
        [("Old Harbour", "Rose Garden", 15), ("Rose Garden", "Old Harbour", 14)],
    ),
    (
        "| from | Old Harbour | Rose Garden |\n|---|---|---|\n| Old Harbour | 0 | 15 |\n| Rose Garden | 14 | 0 |\n",
        [("Old Harbour", "Rose Garden", 15), ("Rose Garden", "Old Harbour", 14)],
    ),
]


@pytest.mark.parametrize(("text", "ways"), TRAVEL)
def test_how_far_it_is(text: str, ways: list[tuple[str, str, int]]):
    assert read(text + "\n" + START + HERE).travel == tuple(Travel(*way) for way in ways)


def test_names_that_are_words_as_well():
    text = "Will will be at Rose Garden from 1PM to 2PM. May will be at Old Harbour from 3PM to 4PM. "
    wish = read(WAYS + START + text + "You'd like to meet Will for 20 minutes. You'd like to meet May for 10 minutes.")
    assert [(friend.name, friend.minutes) for friend in wish.friends] == [("Will", 20), ("May", 10)]


def test_two_friends_in_one_sentence():
    text = "Ines and Tomas will be at Rose Garden from 9AM to 11AM. You'd like to meet Ines for 30 minutes and Tomas for 20 minutes."
    assert read(WAYS + START + text).friends == (
        Friend("Ines", "Rose Garden", ((540, 660),), 30),
        Friend("Tomas", "Rose Garden", ((540, 660),), 20),
    )


def test_a_table_of_friends():
    text = "- Ines: Rose Garden, 9:30AM-11:00AM, 60 minutes\n- Maria Lopez: Old Harbour, 10:00AM-12:30PM, 75 minutes"
    assert read(WAYS + START + "\n" + text).friends == (
        Friend("Ines", "Rose Garden", ((570, 660),), 60),
        Friend("Maria Lopez", "Old Harbour", ((600, 750),), 75),
    )


def test_what_is_missing_is_said():
    wish = read(WAYS + START + HERE + "You'd like to meet Ines for 30 minutes. You'd like to meet Kofi for 30 minutes.")
    assert wish.unread == ("Kofi: where is not said",)


def test_without_a_start_there_is_no_day():
    assert read_meetings(WAYS + HERE) is None
