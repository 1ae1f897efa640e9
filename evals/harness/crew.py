"""Worker processes that take samples one at a time; one that dies or hangs costs its own sample only."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Generator, Iterable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from evals.harness.suite import Record, Suite
from evals.harness.work import Job, failed_record, work

# A fork would inherit the locks of whatever threads the parent has; spawned processes begin clean.
_PROCESSES = multiprocessing.get_context("spawn")


class NotPicklable(TypeError):
    """A suite or sample cannot be sent to another process; the message says which part."""


@dataclass
class _Worker:
    process: SpawnProcess
    pipe: Connection
    job: Job | None = None
    begun: float = 0.0

    def kill(self) -> None:
        """With everything that it started, a solver's pool for example."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


def work_through(suite: Suite[Any, Any, Any], jobs: Iterable[Job]) -> Generator[Record, None, None]:
    """The records as they are done, in no order; `suite.processes` samples at once.

    A sample that takes longer than `suite.timeout_s`, or whose process dies, is recorded as failed.
    """
    _check_picklable(suite)
    waiting = iter(jobs)
    busy: list[_Worker] = []
    idle: list[_Worker] = []
    try:
        while True:
            while len(busy) < suite.processes and (job := next(waiting, None)) is not None:
                worker = idle.pop() if idle else _start(suite)
                _give(worker, job)
                busy.append(worker)
            if not busy:
                return
            for worker in _settled(busy, suite.timeout_s):
                busy.remove(worker)
                record, alive = _taken(worker, suite.timeout_s)
                if alive:
                    idle.append(worker)
                yield record
    finally:
        _dismiss(idle, busy)


def _settled(busy: list[_Worker], timeout_s: float) -> list[_Worker]:
    """Those with an answer, a death or no time left; waits until there is one."""
    left = max(0.0, min(worker.begun for worker in busy) + timeout_s - time.monotonic())
    ready = wait([worker.pipe for worker in busy], timeout=left)
    now = time.monotonic()
    return [worker for worker in busy if worker.pipe in ready or now - worker.begun >= timeout_s]


def _taken(worker: _Worker, timeout_s: float) -> tuple[Record, bool]:
    """The record of a settled worker, and whether the worker can go on."""
    job, seconds = worker.job, time.monotonic() - worker.begun
    assert job is not None
    try:
        if worker.pipe.poll():
            return Record.model_validate_json(worker.pipe.recv_bytes()), True
        said = f"TimeoutError: no answer within {timeout_s:g} s; the worker process was ended"
    except (EOFError, OSError):
        worker.process.join(5)
        said = f"the worker process died (exit code {worker.process.exitcode})"
    worker.kill()
    return failed_record(job, said, seconds), False


def _give(worker: _Worker, job: Job) -> None:
    try:
        packed = pickle.dumps(job)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise NotPicklable(f"sample {job.sample.id!r} cannot be sent to a worker process: {error}") from error
    worker.job, worker.begun = job, time.monotonic()
    # A worker that died at its start is found when its answer is read.
    with contextlib.suppress(BrokenPipeError):
        worker.pipe.send_bytes(packed)


def _start(suite: Suite[Any, Any, Any]) -> _Worker:
    ours, theirs = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_serve, args=(suite, theirs), name=f"eval-{suite.name}")
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _dismiss(idle: list[_Worker], busy: list[_Worker]) -> None:
    for worker in busy:
        worker.kill()
    for worker in idle:
        worker.pipe.close()
    for worker in idle:
        worker.process.join(5)
        if worker.process.is_alive():
            worker.process.kill()


def _check_picklable(suite: Suite[Any, Any, Any]) -> None:
    for name in suite.__dataclass_fields__:
        try:
            pickle.dumps(getattr(suite, name))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise NotPicklable(f"suite {suite.name!r}: {name} must be functions of a module: {error}") from error


def _serve(suite: Suite[Any, Any, Any], pipe: Connection) -> None:
    """A worker's life: jobs in, records out, until the pipe is closed."""
    if hasattr(os, "setsid"):
        os.setsid()  # a group of its own: Ctrl-C is the parent's to handle, and one signal ends it all
    os.dup2(sys.stderr.fileno(), 1)  # standard output belongs to the command's answer
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    with asyncio.Runner() as runner:
        while True:
            try:
                job: Job = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own parent
            except EOFError:
                return
            pipe.send_bytes(work(suite, job, runner).model_dump_json().encode())


def _end_with_the_parent() -> None:
    """A parent that is killed says no goodbye; its workers and theirs must not go on without it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        with contextlib.suppress(ProcessLookupError, AttributeError):
            os.killpg(os.getpid(), signal.SIGKILL)
        os._exit(1)
