from __future__ import annotations

import pytest

from agents.tours.flights import flights_in, is_about_flights

FORMS = [
    ("Bari and Lyon", [("Bari", "Lyon", True)]),
    ("from Bari to Lyon", [("Bari", "Lyon", False)]),
    ("Bari to Lyon", [("Bari", "Lyon", False)]),
    ("Bari to Lyon and back", [("Bari", "Lyon", True)]),
    ("Bari to Lyon (both ways)", [("Bari", "Lyon", True)]),
    ("Bari and Lyon (one-way)", [("Bari", "Lyon", False)]),
    ("between Bari and Lyon", [("Bari", "Lyon", True)]),
    ("Bari - Lyon", [("Bari", "Lyon", True)]),
    ("Bari – Lyon", [("Bari", "Lyon", True)]),
    ("Bari -> Lyon", [("Bari", "Lyon", False)]),
    ("Bari → Lyon", [("Bari", "Lyon", False)]),
    ("Bari <-> Lyon", [("Bari", "Lyon", True)]),
    ("Bari ↔ Lyon", [("Bari", "Lyon", True)]),
    ("Saint-Malo and Stow-on-the-Wold", [("Saint-Malo", "Stow-on-the-Wold", True)]),
    ("New Ross and Rio de Janeiro", [("New Ross", "Rio de Janeiro", True)]),
    ("There is a direct flight between Bari and Lyon", [("Bari", "Lyon", True)]),
    ("There are direct flights between Bari and Lyon and between Lyon and Oslo", [("Bari", "Lyon", True), ("Lyon", "Oslo", True)]),
    ("You can fly directly from Bari to Lyon", [("Bari", "Lyon", False)]),
    ("Airlines fly from Bari to Lyon only one way", [("Bari", "Lyon", False)]),
    ("Bari and Lyon are connected by a direct flight", [("Bari", "Lyon", True)]),
    ("Bari is connected with Lyon and Oslo by direct flights", [("Bari", "Lyon", True), ("Bari", "Oslo", True)]),
    ("From Bari you can fly to Lyon, Oslo and Cork", [("Bari", "Lyon", False), ("Bari", "Oslo", False), ("Bari", "Cork", False)]),
    ("Direct flights: Bari and Lyon, from Lyon to Oslo, Oslo and Cork", [("Bari", "Lyon", True), ("Lyon", "Oslo", False), ("Oslo", "Cork", True)]),
    ("The following pairs are connected: Bari and Lyon, and Lyon and Oslo", [("Bari", "Lyon", True), ("Lyon", "Oslo", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "flights"), FORMS)
def test_who_flies_where(text: str, flights: list[tuple[str, str, bool]]):
    assert [tuple(getattr(f, k) for k in ("origin", "target", "both_ways")) for f in flights_in(text) or ()] == flights


@pytest.mark.parametrize("text", ["You only take direct flights", "4 days are enough", "Bari is lovely", ""])
def test_no_flights_in_other_sentences(text: str):
    assert flights_in(text) is None


def test_what_a_sentence_is_about():
    assert is_about_flights("Here are the cities that have direct flights:")
    assert not is_about_flights("You would like to visit Bari for 3 days")
