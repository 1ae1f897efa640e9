"""Is a suite sound? Each case is fair, and its scorers notice when an answer is spoilt."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from evals.harness.crew import work_through
from evals.harness.mutation import Mutation, merged, mutate
from evals.harness.runner import Watch, evenly, load_samples, make_jobs
from evals.harness.suite import Context, Fairness, Options, Record, Sample, Scorer, Suite
from evals.harness.work import maybe_awaited, score_all

_SPOILT_SAMPLES = 24
"""Answers of so many samples are spoilt in every way: enough to find a blind scorer."""


class Examination(BaseModel):
    """What the doctor found; sound when nothing speaks against the suite."""

    model_config = ConfigDict(frozen=True)

    suite: str
    cases: tuple[Fairness, ...]
    mutation: Mutation

    @property
    def unfair(self) -> tuple[Fairness, ...]:
        return tuple(case for case in self.cases if not case.fair)

    @property
    def sound(self) -> bool:
        return not self.unfair and not self.mutation.survivors and not self.mutation.untried


class _Diagnosis(BaseModel):
    fairness: Fairness
    mutation: Mutation = Mutation()


async def witnessed(sample: Sample[Any, Any], output: Any, scorers: Sequence[Scorer[Any, Any, Any]]) -> Fairness:
    """Fair when `output` scores full in everything; a suite's `doctor` may return this as it is."""
    scores, failure = await score_all(scorers, output, sample)
    lost = [f"{score.name} {score.value:g}: {score.explanation}" for score in scores if not score.is_full]
    if failure or lost:
        return Fairness(id=sample.id, fair=False, how="neither", explanation=failure or "; ".join(lost))
    return Fairness(id=sample.id, fair=True, how="witness", explanation=f"passes {len(scores)} scores")


def examine(suite: Suite[Any, Any, Any], options: Options, watch: Watch) -> Examination:
    """Ask the suite's doctor about every sample and spoil what the task answers well, in worker processes.

    A suite without a doctor has its task's answers for witnesses. Raises DataMissing when there is
    nothing to examine.
    """
    samples = load_samples(suite, options)
    spoilt = evenly(samples, _SPOILT_SAMPLES) if suite.corruptions else ()
    clinic = replace(suite, task=partial(_diagnose, suite, frozenset(sample.id for sample in spoilt)), scorers=())
    found: dict[str, _Diagnosis] = {}
    with closing(work_through(clinic, make_jobs(clinic, samples, options, source=""))) as working:
        for record in working:
            found[record.id] = _diagnosis(record)
            watch(len(found), len(samples), record)
    diagnoses = [found[sample.id] for sample in samples]
    names = [corruption.name for corruption in suite.corruptions]
    return Examination(
        suite=suite.name,
        cases=tuple(diagnosis.fairness for diagnosis in diagnoses),
        mutation=merged(names, [diagnosis.mutation for diagnosis in diagnoses]),
    )


async def _diagnose(
    suite: Suite[Any, Any, Any], spoilt: frozenset[str], sample: Sample[Any, Any], context: Context
) -> _Diagnosis:
    """Runs in a worker."""
    needs_output = suite.doctor is None or sample.id in spoilt
    output = await maybe_awaited(suite.task, sample, context) if needs_output else None
    if suite.doctor is None:
        fairness = await witnessed(sample, output, suite.scorers)
    else:
        fairness = await maybe_awaited(suite.doctor, sample, context)
    if sample.id not in spoilt:
        return _Diagnosis(fairness=fairness)
    return _Diagnosis(fairness=fairness, mutation=await mutate(suite.scorers, [(output, sample)], suite.corruptions))


def _diagnosis(record: Record) -> _Diagnosis:
    if record.error:
        return _Diagnosis(fairness=Fairness(id=record.id, fair=False, how="neither", explanation=record.error))
    return _Diagnosis.model_validate(record.output)


def show(found: Examination, console: Console) -> None:
    """Counts by how a case is fair, each unfair case, each corruption and what noticed it."""
    counts = Table("cases", "", title=f"{found.suite}: {'sound' if found.sound else 'NOT sound'}")
    for how in ("witness", "conflict", "neither"):
        counts.add_row(how, str(sum(case.how == how for case in found.cases)))
    counts.add_row("unfair", str(len(found.unfair)))
    console.print(counts)
    for case in found.unfair:
        console.print(f"unfair: {case.id}: {case.explanation}", style="red", markup=False)
    if found.mutation.mutants or found.mutation.untried:
        console.print(_spoilt(found.mutation))
    for mutant in found.mutation.survivors:
        console.print(f"not noticed: {mutant.corruption} in {mutant.sample_id}", style="red", markup=False)


def _spoilt(mutation: Mutation) -> Table:
    table = Table("corruption", "answers spoilt", "noticed", "by")
    names = dict.fromkeys([mutant.corruption for mutant in mutation.mutants] + list(mutation.untried))
    for name in names:
        mutants = [mutant for mutant in mutation.mutants if mutant.corruption == name]
        noticed = sum(bool(mutant.lost) for mutant in mutants)
        by = dict.fromkeys(score for mutant in mutants for score in mutant.lost)
        table.add_row(name, str(len(mutants)), str(noticed), ", ".join(by))
    return table
