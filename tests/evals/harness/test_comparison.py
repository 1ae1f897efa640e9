from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evals.harness.baseline import Column, Summary, bless
from evals.harness.comparison import LEVEL, compare_runs, load_pair, show
from evals.harness.run_folder import NoRun
from evals.harness.runner import Runner
from evals.harness.suite import Options
from tests.evals.harness import sums


def summary(metrics=None, lower=(), tolerances=None, suite="sums", **columns) -> Summary:
    """Columns as {name: values} or {name: Column}; samples are numbered."""
    made = {
        name: values
        if isinstance(values, Column)
        else Column(values={str(n): float(value) for n, value in enumerate(values)})
        for name, values in columns.items()
    }
    return Summary(
        suite=suite,
        options={},
        began_at="2026-11-21T00:00:00+00:00",
        source="a" * 64,
        lower_is_better=frozenset(lower),
        tolerances=tolerances or {},
        metrics=metrics or {},
        columns=made,
    )


def measured(values, unit="min", better="lower") -> Column:
    return Column(unit=unit, better=better, values={str(n): float(value) for n, value in enumerate(values)})


def draw(rng, size: int, skill: float) -> Summary:
    """A run of a suite of `size` samples of different difficulty: three marks and a measurement."""
    easy = np.linspace(0.2, 1.0, size)  # the same sample is as hard in every run
    passed = rng.random((3, size)) < np.clip(easy * skill + 0.15, 0, 1)
    minutes = 60 / easy + rng.gamma(2, 10, size) / skill
    return summary(one=passed[0], two=passed[1], three=(passed[2] + passed[0]) / 2, minutes=measured(minutes))


def test_runs_that_differ_by_chance_alone_ring_no_oftener_than_the_level_says():
    rng, alarms, runs = np.random.default_rng(11), 0, 200
    for _ in range(runs):
        alarms += bool(compare_runs(draw(rng, 40, 0.8), draw(rng, 40, 0.8), draws=199).alarms)
    # Nominal: at most 10 of 200; three standard deviations of chance above that are 19.
    assert alarms <= runs * LEVEL + 3 * (runs * LEVEL * (1 - LEVEL)) ** 0.5
    assert alarms > 0, "a gate that can never ring is no gate"


def test_a_true_fall_rings():
    rng = np.random.default_rng(12)
    rung = sum(bool(compare_runs(draw(rng, 120, 0.9), draw(rng, 120, 0.55), draws=999).alarms) for _ in range(25))
    assert rung >= 24


def test_a_rise_rings_nothing_and_ten_lost_of_a_hundred_ring_at_once():
    good, worse = [1.0] * 100, [1.0] * 90 + [0.0] * 10
    found = compare_runs(summary(right=good), summary(right=worse))
    assert found.alarms == ("right: 1 → 0.9 over 100 samples; 10 fell, 0 rose (p = 0.0010)",)
    assert found.scores[0].difference == pytest.approx(-0.1)
    assert found.scores[0].low < -0.1 < found.scores[0].high
    assert not compare_runs(summary(right=worse), summary(right=good)).alarms


def test_less_is_better_where_it_is():
    few, many = measured(range(10, 40)), measured(range(15, 45))
    assert compare_runs(summary(minutes=few), summary(minutes=many)).alarms
    assert not compare_runs(summary(minutes=many), summary(minutes=few)).alarms


def test_a_busy_machine_is_not_a_regression_but_twice_the_work_is():
    was = measured(np.linspace(1, 2, 30), "s")
    slower = measured(np.linspace(1, 2, 30) * 1.2, "s")
    twice = measured(np.linspace(1, 2, 30) * 2, "s")
    assert not compare_runs(summary(cpu_seconds=was), summary(cpu_seconds=slower)).alarms
    assert compare_runs(summary(cpu_seconds=was), summary(cpu_seconds=twice)).alarms


def test_a_tolerance_rings_without_statistics():
    def run(gap: float, rate: float) -> Summary:
        return summary({"gap": gap, "rate": rate, "samples": 2}, {"gap"}, {"gap": 0.2, "rate": 0.01}, right=[1, 1])

    assert compare_runs(run(0.5, 1), run(0.75, 1)).alarms == ("gap: 0.5 → 0.75, more than 0.2 worse",)
    assert compare_runs(run(0.5, 1), run(0.5, 0.98)).alarms == ("rate: 1 → 0.98, more than 0.01 worse",)
    assert not compare_runs(run(0.5, 1), run(0.7, 0.99)).alarms
    assert not compare_runs(run(0.5, 0.5), run(0.1, 1)).alarms


def test_only_samples_in_both_are_compared():
    old = summary(right=Column(values={"a": 1, "b": 1, "c": 0}))
    new = summary(right=Column(values={"b": 1, "c": 1, "d": 0}))
    found = compare_runs(old, new)
    assert (found.pairs, found.only_before, found.only_after) == (2, 1, 1)
    assert found.scores[0].before == 0.5
    with pytest.raises(NoRun, match="no sample in common"):
        compare_runs(summary(right=Column(values={"a": 1})), summary(right=Column(values={"b": 1})))
    with pytest.raises(NoRun, match="'sums' cannot be compared with one of 'intent'"):
        compare_runs(old, summary(suite="intent", right=[1]))


def test_real_runs_and_a_baseline_are_read_from_disk(tmp_path):
    baselines = tmp_path / "baselines"
    run = Runner().run(sums.SUITE, Options(limit=2), tmp_path / "run")
    with pytest.raises(NoRun, match="no run of 'sums' has been blessed"):
        load_pair(Path("baseline"), tmp_path / "run", baselines)
    path = bless(run.folder, baselines)
    for before in (Path("baseline"), path, tmp_path / "run"):
        found = compare_runs(*load_pair(before, tmp_path / "run", baselines))
        assert not found.alarms
        assert {score.name for score in found.scores} == {"completed", "right", "off_by", "cpu_seconds", "cost_minor"}
    with pytest.raises(NoRun, match="must be a run"):
        load_pair(Path("baseline"), Path("baseline"))
    screen = io.StringIO()
    show(found, Console(file=screen, width=200))
    assert "No alarm." in screen.getvalue()
