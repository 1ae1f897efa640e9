from __future__ import annotations

import pytest

from agents.writing.figures import figures_in, stated_in


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("at 9:30 am", "time", "570"),
        ("um 14 Uhr", "time", "840"),
        ("à 14h30", "time", "870"),
        ("alle 9.30", "time", "570"),
        ("午後2時半に", "time", "870"),
        ("9 p.m.", "time", "1260"),
        ("on 7 May 2027", "date", "2027-05-07"),
        ("am 7. Mai", "date", "05-07"),
        ("el 7 de mayo", "date", "05-07"),
        ("May 7th", "date", "05-07"),
        ("5月7日", "date", "05-07"),
        ("07.05.2027", "date", "2027-05-07"),
        ("€1.234,50", "amount", "EUR 1234.5"),
        ("1,234.50 EUR", "amount", "EUR 1234.5"),
        ("120 dollars", "amount", "USD 120"),
        ("3000円", "amount", "JPY 3000"),
        ("20 %", "percent", "20"),
        ("20 Prozent", "percent", "20"),
        ("le lundi", "weekday", "0"),
        ("on Fridays", "weekday", "4"),
        ("built in 1889", "number", "1889"),
        ("25 min", "number", "25"),
    ],
)
def test_figures_are_read_in_many_writings(text: str, kind: str, value: str) -> None:
    found = figures_in(text)
    assert [figure.kind for figure in found] == [kind]
    assert value in found[0].values
    assert not found[0].counted


@pytest.mark.parametrize("text", ["fifty euros", "fünfzig Euro", "cinquante euros", "quaranta euro"])
def test_a_sum_in_words_is_never_a_fact(text: str) -> None:
    (figure,) = figures_in(text)
    assert not stated_in("50.00 EUR, 40 EUR").allows(figure)


@pytest.mark.parametrize(
    ("facts", "said", "allowed"),
    [
        ("18.00 EUR", "€18", True),
        ("18.00 EUR", "€1800", False),
        ("119.50 EUR", "about €120", True),
        ("18.00 EUR", "$18", False),
        ("from 14:00", "at 2 pm", True),
        ("from 14:00", "at 2", True),
        ("from 14:00", "at 3 pm", False),
        ("2027-05-07", "on 7 May", True),
        ("2027-05-07", "on 8 May", False),
        ("2027-05-07", "in May", True),
        ("2027-05-07", "in June", False),
        ("20 % chance", "20 percent", True),
        ("25 min", "25 minutes", True),
        ("25 min", "35 minutes", False),
        ("", "two museums and 3 cafés", True),
        ("", "3 km", False),
    ],
)
def test_only_what_is_stated_may_be_said(facts: str, said: str, allowed: bool) -> None:
    stated = stated_in(facts)
    assert all(stated.allows(figure) for figure in figures_in(said)) is allowed
