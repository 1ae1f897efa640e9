from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.edits import LockStop
from graphs.checkpoints import allowed_types, serializer
from graphs.state import TripState, Version
from tests.make import make_itinerary, make_request


def test_every_field_of_the_state_comes_back_as_what_it_was():
    serde = serializer()
    state = TripState(
        today=date(2026, 11, 21),
        before=Version(request=make_request(), itinerary=make_itinerary()),
        request=make_request(),
        itinerary=make_itinerary(),
        edits=(LockStop(place_id="avonlea/museum"),),
    )
    kept = {name: serde.loads_typed(serde.dumps_typed(getattr(state, name))) for name in TripState.model_fields}
    assert TripState.model_validate(kept) == state
    assert type(kept["request"]) is type(state.request), "a value, not a dict"


@given(st.text(), st.lists(st.text(max_size=20), max_size=4))
def test_any_words_survive(message, answers):
    serde = serializer()
    state = TripState(today=date(2026, 11, 21), message=message, answers=tuple(answers))
    assert serde.loads_typed(serde.dumps_typed(state)) == state


class Stranger:
    pass


def test_only_our_values_may_come_back():
    modules = {module.split(".")[0] for module, _ in allowed_types()}
    assert modules == {"domain", "graphs"}
    assert not any("Exception" in name or "Error" in name for _, name in allowed_types())
