"""Blessed baselines: what a suite came to when somebody looked and said that it is good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.harness.metrics import score_kinds, score_table
from evals.harness.run_folder import NoRun, RunFolder, replace
from evals.harness.suite import Record
from infra.settings import ROOT

BASELINES = ROOT / "evals" / "baselines"


class Column(BaseModel):
    """One score of every sample, the mean over its repeats."""

    model_config = ConfigDict(frozen=True)

    unit: str = ""
    better: Literal["higher", "lower"] = "higher"
    values: dict[str, float]


class Summary(BaseModel):
    """A run in short: enough to compare another with it, small enough to keep in the repository."""

    model_config = ConfigDict(frozen=True)

    suite: str
    options: dict[str, Any]
    began_at: str
    source: str
    lower_is_better: frozenset[str] = frozenset()
    tolerances: dict[str, float] = {}
    metrics: dict[str, float | None]
    columns: dict[str, Column]


def summary_of(folder: RunFolder, records: Sequence[Record] | None = None) -> Summary:
    """Raises NoRun when the run is not finished."""
    facts, metrics = folder.facts(), folder.metrics()
    known = folder.records() if records is None else records
    return Summary(
        suite=str(facts["suite"]),
        options=_told(facts["options"]),
        began_at=str(facts["began_at"]),
        source=str(facts["source"]),
        lower_is_better=frozenset(facts["lower_is_better"]),
        tolerances=facts["tolerances"],
        metrics={name: value for name, value in metrics.items() if name != "suite"},
        columns=columns_of(known),
    )


def columns_of(records: Sequence[Record]) -> dict[str, Column]:
    """Every score, and what each sample took: `cpu_seconds` and, where known, `cost_minor`."""
    kinds = score_kinds(records)
    columns = {
        name: Column(unit=kinds[name].unit, better=kinds[name].better, values=_means(values))
        for name, values in score_table(records).items()
    }
    spent = {(r.id, r.repeat): r.cpu_seconds for r in records if not r.error}
    columns["cpu_seconds"] = Column(unit="s", better="lower", values=_means(spent))
    if records and all(record.cost_minor is not None for record in records):
        costs = {(r.id, r.repeat): float(r.cost_minor or 0) for r in records}
        columns["cost_minor"] = Column(unit=f"minor {records[0].currency}", better="lower", values=_means(costs))
    return columns


def _means(values: Mapping[tuple[str, int], float]) -> dict[str, float]:
    groups: dict[str, list[float]] = defaultdict(list)
    for (sample_id, _), value in values.items():
        groups[sample_id].append(value)
    return {sample_id: round(fmean(group), 6) for sample_id, group in groups.items()}


def _told(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options without the paths of the machine that the run was made on."""
    return {
        name: bool(value) if name in ("data", "queries", "model") else value for name, value in options.items() if value
    }


def baseline_path(suite: str, folder: Path = BASELINES) -> Path:
    return folder / f"{suite}.json"


def bless(run: RunFolder, folder: Path = BASELINES) -> Path:
    """Write the run's summary as its suite's baseline; raises NoRun when the run is not finished."""
    summary = summary_of(run)
    folder.mkdir(parents=True, exist_ok=True)
    path = baseline_path(summary.suite, folder)
    replace(path, summary.model_dump_json(indent=1) + "\n")
    return path


def find_baseline(suite: str, folder: Path = BASELINES) -> Summary | None:
    """None when nobody has blessed a run of that suite yet."""
    path = baseline_path(suite, folder)
    return load_baseline(path) if path.exists() else None


def load_baseline(path: Path) -> Summary:
    """Raises NoRun for a file that is no baseline."""
    try:
        return Summary.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as error:
        raise NoRun(f"{path} is no baseline: {error}") from error
