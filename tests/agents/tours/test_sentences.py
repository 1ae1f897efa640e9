from __future__ import annotations

import pytest

from agents.tours.sentences import sentences_of

CASES = [
    ("One. Two! Three?", ["One", "Two", "Three"]),
    ("At 9 a.m. we leave. At 10 a.m. You arrive.", ["At 9 a.m. we leave", "At 10 a.m", "You arrive"]),
    ("Stay 1.5 hours. Go.", ["Stay 1.5 hours", "Go"]),
    ("St. Ives for 3 days. Bath for 2.", ["St. Ives for 3 days", "Bath for 2"]),
    ("**Day 1:** Rome\n- Bari\n2. Lyon\n\n• Oslo", ["Day 1: Rome", "Bari", "Lyon", "Oslo"]),
    (
        "You would like to visit\nRome for\n3 days. Bari\nis next.",
        ["You would like to visit Rome for 3 days", "Bari is next"],
    ),
    ("Rome and Bari,\nBari and\nLyon", ["Rome and Bari, Bari and Lyon"]),
    ("Rome and Bari\nfrom Bari to Lyon", ["Rome and Bari", "from Bari to Lyon"]),
    ("Rome; Bari", ["Rome", "Bari"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_where_sentences_end(text: str, sentences: list[str]):
    assert sentences_of(text) == sentences
