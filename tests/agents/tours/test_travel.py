from __future__ import annotations

from agents.tours.travel import matrix_in, travel_in
from agents.tours.wish import Travel


def test_several_ways_in_a_sentence():
    assert travel_in("Mill to Bank: 5, Bank to Mill: 6, and Mill to Dock: 7") == [
        Travel("Mill", "Bank", 5), Travel("Bank", "Mill", 6), Travel("Mill", "Dock", 7),
    ]  # fmt: skip


def test_hours_of_opening_are_no_way():
    assert travel_in("Ines will be at Mill from 9:00AM to 10:00AM") == []
    assert travel_in("You'd like to meet Ines for a minimum of 45 minutes") == []


def test_a_table_needs_numbers_in_all_its_cells():
    assert matrix_in(["| from | Mill | Bank |", "| Mill | - | 5 |", "| Bank | 6 | - |"]) == [
        Travel("Mill", "Bank", 5), Travel("Bank", "Mill", 6),
    ]  # fmt: skip
    assert matrix_in(["| who | where | when |", "| Ines | Mill | 9AM |"]) == []
