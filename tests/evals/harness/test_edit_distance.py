from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from domain.itinerary import Itinerary
from evals.harness.edit_distance import EditDistance, edit_distance, edit_score, longest_common
from tests.make import make_itinerary

BASE = make_itinerary(4)
STOPS = {stop.place_id: stop for day in BASE.days for stop in day.stops}


def with_days(*days: str) -> Itinerary:
    """BASE with other stops: each letter of a day is a place."""
    names = dict(zip("abcdefghijklmn", STOPS, strict=False))
    changed = tuple(
        day.model_copy(update={"stops": tuple(STOPS[names[letter]] for letter in letters)})
        for day, letters in zip(BASE.days, days, strict=True)
    )
    return BASE.model_copy(update={"days": changed})


def between(*days: str) -> EditDistance:
    return edit_distance(with_days("abc", "def", "", ""), with_days(*days))


def test_each_kind_of_edit_by_hand():
    assert between("abc", "def", "", "").total == 0
    assert between("ab", "def", "", "") == EditDistance(removed=1, stops=6)
    assert between("abcg", "def", "", "") == EditDistance(added=1, stops=7)
    assert between("agc", "def", "", "") == EditDistance(replaced=1, stops=6)
    assert between("acb", "def", "", "") == EditDistance(reordered=1, stops=6)
    assert between("cab", "def", "", "") == EditDistance(reordered=1, stops=6)
    assert between("ab", "defc", "", "") == EditDistance(moved=1, stops=6)
    assert between("ab", "def", "g", "") == EditDistance(removed=1, added=1, stops=6)
    assert between("aabc", "def", "", "") == EditDistance(added=1, stops=7), "a place may be visited twice"


def test_another_bed_for_a_night():
    days = list(BASE.days)
    days[0] = days[0].model_copy(update={"sleep_id": "avonlea/inn"})
    found = edit_distance(BASE, BASE.model_copy(update={"days": tuple(days)}))
    assert (found.stays, found.total) == (1, 1)


def test_the_score_says_what_changed():
    score = edit_score(with_days("abc", "def", "", ""), with_days("ab", "dgfc", "", ""))
    assert score.explanation == "1 replaced, 1 moved"
    assert score.value == 1 - 2 / 6
    assert edit_score(BASE, BASE).explanation == "nothing changed"


days_of_letters = st.permutations("abcdefgh").flatmap(
    lambda letters: st.tuples(*[st.integers(0, 8)] * 4).map(
        lambda cuts: [
            "".join(letters[low:high]) for low, high in zip([0, *sorted(cuts)[:3]], sorted(cuts), strict=True)
        ]
    )
)


@given(days_of_letters, days_of_letters)
def test_both_ways_are_as_far_and_only_the_same_is_no_distance(one, other):
    there, back = edit_distance(with_days(*one), with_days(*other)), edit_distance(with_days(*other), with_days(*one))
    assert there.total == back.total
    assert (there.added, there.removed) == (back.removed, back.added)
    assert (there.total == 0) == (one == other)
    assert 0 <= there.kept <= 1


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_longest_common_run_is_the_longest_there_is(one, other):
    def runs(text: str) -> set[tuple[str, ...]]:
        return {run for size in range(len(text) + 1) for run in combinations(text, size)}

    assert longest_common(one, other) == max(len(run) for run in runs(one) & runs(other))
