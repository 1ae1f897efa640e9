"""What the page shows, worked out: tiles, marks, plots, comparison, rows and packed traces."""

from __future__ import annotations

import base64
import gzip
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np
from markupsafe import Markup

from evals.harness.baseline import Column, Summary
from evals.harness.comparison import Comparison
from evals.harness.metrics import LESS_IS_BETTER, score_kinds
from evals.harness.report.numbers import figure, signed
from evals.harness.report.plots import histogram
from evals.harness.statistics import mean_interval
from evals.harness.suite import Record

_HARNESS_METRICS = LESS_IS_BETTER | {"samples"}
_TIME_NOISE = 0.25
"""Seconds that differ by less say something about the machine, not about us."""
_TIME_METRICS = {"seconds_median": "s", "seconds_p95": "s", "seconds_total": "s", "cpu_seconds_median": "s"}


@dataclass(frozen=True)
class Tile:
    """`verdict` is better, worse or same than the baseline; empty without one."""

    name: str
    value: str
    was: str
    change: str
    verdict: str


@dataclass(frozen=True)
class Mark:
    """A score in 0..1 as a bar: all numbers are per cent of its width."""

    name: str
    value: float
    low: float
    high: float
    was: float | None
    text: str
    note: str


@dataclass(frozen=True)
class Plot:
    name: str
    svg: Markup
    has_baseline: bool


@dataclass(frozen=True)
class Breakdown:
    """Metrics named `column.row`, as a table; a cell is its value and the baseline's where it differs."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True)
class View:
    facts: Mapping[str, Any]
    options: str
    tiles: Sequence[Tile]
    breakdowns: Sequence[Breakdown]
    marks: Sequence[Mark]
    plots: Sequence[Plot]
    comparison: Comparison | None
    baseline: Summary | None
    columns: Sequence[Mapping[str, str]]
    rows: Sequence[Mapping[str, Any]]
    packed: Sequence[str]


def view_of(
    facts: Mapping[str, Any],
    summary: Summary,
    records: Sequence[Record],
    baseline: Summary | None,
    comparison: Comparison | None,
    own_plots: Mapping[str, str],
) -> View:
    kinds = score_kinds(records)
    return View(
        facts=facts,
        options=_options(facts["options"]),
        tiles=_tiles(summary, baseline, comparison),
        breakdowns=_breakdowns(summary, baseline),
        marks=_marks(summary, baseline),
        plots=[
            *(Plot(title, Markup(svg), has_baseline=False) for title, svg in own_plots.items() if svg),  # noqa: S704 - the suite's
            *_plots(summary, baseline, records),
        ],
        comparison=comparison,
        baseline=baseline,
        columns=[{"name": name, "unit": kind.unit, "better": kind.better} for name, kind in kinds.items()],
        rows=[_row(record, list(kinds)) for record in records],
        packed=[_packed(record) for record in records],
    )


def _options(options: Mapping[str, Any]) -> str:
    """As they would be typed."""
    return " ".join(f"--{name} {value}" for name, value in options.items() if value and (name, value) != ("repeats", 1))


def _unit(name: str, columns: Mapping[str, Column]) -> str:
    if name in columns:
        return columns[name].unit or "share"
    words = name.split("_")
    if "share" in words:
        return "share"
    return "%" if "pct" in words else "s" if words[-1] == "s" else _TIME_METRICS.get(name, "")


def _tiles(summary: Summary, baseline: Summary | None, comparison: Comparison | None) -> list[Tile]:
    """The suite's own metrics first; marks are left to their bars, breakdowns to their tables."""
    changes = {change.name: change for change in comparison.metrics} if comparison else {}
    marks = {name for name, column in summary.columns.items() if not column.unit}
    shown = [name for name in summary.metrics if "." not in name and name not in marks]
    tiles = []
    for name in sorted(shown, key=lambda name: (name in _HARNESS_METRICS, name in summary.columns)):
        value = summary.metrics[name]
        unit, change = _unit(name, summary.columns), changes.get(name)
        was = figure(change.before, unit) if change and baseline else ""
        moved = change.difference if change else None
        verdict = ""
        if change and moved is not None and change.better != "neither":
            gained = moved > 0 if change.better == "higher" else moved < 0
            noise = _TIME_NOISE * abs(change.before or 0) if name in _TIME_METRICS else 1e-9
            verdict = "same" if abs(moved) <= noise else "better" if gained else "worse"
        tiles.append(Tile(name, figure(value, unit), was, signed(moved, unit) if moved else "", verdict))
    return tiles


def _breakdowns(summary: Summary, baseline: Summary | None) -> list[Breakdown]:
    """Columns that have the same rows share a table."""
    rows: dict[str, list[str]] = defaultdict(list)
    for name in summary.metrics:
        column, dot, row = name.partition(".")
        if dot:
            rows[column].append(row)
    tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for column, names in rows.items():
        tables[tuple(names)].append(column)
    old = baseline.metrics if baseline else {}
    return [
        Breakdown(columns, [(row, [_cell(f"{column}.{row}", summary, old) for column in columns]) for row in names])
        for names, columns in tables.items()
    ]


def _cell(name: str, summary: Summary, old: Mapping[str, float | None]) -> tuple[str, str]:
    value, was = summary.metrics[name], old.get(name)
    return figure(value), figure(was) if was is not None and was != value else ""


def _marks(summary: Summary, baseline: Summary | None) -> list[Mark]:
    found = []
    for name, column in summary.columns.items():
        if column.unit or not column.values:
            continue
        values = np.array(list(column.values.values()))
        low, high = mean_interval(values) if len(values) > 1 else (values[0], values[0])
        old = baseline.columns[name].values.values() if baseline and name in baseline.columns else ()
        mean, was = float(values.mean()), fmean(old) if old else None
        count = f"{int(np.sum(values >= 1))} of {len(values)} full"
        note = f"{count}, was {figure(was, 'share')}" if was is not None and abs(was - mean) > 1e-9 else count
        place = None if was is None else was * 100
        found.append(Mark(name, mean * 100, max(low, 0) * 100, min(high, 1) * 100, place, figure(mean, "share"), note))
    return found


def _plots(summary: Summary, baseline: Summary | None, records: Sequence[Record]) -> list[Plot]:
    """Every measurement, then the seconds a sample took."""
    old = baseline.columns if baseline else {}
    plots = []
    for name, column in summary.columns.items():
        values = list(column.values.values())
        if column.unit and len(set(values)) > 1:
            was = list(old[name].values.values()) if name in old else []
            plots.append(Plot(f"{name} ({column.unit})", histogram(values, column.unit, was, name), bool(was)))
    seconds = [record.seconds for record in records]
    if len(set(seconds)) > 1:
        plots.append(Plot("seconds a sample", histogram(seconds, "s", label="seconds a sample"), False))
    return plots


def _row(record: Record, names: Sequence[str]) -> dict[str, Any]:
    """What the table sorts and filters by."""
    return {
        "id": record.id,
        "repeat": record.repeat,
        "state": "error" if record.error else "full" if record.is_full else "short",
        "scores": [record.value(name) for name in names],
        "seconds": round(record.seconds, 3),
        "words": " ".join([record.id, *(f"{k}:{v}" for k, v in record.metadata.items())]).lower(),
    }


def _packed(record: Record) -> str:
    """Compressed, since traces are long and most are never opened."""
    text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
