from __future__ import annotations

import pytest

from agents.tips import tips_of
from domain.money import Money
from domain.place import Access, Booking
from tests.make import make_place, make_stay


def test_a_place_of_which_nothing_is_known_has_no_tip():
    assert tips_of(make_place(price=None)) == ()


def test_each_tip_stands_on_a_fact_and_three_are_enough():
    place = make_place(
        booking=Booking.REQUIRED, last_entry_min=45, child_free_under=12, step_free=Access.LIMITED, tips=("Look up.",)
    )
    told = tips_of(place)
    assert told[0] == "Look up."
    assert len(told) == 3
    assert "45 minutes" in told[2]
    assert tips_of(make_place(price=Money(minor=0, currency="GBP"))) == ("Admission is free.",)
    assert tips_of(make_place(child_free_under=12)) == ("Children under 12 go in free.",)
    assert tips_of(make_stay(booking=Booking.REQUIRED)) == ()


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Book"), ("es", "Reserve"), ("fr", "Réservez"), ("de", "reservieren"), ("ja", "Book")]
)
def test_tips_are_in_the_travellers_words(language, word):
    assert word in tips_of(make_place(booking=Booking.ADVISED), language)[0]
