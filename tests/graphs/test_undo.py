from __future__ import annotations

import pytest

from graphs.state import Version
from graphs.undo import undone
from tests.make import make_itinerary, make_request


def version(days: int, previous: Version | None = None, language: str = "en") -> Version:
    request = make_request(days=days).model_copy(update={"language": language})
    return Version(request=request, itinerary=make_itinerary(days=days), previous=previous)


def test_the_version_before_is_the_result():
    first = version(2)
    change = undone(version(3, previous=first))
    assert (change["request"], change["itinerary"]) == (first.request, first.itinerary)
    assert change["changes"]


@pytest.mark.parametrize("language", ["en", "es", "fr", "de", "it"])
def test_where_there_is_nothing_to_undo_it_says_so(language):
    change = undone(version(2, language=language))
    assert set(change) == {"question"}
    assert change["question"].text.rstrip().endswith("?")
    assert set(undone(None)) == {"question"}


def test_undoing_twice_goes_back_twice():
    first = version(2)
    second = first.followed_by(version(3).request, version(3).itinerary)
    third = second.followed_by(version(4).request, version(4).itinerary)
    back = third.followed_by(second.request, second.itinerary)
    assert back == second
    assert undone(back)["itinerary"] == first.itinerary
