"""The suite: our planner through its public door, PyVRP and OR-Tools routing, on the same instance for as long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from statistics import fmean
from typing import Any

from evals.harness.suite import Context, Corruption, Record, Score, Suite
from evals.suites.toptw.baselines import solve_with_ortools, solve_with_pyvrp
from evals.suites.toptw.cases import VARIABLE, WHERE, Case, ToptwSample, instance_of, load
from evals.suites.toptw.check import BrokenRule, gap_pct, score_of
from evals.suites.toptw.instances import Instance, to_problem
from evals.suites.toptw.sample import TOWNS, make_instance
from planner import Stop, solve

SECONDS = 1.0
Tours = list[list[int]]
Output = dict[str, Tours]  # by solver

_SOLVERS = {"": "planner", "pyvrp_": "pyvrp", "ortools_": "ortools"}  # metric prefix to solver


def compete(sample: ToptwSample, context: Context) -> Output:
    """The three one after the other, so that each has the machine for itself."""
    seconds = SECONDS if context.options.seconds is None else context.options.seconds
    case, instance = sample.input, instance_of(sample.input)
    _warm()
    found = {
        "planner": solve_with_planner(instance, case.tours, seconds, context.seed),
        "pyvrp": solve_with_pyvrp(instance, case.tours, seconds, context.seed),
        "ortools": solve_with_ortools(instance, case.tours, seconds, context.seed),
    }
    context.notes.trace += [f"{name}: {tours}" for name, tours in found.items()]
    return found


def solve_with_planner(instance: Instance, tours: int, seconds: float, seed: int) -> Tours:
    plan = solve(to_problem(instance, tours), Stop(seconds=seconds), seed)
    return [[int(stop.place_id) for stop in day.stops] for day in plan.days]


@lru_cache(maxsize=1)
def _warm() -> None:
    """Loads the compiled kernels once a process, as a service does before its first trip."""
    solve_with_planner(make_instance(TOWNS[0]), 2, 0.2, 0)


def valid(output: Any, sample: ToptwSample) -> Score:
    """Whether every solver's tours keep the rules, by a check that knows none of the solvers."""
    wrong = []
    for name, tours in output.items():
        try:
            score_of(instance_of(sample.input), tours)
        except BrokenRule as error:
            wrong.append(f"{name}: {error}")
    return Score(value=0.0 if wrong else 1.0, explanation="; ".join(wrong))


def gaps(output: Any, sample: ToptwSample) -> list[Score]:
    """How far each is below the best known value, percent; below the best of the three where none is known."""
    reached = {name: _reached(sample.input, tours) for name, tours in output.items()}
    reference = sample.target if sample.target is not None else max(reached.values())
    return [
        Score(
            name=f"{prefix}gap_pct",
            value=gap_pct(reference, reached[name]),
            unit="%",
            better="lower",
            explanation=f"{reached[name]:g} of {reference:g}",
        )
        for prefix, name in _SOLVERS.items()
        if name in reached
    ]


def _reached(case: Case, tours: Tours) -> float:
    """Tours that break a rule count nothing."""
    try:
        return score_of(instance_of(case), tours)
    except BrokenRule:
        return 0.0


def metrics(records: Sequence[Record]) -> Mapping[str, float]:
    """Mean gaps of the three, over all and by number of tours and class of instance."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[""].append(record)
        groups[f"_m{record.metadata.get('tours')}"].append(record)
        groups[f"_{record.metadata.get('class')}"].append(record)
    found = {}
    for group, members in groups.items():
        for prefix in _SOLVERS:
            values = [value for record in members if (value := record.value(f"{prefix}gap_pct")) is not None]
            if values:
                found[f"{prefix}mean_gap_pct{group}"] = fmean(values)
    return found


def _twice(output: Output, _: ToptwSample) -> Output | None:
    tours = output["planner"]
    return {**output, "planner": [[*tours[0], tours[0][0]], *tours[1:]]} if tours and tours[0] else None


def _ghost(output: Output, sample: ToptwSample) -> Output:
    ghost = len(instance_of(sample.input).points)
    return {**output, "planner": [[ghost], *output["planner"][1:]]}


def _everywhere(output: Output, sample: ToptwSample) -> Output:
    """All points in one tour: too late at nearly all of them."""
    points = list(range(1, len(instance_of(sample.input).points)))
    return {**output, "planner": [points, *([] for _ in output["planner"][1:])]}


SUITE: Suite[Case, float | None, Output] = Suite(
    name="toptw",
    about="Team orienteering with time windows: the solver alone, beside PyVRP and OR-Tools routing",
    load=load,
    task=compete,
    scorers=(valid, gaps),
    metrics=metrics,
    corruptions=(
        Corruption("a point twice", _twice),
        Corruption("a point that is not there", _ghost),
        Corruption("all points in one tour", _everywhere),
    ),
    where=WHERE,
    data_variable=VARIABLE,
    timeout_s=180.0,
    processes=1,
)
