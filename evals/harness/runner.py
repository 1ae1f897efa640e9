"""Runs a suite into a folder: what is known already is kept or fetched, the rest is worked on in parallel."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from evals.harness.cache import Cache
from evals.harness.canonical import sha256_of
from evals.harness.crew import work_through
from evals.harness.fingerprint import machine, options_hash, source_hash
from evals.harness.metrics import Metrics, metrics_of
from evals.harness.run_folder import METRICS, PLOTS, RunFolder, append, write_json
from evals.harness.suite import DataMissing, Options, Record, Sample, Suite
from evals.harness.work import Job

Item = TypeVar("Item")
Watch = Callable[[int, int, Record | None], None]
"""Told how many records are there of how many, and the newest."""


@dataclass(frozen=True)
class Run:
    """A finished run. `records` are in the order of the samples, repeats beside each other."""

    folder: RunFolder
    metrics: Metrics
    records: tuple[Record, ...]


@dataclass(frozen=True)
class Runner:
    """`cache` None works everything anew; `now` says when a run began and ended."""

    cache_dir: Path | None = None
    watch: Watch = field(default=lambda _done, _total, _record: None)
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def run(self, suite: Suite[Any, Any, Any], options: Options, out: Path) -> Run:
        """Raises DataMissing, NoRun or NotPicklable before the first sample; never for a sample's failure."""
        samples = load_samples(suite, options)
        source = source_hash(suite)
        jobs = make_jobs(suite, samples, options, source)
        folder = RunFolder(out)
        facts = self._facts(suite, options, source, samples)
        folder.begin(facts)
        (out / METRICS).unlink(missing_ok=True)  # an unfinished run has none
        records = self._records(suite, jobs, folder, source)
        metrics = metrics_of(suite, records)
        self._end(suite, folder, facts, metrics, records)
        return Run(folder, metrics, records)

    def _records(
        self, suite: Suite[Any, Any, Any], jobs: Sequence[Job], folder: RunFolder, source: str
    ) -> tuple[Record, ...]:
        cache = Cache(self.cache_dir, suite.name, source) if self.cache_dir else None
        repeated = any(job.repeat for job in jobs)
        done = _kept(folder, jobs)
        if cache and not repeated:
            cache.prune()
            done |= {job.key: found for job in jobs if job.key not in done and (found := cache.find(job.key))}
        folder.keep(done[job.key] for job in jobs if job.key in done)
        self.watch(len(done), len(jobs), None)
        left = [job for job in jobs if job.key not in done]
        for record in self._worked(suite, left, folder):
            done[record.key] = record
            if cache and not repeated:
                cache.put(record)
            self.watch(len(done), len(jobs), record)
        records = tuple(done[job.key] for job in jobs)
        folder.keep(records)
        return records

    def _worked(self, suite: Suite[Any, Any, Any], jobs: Sequence[Job], folder: RunFolder) -> Iterator[Record]:
        # The workers end with this iteration, also when the run is interrupted.
        with folder.open_records() as file, closing(work_through(suite, jobs)) as working:
            for record in working:
                append(file, record)
                yield record

    def _facts(
        self, suite: Suite[Any, Any, Any], options: Options, source: str, samples: Sequence[Sample[Any, Any]]
    ) -> dict[str, Any]:
        return {
            "suite": suite.name,
            "about": suite.about,
            "options": options.model_dump(mode="json"),
            "source": source,
            "samples": len(samples),
            "machine": machine(),
            "processes": suite.processes,
            "lower_is_better": sorted(suite.lower_is_better),
            "tolerances": dict(suite.tolerances),
            "began_at": self.now().isoformat(timespec="seconds"),
            "ended_at": None,
        }

    def _end(
        self,
        suite: Suite[Any, Any, Any],
        folder: RunFolder,
        facts: dict[str, Any],
        metrics: Metrics,
        records: Sequence[Record],
    ) -> None:
        if suite.write:
            suite.write(records, folder.path)
        if suite.plots:
            write_json(folder.path / PLOTS, dict(suite.plots(records)))
        write_json(folder.path / METRICS, {"suite": suite.name, **metrics})
        write_json(folder.path / "run.json", facts | {"ended_at": self.now().isoformat(timespec="seconds")})


def load_samples(suite: Suite[Any, Any, Any], options: Options) -> tuple[Sample[Any, Any], ...]:
    """The suite's samples, evenly limited; ValueError when two have one id.

    Raises DataMissing when there are none, or when what the user gave cannot be read.
    """
    try:
        loaded = tuple(suite.load(options))
    except (OSError, ValueError, LookupError, TypeError, csv.Error) as error:
        if options.queries is None and options.data is None:
            raise
        given = f"--queries {options.queries}" if options.queries else f"--data {options.data}"
        raise DataMissing(f"{suite.name}: {given} cannot be read: {error!r}. {suite.where}".rstrip()) from error
    samples = evenly(loaded, options.limit)
    if not samples:
        raise DataMissing(f"{suite.name}: no samples there. {suite.where}".rstrip())
    seen: set[str] = set()
    for sample in samples:
        if sample.id in seen:
            raise ValueError(f"{suite.name}: two samples have the id {sample.id!r}")
        seen.add(sample.id)
    return samples


def evenly(items: Sequence[Item], limit: int | None) -> tuple[Item, ...]:
    """`limit` of them at even distances, so that every part of an ordered list is there; all when there are fewer."""
    if limit is None or limit >= len(items):
        return tuple(items)
    return tuple(items[(2 * i + 1) * len(items) // (2 * limit)] for i in range(limit))


def make_jobs(
    suite: Suite[Any, Any, Any], samples: Sequence[Sample[Any, Any]], options: Options, source: str
) -> tuple[Job, ...]:
    """One job a repeat; the key is a hash of all that its record may depend on."""
    settings = options_hash(options)
    jobs = []
    for sample in samples:
        content = sha256_of([suite.name, sample, source, settings])
        for repeat in range(options.repeats):
            seed = repeat_seed(options.seed, repeat)
            key = sha256_of([content, repeat])
            jobs.append(Job(key, sample, options, seed, repeat))
    return tuple(jobs)


def repeat_seed(seed: int, repeat: int) -> int:
    """The run's own seed first, then others that have nothing to do with it or with each other."""
    if repeat == 0:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}:{repeat}".encode()).digest()[:4], "big") >> 1


def _kept(folder: RunFolder, jobs: Sequence[Job]) -> dict[str, Record]:
    """Records of this folder that the same code, data, seed and options would make again."""
    wanted = {job.key for job in jobs}
    return {record.key: record for record in folder.records() if record.key in wanted}
