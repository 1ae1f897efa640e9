from __future__ import annotations

import pytest

from agents.intent.slots.modes import unwanted_modes


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("we would prefer a journey that does not involve flying", {"flight"}),
        ("please don't include any flights whatsoever", {"flight"}),
        ("flights are not an option for us", {"flight"}),
        ("ground transportation only", {"flight"}),
        ("we'd rather take trains than fly", {"flight"}),
        ("we do not plan to drive ourselves", {"car"}),
        ("non-self-driving transportation", {"car"}),
        ("self-driving wouldn't be preferred", {"car"}),
        ("nobody wants to sit behind the wheel", {"car"}),
        ("no taxis, please", {"taxi"}),
        ("although we won't drive, we would like to fly", {"car"}),
        ("we don't mind flights", set()),
        ("no particular preference about flights or driving", set()),
        ("we do not smoke. flights are fine", set()),
        ("we have no preference on rooms but won't fly", {"flight"}),
    ],
)
def test_what_is_ruled_out(text: str, modes: set[str]) -> None:
    assert set(unwanted_modes(text)) == modes
