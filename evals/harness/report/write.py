"""Puts the page together: one file, no external address."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from evals.harness.baseline import BASELINES, Summary, find_baseline, summary_of
from evals.harness.comparison import Comparison, compare_runs
from evals.harness.report.numbers import figure, signed
from evals.harness.report.view import view_of
from evals.harness.run_folder import REPORT, NoRun, RunFolder, replace

HERE = Path(__file__).parent


def write_report(folder: RunFolder, baselines: Path = BASELINES) -> Path:
    """Write report.html into the run's folder; raises NoRun when the run is not finished."""
    facts, records = folder.facts(), folder.records()
    summary = summary_of(folder, records)
    baseline = find_baseline(summary.suite, baselines)
    comparison = _comparison(baseline, summary)
    view = view_of(facts, summary, records, baseline if comparison else None, comparison, folder.plots())
    path = folder.path / REPORT
    replace(path, _page().render(view=view, style=_part("page.css"), script=_part("page.js")))
    return path


def _comparison(baseline: Summary | None, summary: Summary) -> Comparison | None:
    """None without a baseline, and with one that has no sample of this run."""
    try:
        return compare_runs(baseline, summary) if baseline else None
    except NoRun:
        return None


def _page() -> Template:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(figure=figure, signed=signed)
    return environment.get_template("page.html.jinja")


def _part(name: str) -> Markup:
    return Markup((HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - our own file
