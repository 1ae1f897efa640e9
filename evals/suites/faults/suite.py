"""The suite: a trip counts as survived when it came out no worse than its fault excuses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from evals.harness.doctor import witnessed
from evals.harness.suite import Context, Corruption, Fairness, Options, Record, Sample, Score, Suite
from evals.suites.faults.cases import LEVELS, UNDISTURBED, FaultCase, fault_cases
from evals.suites.faults.cells import SCOPES
from evals.suites.faults.plan import LIMIT_S, Outcome, plan_under
from infra.log import configure

SOLVER_SECONDS = 0.3
_MACHINERY = ("Traceback", "Error:", "adapters", "429", "504", "JSON", "process pool")
"""Words that a traveller can do nothing with."""
Case = Sample[FaultCase, None]


def load(options: Options) -> list[Case]:
    """Every case; the trips are planned over the atlas, so `--data` has no say."""
    del options
    return [Sample(case.id, case, None, _about(case)) for case in fault_cases()]


def _about(case: FaultCase) -> dict[str, str]:
    if case.cell is not None:
        cell = case.cell
        return {"where": cell.capability, "what": cell.fault, "worst": case.worst, "scope": cell.scope}
    return {"where": case.fault.where, "what": case.fault.what, "worst": case.worst}


async def survive(sample: Case, context: Context) -> Outcome:
    configure("error", as_json=False)  # failing providers are logged by the chain; here they are the point
    seconds = context.options.seconds or SOLVER_SECONDS
    outcome = await plan_under(sample.input, seed=context.seed, solver_seconds=seconds)
    context.notes.served_by.append("offline")
    context.notes.trace += [f"{outcome.ended}: {outcome.level}", outcome.message, *outcome.told]
    return outcome


async def doctor(sample: Case, context: Context) -> Fairness:
    """A case is fair when nothing but its fault stands in the way: without it the same trip lacks nothing."""
    configure("error", as_json=False)
    healthy = sample.input.model_copy(update={"fault": UNDISTURBED, "worst": "full", "cell": None})
    outcome = await plan_under(healthy, seed=context.seed, solver_seconds=context.options.seconds or SOLVER_SECONDS)
    found = await witnessed(replace(sample, input=healthy), outcome, SUITE.scorers)
    return found.model_copy(update={"explanation": f"without the fault: {outcome.level}. {found.explanation}"})


def survived(outcome: Outcome, sample: Case) -> Score:
    """No worse than the fault excuses."""
    good = LEVELS.index(outcome.level) <= LEVELS.index(sample.input.worst)
    said = f"{outcome.level} ({outcome.ended}), at worst {sample.input.worst} is excused. {outcome.message}"
    return Score(value=float(good), explanation=said.strip())


def true_plan(outcome: Outcome, _sample: Case) -> Score | None:
    """A plan that was given is certified, fault or not."""
    if outcome.ended != "plan":
        return None
    return Score(value=float(not outcome.violations), explanation=", ".join(outcome.violations))


def told(outcome: Outcome, _sample: Case) -> Score | None:
    """Who gets less, or nothing, is told so, in words without the machinery's."""
    if outcome.level == "full":
        return None
    words = " ".join((outcome.message, *outcome.told))
    if not words.strip():
        return Score(value=0.0, explanation=f"nobody was told that there is no {', '.join(outcome.missing)}")
    machinery = [word for word in _MACHINERY if word in words]
    return Score(value=0.0 if machinery else 1.0, explanation=words)


def in_time(outcome: Outcome, _sample: Case) -> Score:
    """An end was come to; how soon is measured."""
    said = f"{outcome.seconds:g} of {LIMIT_S:g} s"
    return Score(value=float(outcome.ended != "hung" and outcome.seconds <= LIMIT_S), explanation=said)


def metrics(records: Sequence[Record]) -> dict[str, float]:
    """Success by kind of fault and by where it struck, and how many came out at each level."""
    levels = Counter(record.output["level"] if record.output else "broken" for record in records)
    groups: dict[str, list[float]] = defaultdict(list)
    for record in records:
        value = record.value("survived") or 0.0
        groups[f"survived_what.{record.metadata['what']}"].append(value)
        groups[f"survived_where.{record.metadata['where']}"].append(value)
    matrix = [record for record in records if "scope" in record.metadata]
    counts = {
        "cells": float(len(matrix)),
        "certified": float(sum(_certified(record) for record in matrix)),
        "crashed": float(sum(not record.output or record.output["ended"] in ("crashed", "hung") for record in matrix)),
    }
    shares = counts | {f"level.{level}": levels[level] / len(records) for level in LEVELS}
    return shares | {name: fmean(values) for name, values in sorted(groups.items())}


def _certified(record: Record) -> bool:
    return bool(record.output) and record.output["ended"] == "plan" and not record.output["violations"]


def table(records: Sequence[Record]) -> str:
    """For each capability and fault who served when the first, the first two and all of its providers failed."""
    rows: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for record in records:
        if scope := record.metadata.get("scope"):
            rows[record.metadata["where"], record.metadata["what"]][scope] = _served(record)
    lines = ["| capability | fault | first fails | first two fail | all fail |", "|---|---|---|---|---|"]
    for (capability, fault), served in rows.items():
        lines.append(f"| {capability} | {fault} | " + " | ".join(served.get(scope, "") for scope in SCOPES) + " |")
    return "\n".join(lines) if rows else ""


def _served(record: Record) -> str:
    """Who answered, and how the trip came out where it did not come out whole."""
    output = record.output or {}
    who = ", ".join((output.get("served") or {}).get("providers", ())) or "nobody"
    level = output.get("level", "broken")
    return who if level == "full" else f"{who} ({level})"


def write_table(records: Sequence[Record], folder: Path) -> None:
    (folder / "matrix.md").write_text(table(records) + "\n", encoding="utf-8")


def _crash(outcome: Outcome, _sample: Case) -> Outcome:
    return outcome.model_copy(update={"level": "broken", "ended": "crashed", "message": "KeyError: 'x'"})


def _hang(outcome: Outcome, _sample: Case) -> Outcome:
    return outcome.model_copy(update={"level": "broken", "ended": "hung", "seconds": 2 * LIMIT_S})


def _say_nothing(outcome: Outcome, _sample: Case) -> Outcome | None:
    """What was told is left out, and a plan that lacks something is then silent about it."""
    if outcome.level == "full":
        return None
    level = "silent" if outcome.ended == "plan" else "broken"
    return outcome.model_copy(update={"level": level, "message": "", "told": ()})


def _false_plan(outcome: Outcome, _sample: Case) -> Outcome | None:
    if outcome.ended != "plan":
        return None
    return outcome.model_copy(update={"violations": ("closed",)})


SUITE: Suite[FaultCase, None, Outcome] = Suite(
    name="faults",
    about="Providers, solver and worker fail while trips are planned: what becomes of the trip?",
    load=load,
    task=survive,
    scorers=(survived, true_plan, told, in_time),
    metrics=metrics,
    write=write_table,
    table=table,
    doctor=doctor,
    corruptions=(
        Corruption("a crash", _crash),
        Corruption("a hang", _hang),
        Corruption("what is missing is not told", _say_nothing),
        Corruption("a false plan", _false_plan),
    ),
    lower_is_better=frozenset({"level.silent", "level.broken", "level.refused", "level.reduced", "crashed"}),
    tolerances={"survived": 0.0},
    timeout_s=4 * LIMIT_S,
)
