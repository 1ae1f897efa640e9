from __future__ import annotations

from evals.harness.baseline import Summary, columns_of
from evals.harness.comparison import compare_runs
from evals.harness.metrics import harness_metrics
from evals.harness.report.view import view_of
from evals.harness.suite import Record, Score

FACTS = {"options": {"seed": 3, "repeats": 1, "limit": None, "data": None}}


def records(*marks: float, seconds: float = 1.0) -> list[Record]:
    return [
        Record(
            key=str(n),
            id=str(n),
            scores=(Score(name="right", value=mark), Score(name="gap", value=n + mark, unit="%", better="lower")),
            seconds=seconds,
            metadata={"kind": "odd" if n % 2 else "even"},
        )
        for n, mark in enumerate(marks)
    ]


def summary(found: list[Record], **more: float) -> Summary:
    return Summary(
        suite="sums",
        options={},
        began_at="2026-11-21",
        source="a",
        metrics=harness_metrics(found) | more,
        columns=columns_of(found),
    )


def view(now: list[Record], was: list[Record] | None = None, more: dict[str, float] | None = None):
    new, old = summary(now, **(more or {})), summary(was) if was else None
    return view_of(FACTS, new, now, old, compare_runs(old, new) if old else None, {"mine": "<svg></svg>", "none": ""})


def test_marks_are_bars_measurements_are_plots_and_breakdowns_are_tables():
    found = view(records(1, 0.5, 1), more={"accuracy": 0.9, "recall.days": 0.5, "precision.days": 1, "level.full": 1})
    assert [mark.name for mark in found.marks] == ["right"]
    assert found.marks[0].note == "2 of 3 full"
    assert [plot.name for plot in found.plots] == ["mine", "gap (%)"]
    names = [tile.name for tile in found.tiles]
    assert names[0] == "accuracy"
    assert "right" not in names
    assert [(table.columns, table.rows) for table in found.breakdowns] == [
        (["recall", "precision"], [("days", [("0.5", ""), ("1", "")])]),
        (["level"], [("full", [("1", "")])]),
    ]
    assert found.options == "--seed 3"


def test_beside_a_baseline_what_is_better_and_worse_is_said():
    found = view(records(1, 1, 1), records(1, 1, 0.4))
    tiles = {tile.name: tile for tile in found.tiles}
    assert (tiles["gap"].verdict, tiles["gap"].change) == ("worse", "+0.2 %")
    assert tiles["errors"].verdict == "same"
    assert found.marks[0].note == "3 of 3 full, was 80 %"


def test_seconds_that_differ_a_little_are_no_verdict():
    slow, slower, twice = records(1, seconds=1), records(1, seconds=1.2), records(1, seconds=2)
    verdict = {tile.name: tile.verdict for tile in view(slower, slow).tiles}
    assert verdict["seconds_median"] == "same"
    assert {tile.name: tile.verdict for tile in view(twice, slow).tiles}["seconds_median"] == "worse"


def test_rows_carry_what_the_table_searches_and_sorts_by():
    failed = Record(key="x", id="X 1", error="Traceback", metadata={"kind": "bad"})
    rows = view([*records(1, 0.5), failed]).rows
    assert [row["state"] for row in rows] == ["full", "short", "error"]
    assert rows[1]["scores"] == [0.5, 1.5]
    assert rows[2]["scores"] == [None, None]
    assert rows[2]["words"] == "x 1 kind:bad"
