"""Sums that take their time, so that a run of them can be killed in the middle."""

from __future__ import annotations

import os
import time
from dataclasses import replace

from evals.harness.suite import Context, Options, Sample
from tests.evals.harness import sums


def load(options: Options) -> list[Sample[sums.Numbers, int]]:
    return [Sample(f"sum-{n}", (n, n), 2 * n, {"log": os.environ["PATIENT_LOG"]}) for n in range(30)]


def add(sample: Sample[sums.Numbers, int], context: Context) -> int:
    time.sleep(0.15)
    return sums.add(sample, context)


SUITE = replace(sums.SUITE, load=load, task=add)
