from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from evals.harness.crew import NotPicklable, work_through
from evals.harness.suite import Options, Sample
from evals.harness.work import Job
from tests.evals.harness import sums


def jobs(*what: str, **metadata: str) -> list[Job]:
    samples = [Sample(f"{n}-{do}", (n, n), 2 * n, {"do": do, **metadata}) for n, do in enumerate(what)]
    return [Job(sample.id, sample, Options(), 0) for sample in samples]


@pytest.mark.faults
def test_what_raises_hangs_or_dies_costs_its_own_sample_only(capfd):
    suite = replace(sums.SUITE, timeout_s=4)
    found = {record.id: record for record in work_through(suite, jobs("", "raise", "die", "print", "hang", ""))}
    assert len(found) == 6
    assert "cannot be done" in found["1-raise"].error
    assert "died (exit code -9)" in found["2-die"].error
    assert "no answer within 4 s" in found["4-hang"].error
    assert all(not found[name].error for name in ("0-", "3-print", "5-"))
    assert found["5-"].output == 10
    assert "a task that talks" not in capfd.readouterr().out, "standard output is the command's own"


def test_work_that_is_given_up_ends_its_processes(tmp_path):
    log = tmp_path / "log"
    with closing(work_through(sums.SUITE, jobs("", "hang", "", log=str(log)))) as working:
        assert next(working).output == 0
    assert {line.split()[0] for line in log.read_text().splitlines()} <= {"0-", "1-hang", "2-"}


def test_what_cannot_be_sent_is_named():
    with pytest.raises(NotPicklable, match="'sums': task must be functions of a module"):
        list(work_through(replace(sums.SUITE, task=lambda sample, context: 0), jobs("")))
    sample = Sample("odd", lambda: 0, 0)
    with pytest.raises(NotPicklable, match="sample 'odd'"):
        list(work_through(sums.SUITE, [Job("k", sample, Options(), 0)]))
