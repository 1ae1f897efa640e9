from __future__ import annotations

from domain.request import Pace
from evals.harness.suite import Context, Options, Record, Score
from evals.suites.plans.coverage import DAYS, PACE
from evals.suites.plans.suite import (
    LENGTHS,
    SUITE,
    Outcome,
    Wanted,
    coverage,
    metrics,
    outcome_of,
    plan,
    request_for,
    verified,
)
from tests.make import make_itinerary, make_request


def sample(city_id: str, days: int, pace: Pace):
    return next(s for s in SUITE.load(Options()) if s.input == Wanted(city_id=city_id, days=days, pace=pace))


async def test_one_case_is_planned_and_judged():
    case = sample("kyoto", 3, Pace.RELAXED)
    outcome = await plan(case, Context(Options(seconds=0.1)))
    assert outcome.wrong == ()
    assert outcome.stops_per_day > 2
    assert verified(outcome, case).value == 1


def test_every_length_is_what_is_asked_for():
    for days in LENGTHS:
        assert len(request_for(Wanted(city_id="rome", days=days, pace=Pace.FAST)).dates) == days


def test_what_does_not_hold_is_named():
    request, itinerary = make_request(2), make_itinerary(2)
    assert outcome_of(request, itinerary, 0.0).valid
    short = itinerary.model_copy(update={"stays": ()})
    outcome = outcome_of(request, short, 0.0)
    assert not outcome.valid
    assert "night" in outcome.wrong
    assert verified(outcome, sample("rome", 3, Pace.FAST)).value == 0


def test_metrics_count_shares_and_tell_paces_apart():
    def record(pace: str, outcome: Outcome) -> Record:
        scores = (
            Score(name="verified", value=float(outcome.valid)),
            Score(name="stops_per_day", value=outcome.stops_per_day, unit="stops a day"),
            Score(name="solve_s", value=outcome.seconds, unit="s"),
        )
        return Record(key="", id=pace, metadata={"pace": pace}, scores=scores)

    good, bad = Outcome(valid=True, seconds=1, stops_per_day=5), Outcome(valid=False, seconds=3, stops_per_day=7)
    found = metrics([record("relaxed", good), record("fast", bad)])
    assert found["verified_share"] == 0.5
    assert found["median_s"] == 2
    assert (found["stops_per_day_relaxed"], found["stops_per_day_fast"]) == (5, 7)
    assert "stops_per_day_moderate" not in found


async def test_the_atlas_shows_no_photo_and_the_emulated_providers_enough():
    case = sample("vienna", DAYS, PACE)
    outcome = await plan(case, Context(Options(seconds=0.1)))
    shares = {score.name: score.value for score in coverage(outcome, case)}
    assert (shares["images_share"], shares["ratings_share"]) == (0, 0)
    assert shares["images_share_emulated"] >= 0.9
    assert shares["ratings_share_emulated"] >= 0.8


def test_what_was_not_measured_is_no_score():
    case = sample("rome", 5, Pace.FAST)
    assert {score.name for score in coverage(Outcome(valid=True, seconds=1), case)} == {"images_share", "ratings_share"}
