from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tools.places.spelling import fold, slips, slips_allowed


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_accents_and_case_do_not_count() -> None:
    assert fold("Kyōto, São Paulo, Zürich") == "kyoto, sao paulo, zurich"


def test_a_swap_of_neighbours_is_one_slip() -> None:
    assert slips("kyoto", "koyto", 2) == 1
    assert slips_allowed(4) == 0
    assert slips("rome", "home", slips_allowed(4)) == 1
