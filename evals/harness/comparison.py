"""Two runs of a suite beside each other, sample by sample; the regression gate."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict
from rich.console import Console
from rich.table import Table

from evals.harness.baseline import BASELINES, Column, Summary, find_baseline, load_baseline, summary_of
from evals.harness.metrics import LESS_IS_BETTER
from evals.harness.run_folder import NoRun, RunFolder
from evals.harness.statistics import holm, mean_interval, worse_p

LEVEL = 0.05
_SLACK: Mapping[str, float] = {"cpu_seconds": 0.25, "cost_minor": 0.10}
"""What a machine or a price may differ by before a mean counts as worse, as a share of what it was.

Scores have no slack. Two runs on a busy machine differ in seconds without any change of ours.
"""


class ScoreChange(BaseModel):
    """`difference` is after minus before of the mean over the pairs; `worse_p` is Holm's over all scores."""

    model_config = ConfigDict(frozen=True)

    name: str
    unit: str
    better: Literal["higher", "lower"]
    pairs: int
    before: float
    after: float
    difference: float
    low: float | None
    high: float | None
    improved: int
    fell: int
    worse_p: float
    alarm: bool


class MetricChange(BaseModel):
    """`tolerance` None: judged by its scores alone."""

    model_config = ConfigDict(frozen=True)

    name: str
    better: Literal["higher", "lower", "neither"]
    before: float | None
    after: float | None
    difference: float | None
    tolerance: float | None = None
    alarm: bool = False


class Comparison(BaseModel):
    """`alarms` are sentences; none means that nothing got worse as far as these samples can tell."""

    model_config = ConfigDict(frozen=True)

    suite: str
    pairs: int
    only_before: int
    only_after: int
    scores: tuple[ScoreChange, ...]
    metrics: tuple[MetricChange, ...]
    alarms: tuple[str, ...]


def compare_runs(before: Summary, after: Summary, draws: int = 9_999) -> Comparison:
    """Raises NoRun when the two have no sample in common; directions and tolerances are the later run's."""
    if before.suite != after.suite:
        raise NoRun(f"a run of {before.suite!r} cannot be compared with one of {after.suite!r}")
    old, new = _samples(before), _samples(after)
    if not old & new:
        raise NoRun("the two runs have no sample in common")
    names = [name for name in before.columns if name in after.columns]
    changes = [_score_change(name, before.columns[name], after.columns[name], draws) for name in names]
    adjusted = holm([change.worse_p for change in changes])
    scores = tuple(
        change.model_copy(update={"worse_p": p, "alarm": p <= LEVEL})
        for change, p in zip(changes, adjusted, strict=True)
    )
    metrics = _metric_changes(before, after)
    return Comparison(
        suite=after.suite,
        pairs=len(old & new),
        only_before=len(old - new),
        only_after=len(new - old),
        scores=scores,
        metrics=metrics,
        alarms=(*(_score_alarm(s) for s in scores if s.alarm), *(_metric_alarm(m) for m in metrics if m.alarm)),
    )


def _samples(summary: Summary) -> set[str]:
    return {sample_id for column in summary.columns.values() for sample_id in column.values}


def _score_change(name: str, before: Column, after: Column, draws: int) -> ScoreChange:
    ids = [sample_id for sample_id in before.values if sample_id in after.values]
    old = np.array([before.values[sample_id] for sample_id in ids])
    new = np.array([after.values[sample_id] for sample_id in ids])
    toward = 1.0 if after.better == "higher" else -1.0
    gains = (new - old) * toward
    low, high = mean_interval(new - old, draws=draws)
    slack = _SLACK.get(name, 0.0)
    return ScoreChange(
        name=name,
        unit=after.unit,
        better=after.better,
        pairs=len(ids),
        before=_mean(old),
        after=_mean(new),
        difference=_mean(new - old),
        low=low if np.isfinite(low) else None,
        high=high if np.isfinite(high) else None,
        improved=int(np.sum(gains > 0)),
        fell=int(np.sum(gains < 0)),
        # What lies within the slack is given back before the test.
        worse_p=worse_p(gains + slack * np.abs(old), draws=draws),
        alarm=False,
    )


def _mean(values: Any) -> float:
    return round(float(np.mean(values)), 6) if len(values) else 0.0


def _metric_changes(before: Summary, after: Summary) -> tuple[MetricChange, ...]:
    less = set(LESS_IS_BETTER | after.lower_is_better)
    less |= {name for name, column in after.columns.items() if column.better == "lower"}
    return tuple(
        _metric_change(
            name,
            old,
            after.metrics[name],
            not less.isdisjoint({name, name.partition(".")[0]}),
            after.tolerances.get(name),
        )
        for name, old in before.metrics.items()
        if name in after.metrics
    )


def _kind(name: str) -> str:
    """What comes before the dot of a breakdown's name."""
    return name.partition(".")[0]


def _metric_change(
    name: str, old: float | None, new: float | None, less: bool, tolerance: float | None
) -> MetricChange:
    better: Literal["higher", "lower", "neither"] = "lower" if less else "higher"
    if _kind(name) in ("samples", "samples_by"):
        better = "neither"
    if old is None or new is None:
        return MetricChange(name=name, better=better, before=old, after=new, difference=None)
    loss = (new - old) if less else (old - new)
    return MetricChange(
        name=name,
        better=better,
        before=old,
        after=new,
        difference=round(new - old, 6),
        tolerance=tolerance,
        alarm=tolerance is not None and loss > tolerance + 1e-9,
    )


def _score_alarm(score: ScoreChange) -> str:
    return (
        f"{score.name}: {score.before:g} → {score.after:g} {score.unit}".rstrip()
        + f" over {score.pairs} samples; {score.fell} fell, {score.improved} rose (p = {score.worse_p:.4f})"
    )


def _metric_alarm(metric: MetricChange) -> str:
    return f"{metric.name}: {metric.before:g} → {metric.after:g}, more than {metric.tolerance:g} worse"


def load_pair(before: Path, after: Path, baselines: Path = BASELINES) -> tuple[Summary, Summary]:
    """Each a run's folder, a baseline's file, or the word `baseline` for the blessed one of the other's suite.

    Raises NoRun.
    """
    words = (str(before), str(after))
    if words == ("baseline", "baseline"):
        raise NoRun("at least one of the two must be a run")
    known = [None if word == "baseline" else _load(Path(word)) for word in words]
    suite = next(summary.suite for summary in known if summary)
    first, second = (summary or _blessed(suite, baselines) for summary in known)
    return first, second


def _load(path: Path) -> Summary:
    return load_baseline(path) if path.is_file() else summary_of(RunFolder(path))


def _blessed(suite: str, baselines: Path) -> Summary:
    found = find_baseline(suite, baselines)
    if found is None:
        raise NoRun(f"no run of {suite!r} has been blessed yet: `eval bless RUN` does it")
    return found


def show(comparison: Comparison, console: Console) -> None:
    unpaired = comparison.only_before + comparison.only_after
    left_out = f", {unpaired} in one run only" if unpaired else ""
    table = Table("score", "before", "after", "difference", "95 %", "rose", "fell", "p worse")
    table.title = f"{comparison.suite}: {comparison.pairs} samples in both{left_out}"
    for score in comparison.scores:
        interval = "" if score.low is None or score.high is None else f"{score.low:+.4g} … {score.high:+.4g}"
        style = "red" if score.alarm else None
        name = f"{score.name} ({score.unit})" if score.unit else score.name
        figures = (f"{score.before:.4g}", f"{score.after:.4g}", f"{score.difference:+.4g}", interval)
        table.add_row(name, *figures, str(score.improved), str(score.fell), f"{score.worse_p:.3f}", style=style)
    console.print(table)
    scored = {score.name for score in comparison.scores}
    # Breakdowns ("recall.budget") are many: those that moved are enough.
    own = [m for m in comparison.metrics if m.name not in scored and ("." not in m.name or m.difference)]
    metrics = Table("metric", "before", "after", "difference", "tolerance")
    for metric in own:
        values = [metric.before, metric.after, metric.difference, metric.tolerance]
        metrics.add_row(metric.name, *("" if v is None else f"{v:.6g}" for v in values))
    console.print(metrics)
    for alarm in comparison.alarms:
        console.print(f"worse: {alarm}", style="red", markup=False)
    if not comparison.alarms:
        console.print("No alarm.")
