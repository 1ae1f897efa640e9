"""`./tripwright eval …`: how good the plans are, measured. Answers go to stdout, the rest to stderr."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Column, Table

app = typer.Typer(no_args_is_help=True, help="Measure how good the plans are.")
_BAD_USAGE = 2
_INTERRUPTED = 130

SuiteName = Annotated[str, typer.Argument(help="a name from `eval list`", metavar="SUITE")]
RunPath = Annotated[Path, typer.Argument(help="a run's folder, a baseline's file, or the word baseline", metavar="RUN")]
Data = Annotated[Path | None, typer.Option(help="folder of the official data", exists=True)]
Queries = Annotated[Path | None, typer.Option(help="file of queries to answer", exists=True, dir_okay=False)]
Limit = Annotated[int | None, typer.Option(min=1, help="so many samples, evenly spread")]
Seed = Annotated[int, typer.Option(min=0, help="another seed, another of the good answers")]
Seconds = Annotated[float | None, typer.Option(min=0.001, help="per sample, where a suite searches for so long")]
AsJson = Annotated[bool, typer.Option("--json", help="end standard output with one JSON object")]


@app.command("list")
def list_suites(as_json: AsJson = False) -> None:
    """The suites there are."""
    from evals.suites.registry import SUITES, get_suite  # noqa: PLC0415  suites import solvers, `--help` need not

    table = Table(Column("suite", no_wrap=True), "what it measures", Column("data", no_wrap=True))
    rows = []
    for name in SUITES:
        suite = get_suite(name)
        rows.append({"suite": name, "about": suite.about, "data_variable": suite.data_variable, "where": suite.where})
        table.add_row(name, suite.about, suite.data_variable)
    if as_json:
        _print_json({"suites": rows})
    else:
        Console().print(table)


@app.command()
def run(
    suite: SuiteName,
    data: Data = None,
    queries: Queries = None,
    limit: Limit = None,
    seed: Seed = 0,
    seconds: Seconds = None,
    out: Annotated[Path | None, typer.Option(help="the run's folder; a run that was cut goes on there")] = None,
    repeats: Annotated[int, typer.Option(min=1, help="independent runs of each sample, never cached")] = 1,
    model: Annotated[str, typer.Option(help="tape:FILE replays recorded language-model answers")] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="take nothing from the cache")] = False,
    as_json: AsJson = False,
) -> None:
    """Run a suite; exit code 0 when it ran, whatever the scores."""
    from evals.harness import progress, runner  # noqa: PLC0415
    from evals.harness.cache import default_cache_dir  # noqa: PLC0415
    from evals.harness.report import write_report  # noqa: PLC0415
    from evals.harness.suite import Options  # noqa: PLC0415

    console = Console(stderr=True)
    chosen = _suite(suite)
    folder = _found_data(chosen, data)
    options = Options(
        data=folder, queries=queries, limit=limit, seed=seed, seconds=seconds, repeats=repeats, model=_model(model)
    )
    if folder is None and chosen.where:
        console.print(f"Without --data, the suite's own small sample is run. {chosen.where}", markup=False)
    place = out or _new_folder(suite)
    try:
        with progress.bar(console, suite) as watch:
            finished = runner.Runner(None if fresh else default_cache_dir(), watch).run(chosen, options, place)
    except KeyboardInterrupt:
        console.print(f"Stopped; `--out {place}` with the same options goes on from here.", markup=False)
        raise typer.Exit(_INTERRUPTED) from None
    except Exception as error:
        if _is_refusal(error):
            _refuse(str(error))
        raise
    write_report(finished.folder)
    progress.summary(console, finished)
    if chosen.table is not None:
        console.print(Markdown(chosen.table(finished.records)))
    if as_json:
        _print_json({"suite": suite, **finished.metrics})


@app.command()
def compare(
    before: RunPath,
    after: RunPath,
    gate: Annotated[bool, typer.Option("--gate", help="exit 1 when the second is worse")] = False,
    as_json: AsJson = False,
) -> None:
    """The second run against the first, sample by sample."""
    from evals.harness.comparison import compare_runs, load_pair, show  # noqa: PLC0415

    try:
        comparison = compare_runs(*load_pair(before, after))
    except LookupError as error:
        _refuse(str(error))
    show(comparison, Console(stderr=as_json))
    if as_json:
        _print_json(comparison.model_dump(mode="json"))
    if gate and comparison.alarms:
        raise typer.Exit(1)


@app.command()
def report(run: RunPath) -> None:
    """Write a run's report.html anew and say where it is."""
    from evals.harness.report import write_report  # noqa: PLC0415
    from evals.harness.run_folder import RunFolder  # noqa: PLC0415

    try:
        path = write_report(RunFolder(run))
    except LookupError as error:
        _refuse(str(error))
    sys.stdout.write(f"{path}\n")


@app.command()
def doctor(
    suite: SuiteName,
    data: Data = None,
    queries: Queries = None,
    limit: Limit = None,
    seed: Seed = 0,
    seconds: Seconds = None,
    as_json: AsJson = False,
) -> None:
    """Show that each case is fair and that spoilt answers lose points; exit 1 when one is not or does not."""
    from evals.harness import doctor as physician  # noqa: PLC0415
    from evals.harness import progress  # noqa: PLC0415
    from evals.harness.suite import Options  # noqa: PLC0415

    chosen = _suite(suite)
    options = Options(data=_found_data(chosen, data), queries=queries, limit=limit, seed=seed, seconds=seconds)
    try:
        with progress.bar(Console(stderr=True), suite) as watch:
            found = physician.examine(chosen, options, watch)
    except Exception as error:
        if _is_refusal(error):
            _refuse(str(error))
        raise
    physician.show(found, Console(stderr=as_json))
    if as_json:
        _print_json(found.model_dump(mode="json"))
    raise typer.Exit(0 if found.sound else 1)


@app.command()
def bless(run: RunPath) -> None:
    """Make a run its suite's baseline, which later runs are compared with."""
    from evals.harness.baseline import bless as make_baseline  # noqa: PLC0415
    from evals.harness.run_folder import RunFolder  # noqa: PLC0415

    try:
        path = make_baseline(RunFolder(run))
    except LookupError as error:
        _refuse(str(error))
    sys.stdout.write(f"{path}\n")


def _suite(name: str) -> Any:
    from evals.suites.registry import UnknownSuite, get_suite  # noqa: PLC0415

    try:
        return get_suite(name)
    except UnknownSuite as error:
        _refuse(f"SUITE: {error}")


def _found_data(suite: Any, given: Path | None) -> Path | None:
    """`--data`, or the folder that the suite's environment variable names."""
    named = os.environ.get(suite.data_variable, "") if suite.data_variable else ""
    if given is None and named and not Path(named).exists():
        _refuse(f"{suite.data_variable}: {named} does not exist")
    return given or (Path(named) if named else None)


def _model(spec: str) -> str:
    from evals.harness.tapes import check_model  # noqa: PLC0415

    try:
        return check_model(spec)
    except LookupError as error:
        _refuse(f"--model: {error}")


def _new_folder(suite: str) -> Path:
    from infra.settings import default_data_dir  # noqa: PLC0415

    return default_data_dir() / "evals" / "runs" / f"{suite}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"


def _is_refusal(error: Exception) -> bool:
    """Whether the user can put it right, and the message says how."""
    from evals.harness.run_folder import NoRun  # noqa: PLC0415
    from evals.harness.suite import DataMissing  # noqa: PLC0415

    return isinstance(error, (DataMissing, NoRun))


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise typer.Exit(_BAD_USAGE)


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
