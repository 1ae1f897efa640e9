"""The suite `plans`: every city of the atlas at every length and pace, and how many plans can be certified.

No words are read: requests go straight to discovery and optimisation. Seconds are of the optimisation alone,
solved in the worker's own process.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from statistics import mean, median, quantiles

from pydantic import BaseModel, ConfigDict

from agents.discovery import discover
from agents.optimisation import optimise
from domain.certificate import certify
from domain.coverage import coverage_of
from domain.errors import TripwrightError
from domain.itinerary import Itinerary
from domain.plan import Plan
from domain.request import Destination, Pace, Party, TripRequest
from evals.harness.suite import Context, Options, Record, Sample, Score, Suite
from evals.suites.plans.coverage import DAYS, PACE, covered
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.places.atlas.records import city_ids, load_city

LENGTHS = (3, 5, 7)
START_ON = date(2027, 4, 12)  # a Monday, so that every length meets the usual closing days
SECONDS = 1.2


class Wanted(BaseModel):
    model_config = ConfigDict(frozen=True)

    city_id: str
    days: int
    pace: Pace


class Outcome(BaseModel):
    """One plan: `wrong` has the codes of violations, or the error that left no plan.

    The shares are of its stops with a photo and with a rating: with the atlas alone, and with the emulated providers
    where that was measured.
    """

    model_config = ConfigDict(frozen=True)

    valid: bool
    seconds: float
    stops_per_day: float = 0.0
    images_share: float = 0.0
    ratings_share: float = 0.0
    images_share_emulated: float | None = None
    ratings_share_emulated: float | None = None
    wrong: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def load(options: Options) -> Sequence[Sample[Wanted, None]]:
    del options
    return [_sample(*case) for case in product(city_ids(), LENGTHS, Pace)]


def _sample(city_id: str, days: int, pace: Pace) -> Sample[Wanted, None]:
    wanted = Wanted(city_id=city_id, days=days, pace=pace)
    return Sample(
        id=f"{city_id}/{days}/{pace.value}", input=wanted, target=None, metadata=wanted.model_dump(mode="json")
    )


def request_for(wanted: Wanted) -> TripRequest:
    city = load_city(wanted.city_id)
    return TripRequest(
        text=f"{wanted.days} days in {city.name}",
        destinations=(Destination(city_id=city.id, name=city.name),),
        start_on=START_ON,
        days=wanted.days,
        party=Party(adults=2),
        pace=wanted.pace,
        interests=("history", "food", "views"),
    )


async def plan(sample: Sample[Wanted, None], context: Context) -> Outcome:
    async def solve(problem: Problem, stop: Stop, solver_seed: int) -> Plan:
        return solve_now(problem, stop, solver_seed)

    request, tools = request_for(sample.input), await open_toolbox(Settings())
    try:
        candidates = await discover(request, tools)
        begun = time.perf_counter()
        limit_s = context.options.seconds or SECONDS
        itinerary = await optimise(request, candidates, solve=solve, seed=context.seed, limit_s=limit_s)
    except TripwrightError as error:
        return Outcome(valid=False, seconds=0.0, wrong=(type(error).__name__,), shown=(str(error),))
    finally:
        await tools.index.close()
    outcome = outcome_of(request, itinerary, time.perf_counter() - begun)
    if (sample.input.days, sample.input.pace) != (DAYS, PACE):
        return outcome
    live = await covered(request, context.seed, limit_s)
    shares = {"images_share_emulated": live.images_share, "ratings_share_emulated": live.ratings_share}
    return outcome.model_copy(update=shares)


def outcome_of(request: TripRequest, itinerary: Itinerary, seconds: float) -> Outcome:
    certificate, coverage = certify(request, itinerary), coverage_of(itinerary)
    return Outcome(
        valid=certificate.valid,
        seconds=seconds,
        stops_per_day=mean(len(day.stops) for day in itinerary.days),
        images_share=coverage.images_share,
        ratings_share=coverage.ratings_share,
        wrong=tuple(sorted({violation.code for violation in certificate.violations})),
        shown=tuple(", ".join(stop.place_id for stop in day.stops) for day in itinerary.days),
    )


def verified(outcome: Outcome, sample: Sample[Wanted, None]) -> Score:
    del sample
    return Score(value=float(outcome.valid), explanation=", ".join(outcome.wrong) or "certified")


def pace_and_time(outcome: Outcome, sample: Sample[Wanted, None]) -> list[Score]:
    del sample
    return [
        Score(name="stops_per_day", value=outcome.stops_per_day, unit="stops a day"),
        Score(name="solve_s", value=outcome.seconds, unit="s", better="lower"),
    ]


_SHARES = ("images_share", "ratings_share", "images_share_emulated", "ratings_share_emulated")


def coverage(outcome: Outcome, sample: Sample[Wanted, None]) -> list[Score]:
    """What of the plan can be shown; a plan that failed has nothing to show."""
    del sample
    known = {name: getattr(outcome, name) for name in _SHARES}
    return [Score(name=name, value=value) for name, value in known.items() if value is not None]


def metrics(records: Sequence[Record]) -> Mapping[str, float]:
    """Shares and seconds over all plans, and stops a day by pace: a slower pace must show."""
    shares = [value for record in records if (value := record.value("verified")) is not None]
    found = {"plans": float(len(records)), "verified_share": mean(shares) if shares else 0.0}
    seconds = [value for record in records if (value := record.value("solve_s")) is not None]
    if seconds:
        found["median_s"] = median(seconds)
        found["p95_s"] = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
    for name in _SHARES:
        told = [value for record in records if (value := record.value(name)) is not None]
        if told:
            found[name] = mean(told)
    for pace in Pace:
        mine = [r.value("stops_per_day") for r in records if r.metadata.get("pace") == pace.value]
        known = [value for value in mine if value is not None]
        if known:
            found[f"stops_per_day_{pace.value}"] = mean(known)
    return found


SUITE = Suite(
    name="plans",
    about="Every city of the atlas at every length and pace: can the plan be certified, and how soon?",
    load=load,
    task=plan,
    scorers=(verified, pace_and_time, coverage),
    metrics=metrics,
    lower_is_better=frozenset({"median_s", "p95_s"}),
)
