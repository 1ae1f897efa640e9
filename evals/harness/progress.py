"""A run on the terminal: a bar while it is worked on, its metrics at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from evals.harness.runner import Run, Watch
from evals.harness.suite import Record


@contextmanager
def bar(console: Console, name: str) -> Iterator[Watch]:
    """A watch that moves a bar; failures are told above it as they happen."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task(name, total=None)

        def watch(done: int, total: int, record: Record | None) -> None:
            progress.update(task, completed=done, total=total)
            if record is not None and record.error:
                last = record.error.strip().splitlines()[-1]
                progress.console.print(f"{record.id}: {last}", style="yellow", markup=False)

        yield watch


def summary(console: Console, run: Run) -> None:
    table = Table("metric", "value")
    for name, value in run.metrics.items():
        if "." in name:  # a breakdown, which the report has as a table
            continue
        table.add_row(name, "unknown" if value is None else f"{value:g}")
    console.print(table)
    cached = sum(record.cached for record in run.records)
    known = f", {cached} of them from the cache" if cached else ""
    console.print(f"{len(run.records)} records{known} in {run.folder.path}", markup=False)
