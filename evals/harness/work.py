"""One sample, worked on and scored in this process: its record, whatever happens."""

from __future__ import annotations

import asyncio
import inspect
import os
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.harness.canonical import as_json
from evals.harness.suite import Context, Notes, Options, Record, Sample, Score, Scored, Scorer, Suite

COMPLETED = "completed"
"""The harness's own score, in every record: 1 when the task came to an end, 0 when it failed."""


@dataclass(frozen=True)
class Job:
    """One repeat of one sample; `key` is the content hash that its record is kept under."""

    key: str
    sample: Sample[Any, Any]
    options: Options
    seed: int
    repeat: int = 0


def work(suite: Suite[Any, Any, Any], job: Job, runner: asyncio.Runner) -> Record:
    """Never raises for what a task or a scorer does; asynchronous ones share the runner's loop."""
    notes = Notes()
    context = Context(job.options, job.seed, job.repeat, notes)
    begun, begun_cpu = time.perf_counter(), _cpu_seconds()
    output: Any = None
    error = ""
    try:
        output = suite.task(job.sample, context)
        if inspect.isawaitable(output):
            output = runner.run(_whole(output))
    except Exception:  # noqa: BLE001 - a failing task is a result of the evaluation, not an error of the harness
        error = traceback.format_exc()
    seconds, cpu_seconds = time.perf_counter() - begun, _cpu_seconds() - begun_cpu
    scores = [completed(error)]
    if not error:
        more, error = runner.run(score_all(suite.scorers, output, job.sample))
        scores += more
    return _record(job, notes, as_json(output), tuple(scores), error, seconds, cpu_seconds)


def _record(
    job: Job, notes: Notes, output: Any, scores: tuple[Score, ...], error: str, seconds: float, cpu_seconds: float
) -> Record:
    return failed_record(job, error).model_copy(
        update={
            "output": output,
            "scores": scores,
            "seconds": round(seconds, 6),
            "cpu_seconds": round(cpu_seconds, 6),
            "cost_minor": notes.cost_minor,
            "currency": notes.currency,
            "served_by": tuple(notes.served_by),
            "prompts": dict(notes.prompts),
            "trace": tuple(notes.trace),
        }
    )


def failed_record(job: Job, error: str, seconds: float = 0.0) -> Record:
    """A record with nothing but the case and what went wrong."""
    return Record(
        key=job.key,
        id=job.sample.id,
        repeat=job.repeat,
        seed=job.seed,
        input=as_json(job.sample.input),
        target=as_json(job.sample.target),
        metadata=as_json(dict(job.sample.metadata)),
        scores=(completed(error),),
        error=error,
        seconds=round(seconds, 6),
    )


def completed(error: str) -> Score:
    """The harness's own score; the last line of a traceback explains a failure."""
    last = error.strip().splitlines()[-1] if error.strip() else ""
    return Score(name=COMPLETED, value=0.0 if error else 1.0, explanation=last)


async def score_all(
    scorers: Sequence[Scorer[Any, Any, Any]], output: Any, sample: Sample[Any, Any]
) -> tuple[list[Score], str]:
    """Every scorer's scores; one that raises scores 0, and its traceback is the second part."""
    scores: list[Score] = []
    failure = ""
    for scorer in scorers:
        try:
            scores += named(scorer, await maybe_awaited(scorer, output, sample))
        except Exception as error:  # noqa: BLE001 - one scorer's fault must not take the others' scores
            failure = traceback.format_exc()
            scores.append(Score(name=scorer_name(scorer), value=0.0, explanation=f"the scorer failed: {error!r}"))
    return scores, failure


def named(scorer: Scorer[Any, Any, Any], scored: Scored) -> list[Score]:
    """What a scorer returned as a list; a score without a name gets the scorer's."""
    if scored is None:
        return []
    scores = [scored] if isinstance(scored, Score) else list(scored)
    return [s if s.name else s.model_copy(update={"name": scorer_name(scorer)}) for s in scores]


def scorer_name(scorer: Scorer[Any, Any, Any]) -> str:
    function = getattr(scorer, "func", scorer)
    return str(getattr(function, "__name__", type(function).__name__))


async def maybe_awaited(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function that may or may not be asynchronous."""
    value = function(*arguments)
    return await value if inspect.isawaitable(value) else value


async def _whole(value: Awaitable[Any]) -> Any:
    return await value


def _cpu_seconds() -> float:
    """User and system time of this process and of the children it has waited for."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system
