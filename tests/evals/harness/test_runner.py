from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.harness.run_folder import RunFolder
from evals.harness.runner import Runner, evenly, load_samples, make_jobs, repeat_seed
from evals.harness.suite import DataMissing, Options, Sample
from infra.settings import ROOT
from tests.evals.harness import sums


def logged(log, options):
    """The sums, each noting that it was really worked on."""
    return [replace(sample, metadata={**sample.metadata, "log": str(log)}) for sample in sums.load(options)]


def worked_on(log) -> Counter[str]:
    return Counter(line.split()[0] for line in log.read_text().splitlines())


def test_a_run_is_a_folder_and_what_is_known_is_not_worked_on_again(tmp_path):
    log = tmp_path / "log"
    suite = replace(sums.SUITE, load=partial(logged, log))
    seen: list[tuple[int, int]] = []
    runner = Runner(tmp_path / "cache", watch=lambda done, total, record: seen.append((done, total)))
    run = runner.run(suite, Options(), tmp_path / "one")
    assert [record.id for record in run.records] == [f"sum-{n}" for n in range(6)]
    assert run.metrics["right"] == 1
    assert run.metrics["mean_output"] == 6
    assert json.loads((tmp_path / "one" / "metrics.json").read_text())["suite"] == "sums"
    assert (tmp_path / "one" / "sums.txt").read_text() == "1 3 5 7 9 11"
    facts = run.folder.facts()
    assert facts["samples"] == 6
    assert facts["ended_at"] >= facts["began_at"]
    assert seen[0] == (0, 6)
    assert seen[-1] == (6, 6)

    again = runner.run(suite, Options(limit=3), tmp_path / "two")
    assert all(record.cached for record in again.records)
    assert set(worked_on(log).values()) == {1}

    runner.run(suite, Options(limit=1, seed=5), tmp_path / "three")
    assert max(worked_on(log).values()) == 2, "another seed is another question"

    lines = (tmp_path / "one" / "records.jsonl").read_text().splitlines(keepends=True)
    (tmp_path / "one" / "records.jsonl").write_text("".join(lines[:4]) + lines[4][:30])
    before = worked_on(log)
    resumed = Runner(None).run(suite, Options(), tmp_path / "one")
    assert (worked_on(log) - before).total() == 2, "a run that was cut goes on where it was, without any cache"
    assert [record.id for record in resumed.records] == [f"sum-{n}" for n in range(6)]


def test_repeats_are_independent_and_never_from_the_cache(tmp_path):
    log = tmp_path / "log"
    suite = replace(sums.SUITE, load=partial(logged, log))
    runner = Runner(tmp_path / "cache")
    for out in ("one", "two"):
        run = runner.run(suite, Options(limit=2, repeats=3), tmp_path / out)
        assert [record.repeat for record in run.records] == [0, 1, 2, 0, 1, 2]
        assert len({record.seed for record in run.records}) == 3
        assert run.metrics["samples"] == 2
    assert worked_on(log).total() == 12


def test_no_samples_and_two_of_one_name_are_refused(tmp_path):
    nothing_there = replace(sums.SUITE, load=lambda options: [], where="Get them from the library.")
    with pytest.raises(DataMissing, match="Get them from the library"):
        load_samples(nothing_there, Options())
    twice = replace(sums.SUITE, load=lambda options: [Sample("a", (1,), 1), Sample("a", (2,), 2)])
    with pytest.raises(ValueError, match="two samples have the id 'a'"):
        load_samples(twice, Options())


@given(st.integers(1, 200), st.integers(1, 60))
def test_a_limit_takes_an_even_sample(size, limit):
    taken = evenly(range(size), limit)
    assert len(taken) == min(size, limit)
    gaps = [b - a for a, b in pairwise(taken)]
    assert all(gap >= 1 for gap in gaps)
    assert not gaps or max(gaps) - min(gaps) <= 1
    assert taken[0] <= size / min(limit, size) / 2 + 1


def test_a_key_tells_samples_repeats_sources_and_seeds_apart():
    samples = load_samples(sums.SUITE, Options())
    keys = [job.key for job in make_jobs(sums.SUITE, samples, Options(repeats=2), "source")]
    keys += [job.key for job in make_jobs(sums.SUITE, samples, Options(), "other source")]
    keys += [job.key for job in make_jobs(sums.SUITE, samples, Options(seed=1), "source")]
    assert len(set(keys)) == len(keys) == 24
    assert {job.key for job in make_jobs(sums.SUITE, samples, Options(), "source")} < set(keys)
    assert repeat_seed(7, 0) == 7


_RUN = """
import sys
from pathlib import Path
from evals.harness.runner import Runner
from evals.harness.suite import Options
from tests.evals.harness.patient import SUITE
if __name__ == "__main__":
    Runner(None).run(SUITE, Options(), Path(sys.argv[1]))
"""


@pytest.mark.faults
def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path):
    script, out = tmp_path / "run.py", tmp_path / "out"
    script.write_text(_RUN)
    command = [sys.executable, str(script), str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATIENT_LOG": str(tmp_path / "log")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    deadline = time.monotonic() + 60
    while len(RunFolder(out).records()) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = {record.id for record in RunFolder(out).records()}
    assert 3 <= len(done) < 30
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=60)
    assert len(RunFolder(out).records()) == 30
    times = worked_on(tmp_path / "log")
    assert all(times[name] == 1 for name in done), "what was recorded is not worked on again"
