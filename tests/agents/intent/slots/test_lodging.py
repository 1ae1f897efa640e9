from __future__ import annotations

from datetime import date

import pytest

from agents.intent.scan import Scan
from agents.intent.slots.lodging import LodgingRead, read_lodging


def _read(text: str) -> LodgingRead:
    return read_lodging(Scan(text, "en", date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("we want an entire apartment", "entire"),
        ("a place all to ourselves", "entire"),
        ("private rooms, please", "private"),
        ("our room has to be private", "private"),
        ("a shared room will do", "shared"),
        ("no shared rooms", "not_shared"),
        ("we'd rather not share a room", "not_shared"),
        ("shared rooms are out of the question", "not_shared"),
        ("non-shared rooms", "not_shared"),
        ("entire homes, not shared rooms", "entire"),
        ("we have no preference for private rooms", None),
        ("a hotel near the station", None),
    ],
)
def test_the_kind_of_room(text: str, room: str | None) -> None:
    assert _read(text).room == room


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("a pet-friendly hotel", {"pets"}),
        ("we bring our two dogs", {"pets"}),
        ("the lodging must permit smoking and accept pets", {"pets", "smoking"}),
        ("a house where parties are allowed", {"parties"}),
        ("we are a party of 5 who will be ok in any hotel", set()),
        ("rooms where we can receive visitors", {"visitors"}),
        ("stays that welcome children under 10", {"children"}),
        ("a non-smoking room without pets", set()),
        ("accommodation that does not allow smoking", set()),
        ("I have no specific requirements about pets or smoking in the rooms", set()),
        ("Extras: pets, smoking.", {"pets", "smoking"}),
    ],
)
def test_what_the_house_must_allow(text: str, rules: set[str]) -> None:
    assert set(_read(text).house_rules) == rules
