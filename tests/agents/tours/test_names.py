from __future__ import annotations

from agents.tours.names import Found, is_name, known_in, names_after, trimmed


def test_the_longest_known_name_is_found():
    assert known_in("In New York City and York", ("York", "New York City")) == [
        Found("New York City", 3, 16),
        Found("York", 21, 25),
    ]


def test_spelling_is_forgiven_and_the_known_one_returned():
    names = ("The Castle", "O'Neil", "Saint-Malo")
    assert [f.name for f in known_in("at the castle with O’Neil in SAINT-MALO", names)] == [
        "The Castle",
        "O'Neil",
        "Saint-Malo",
    ]


def test_a_name_within_a_word_is_none():
    assert known_in("Nicely done in Bath-upon-Avon, Bathing", ("Nice", "Bath")) == []


def test_case_counts_where_it_must():
    assert known_in("Will will come", ("Will",), any_case=False) == [Found("Will", 0, 4)]


def test_lists_of_names():
    assert names_after("You visit Rome, New Ross and Rio de Janeiro in May", r"\bvisit\s+") == [
        "Rome",
        "New Ross",
        "Rio de Janeiro",
    ]


def test_ordinary_words_are_no_names():
    assert not is_name("You'd")
    assert is_name("Fisherman's Wharf")
    assert [trimmed(words) for words in ("Visit Rome", "Rome Then", "You", "The Castro")] == [
        "Rome",
        "Rome",
        "",
        "The Castro",
    ]
    assert trimmed("Will", {"Will"}) == "Will"
