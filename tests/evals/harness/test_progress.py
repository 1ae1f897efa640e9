from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from evals.harness.progress import bar, summary
from evals.harness.run_folder import RunFolder
from evals.harness.runner import Run
from evals.harness.suite import Record


def console_on(screen: io.StringIO) -> Console:
    return Console(file=screen, width=100, force_terminal=False)


def test_failures_are_told_as_they_happen():
    screen = io.StringIO()
    with bar(console_on(screen), "sums") as watch:
        watch(0, 2, None)
        watch(1, 2, Record(key="a", id="sum-1", error="Traceback …\nValueError: [bold]odd"))
        watch(2, 2, Record(key="b", id="sum-2"))
    said = screen.getvalue()
    assert "sum-1: ValueError: [bold]odd" in said
    assert "2/2" in said


def test_metrics_are_shown_without_their_breakdowns():
    screen = io.StringIO()
    records = (Record(key="a", id="a", cached=True), Record(key="b", id="b"))
    summary(
        console_on(screen),
        Run(RunFolder(Path("somewhere")), {"right": 0.5, "cost_minor": None, "recall.days": 1.0}, records),
    )
    said = screen.getvalue()
    assert "0.5" in said
    assert "unknown" in said
    assert "recall" not in said
    assert "2 records, 1 of them from the cache in somewhere" in said
