from __future__ import annotations

import pytest

from agents.tours.calendar import blanked, counts_in, spans_in

SPANS = [
    ("between day 3 and day 6", (3, 6, True)), ("from day 3 to day 6", (3, 6, True)), ("during day 3 and day 6", (3, 6, True)),
    ("on days 3-6", (3, 6, True)), ("day 3 through 6", (3, 6, True)), ("from the 3rd to the 6th day", (3, 6, True)),
    ("on day 3", (3, 3, True)), ("on the third day", (3, 3, True)), ("days three to six", (3, 6, True)),
    ("sometime between day 3 and day 6", (3, 6, False)), ("on any day from day 3 until day 6", (3, 6, False)),
    ("day 3 – day 6", (3, 6, True)), ("between the second and the fourth day", (2, 4, True)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_spans_of_days(text: str, span: tuple[int, int, bool]):
    found = spans_in(f"I am there {text}, I think")
    assert [(s.first, s.last, s.whole) for s in found] == [span]


COUNTS = [
    ("4 days", [4]), ("a 4-day stay", [4]), ("four full days", [4]), ("three nights", [4]), ("a week", [7]),
    ("two weeks", [14]), ("a fortnight", [14]), ("a day", []), ("4 friends", []), ("2 days or 3 days", [2, 3]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "days"), COUNTS)
def test_counts_of_days(text: str, days: list[int]):
    assert [count.days for count in counts_in(text)] == days


def test_spans_are_no_counts():
    sentence = "3 days in Bari, from day 4 to day 6"
    assert [count.days for count in counts_in(blanked(sentence, spans_in(sentence)))] == [3]
