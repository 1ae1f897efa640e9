"""What a run's records come to: the harness's own metrics and the suite's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean, median
from typing import Any

import numpy as np

from evals.harness.suite import Record, Score, Suite

Metrics = dict[str, float | None]
LESS_IS_BETTER = frozenset(
    {"errors", "seconds_median", "seconds_p95", "seconds_total", "cpu_seconds_median", "cost_minor"}
    | {"seconds_by", "cost_minor_by"}
)


def metrics_of(suite: Suite[Any, Any, Any], records: Sequence[Record]) -> Metrics:
    """The suite's own last, so that it may say better what a name means."""
    own = dict(suite.metrics(records)) if suite.metrics and records else {}
    return {name: rounded(value) for name, value in (harness_metrics(records) | own).items()}


def harness_metrics(records: Sequence[Record]) -> Metrics:
    """The mean of every score, and what the run took. A failed task counts 0 in every mark.

    `cost_minor` is the sum, None as soon as one record's is unknown; seconds are per record.
    """
    means = {name: fmean(values.values()) for name, values in score_table(records).items()}
    return {
        "samples": float(len({record.id for record in records})),
        "errors": float(sum(bool(record.error) for record in records)),
        **means,
        **_times(records),
        "cost_minor": _cost(records),
        **_by_server(records),
    }


def score_table(records: Sequence[Record]) -> dict[str, dict[tuple[str, int], float]]:
    """Score name to (sample id, repeat) to value, each score where it has a say.

    Where a task failed there are no scores: every mark of the sample is then 0. A measurement has no
    such worst value and is left out; `completed` shows what happened.
    """
    table: dict[str, dict[tuple[str, int], float]] = defaultdict(dict)
    kinds = score_kinds(records)
    for record in records:
        place = (record.id, record.repeat)
        failed = bool(record.error) and record.value("completed") == 0
        for name, kind in kinds.items():
            value = record.value(name)
            if value is None and failed and not kind.unit:
                value = 0.0 if kind.better == "higher" else 1.0
            if value is not None:
                table[name][place] = value
    return dict(table)


def score_kinds(records: Sequence[Record]) -> Mapping[str, Score]:
    """The first score of every name, for its unit and direction; `completed` first."""
    kinds: dict[str, Score] = {}
    for record in records:
        for score in record.scores:
            kinds.setdefault(score.name, score)
    return kinds


def _times(records: Sequence[Record]) -> Metrics:
    seconds = [record.seconds for record in records]
    if not seconds:
        return {}
    return {
        "seconds_median": median(seconds),
        "seconds_p95": float(np.quantile(seconds, 0.95)),
        "seconds_total": sum(seconds),
        "cpu_seconds_median": median(record.cpu_seconds for record in records),
    }


def _by_server(records: Sequence[Record]) -> Metrics:
    """For each provider or model, or combination, that served: how many, how well, how long and at what price."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.served_by:
            groups[" + ".join(record.served_by)].append(record)
    found: Metrics = {}
    for name, group in sorted(groups.items()):
        cost = _cost(group)
        found[f"samples_by.{name}"] = float(len(group))
        found[f"full_by.{name}"] = fmean(record.is_full for record in group)
        found[f"seconds_by.{name}"] = median(record.seconds for record in group)
        found[f"cost_minor_by.{name}"] = None if cost is None else cost / len(group)
    return found


def _cost(records: Sequence[Record]) -> float | None:
    costs = [record.cost_minor for record in records]
    return None if None in costs else float(sum(cost or 0 for cost in costs))


def rounded(value: float | None) -> float | None:
    """Six decimals are more than any sample size supports."""
    return None if value is None or not np.isfinite(value) else round(float(value), 6)
