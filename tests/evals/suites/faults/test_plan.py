from __future__ import annotations

from datetime import date

import pytest

from domain.certificate import certify
from domain.events import Failed, Final, Question
from evals.suites.faults.plan import judged
from graphs.run import Ended
from graphs.state import TripState
from tests.make import make_itinerary, make_request

REQUEST, ITINERARY = make_request(2), make_itinerary(2)
STATE = TripState(today=date(2027, 1, 1), message="x", request=REQUEST)


def final(itinerary, state=STATE) -> Ended:
    return Ended(Final(itinerary=itinerary, certificate=certify(REQUEST, itinerary), served_by="offline"), state)


def without_weather(**changes):
    days = tuple(day.model_copy(update={"weather": None}) for day in ITINERARY.days)
    return ITINERARY.model_copy(update={"days": days, **changes})


@pytest.mark.parametrize(
    ("ended", "level"),
    [
        (final(ITINERARY), "full"),
        (final(without_weather(warnings=("No forecast.",))), "reduced"),
        (final(without_weather()), "silent"),
        (final(ITINERARY.model_copy(update={"stays": ()})), "broken"),
        (Ended(Failed(code="AllProvidersFailed", message="No rates."), STATE), "refused"),
        (Ended(Failed(code="AllProvidersFailed", message=" "), STATE), "broken"),
        (Ended(Question(field="dates", text="When?"), STATE), "broken"),
    ],
)
def test_levels(ended, level):
    assert judged(ended, []).level == level


def test_what_is_missing_is_named_and_a_warning_of_the_run_counts_as_told():
    found = judged(final(without_weather()), ["No forecast."])
    assert (found.level, found.missing, found.told) == ("reduced", ("weather",), ("No forecast.",))
    days = tuple(day.model_copy(update={"travel_in": None}) for day in ITINERARY.days)
    assert "journeys" in judged(final(ITINERARY.model_copy(update={"days": days})), []).missing
