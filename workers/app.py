"""The Celery worker: a pool of threads that hand their work to one asyncio loop.

Threads only wait; models, providers and databases are awaited on the loop, and solving happens in
the solver's process pool. On SIGTERM running runs are cancelled, which gives their leases back at
once, and another worker resumes them from their checkpoints.
"""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from celery.platforms import SecurityWarning
from celery.signals import worker_init, worker_shutting_down

from agents.warming import warm
from infra.ending import end
from infra.jobs import DRIVE_RUN, MAKE_DOCUMENT, build_celery
from infra.log import configure
from infra.secrets.opening import with_secrets
from infra.settings import Settings
from infra.telemetry.serving import serve_metrics
from workers.documents.job import make_document, sweep_documents_forever
from workers.notices import tell_comments_forever
from workers.outboxes import empty_forever
from workers.resources import Resources, open_resources
from workers.retention import keep_forever
from workers.runs import drive_run, sweep_forever
from workers.usage import keep_books_forever

# Celery warns root, for whom it could run anybody's pickles; ours are JSON only.
warnings.filterwarnings("ignore", category=SecurityWarning)
settings = with_secrets(Settings())
app = build_celery(settings.redis_url)
_START_S = 60


class Loop:
    """One event loop in a thread of its own, with the process's resources open on it."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._stack = AsyncExitStack()
        self._stopping, self._stopped = threading.Lock(), False
        self._resources: Resources | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self) -> None:
        threading.Thread(target=self._loop.run_forever, name="loop", daemon=True).start()
        self._call(self._open()).result(_START_S)

    def drive(self, run_id: UUID, tenant: str) -> None:
        """Wait until the run has ended, or the worker is told to stop."""
        assert self._resources is not None
        with suppress(CancelledError):
            self._call(self._drive(run_id, self._resources, tenant)).result()

    def make(self, job_id: UUID) -> None:
        """Wait until the document is made, or the worker is told to stop."""
        assert self._resources is not None
        with suppress(CancelledError):
            self._call(self._make(job_id, self._resources)).result()

    def stop(self) -> None:
        """Cancel what runs and give everything back; a second call changes nothing."""
        with self._stopping:
            if not self._stopped:
                self._stopped = True
                self._call(self._close()).result(_START_S)

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _open(self) -> None:
        self._resources = await self._stack.enter_async_context(open_resources(settings))
        self._tasks.add(asyncio.create_task(sweep_forever(self._resources)))
        self._tasks.add(asyncio.create_task(sweep_documents_forever(self._resources)))
        self._tasks.add(asyncio.create_task(empty_forever(self._resources)))
        self._tasks.add(asyncio.create_task(keep_books_forever(self._resources)))
        self._tasks.add(asyncio.create_task(keep_forever(self._resources)))
        self._tasks.add(asyncio.create_task(tell_comments_forever(self._resources)))
        warming = asyncio.to_thread(warm, datetime.now(UTC).date())  # before the first message needs it
        self._tasks.add(asyncio.create_task(warming))
        self._tasks.add(asyncio.create_task(self._resources.assembly.warm()))

    async def _close(self) -> None:
        await end(*self._tasks)
        await self._stack.aclose()

    async def _drive(self, run_id: UUID, resources: Resources, tenant: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await drive_run(run_id, resources, tenant)
        finally:
            self._tasks.discard(task)

    async def _make(self, job_id: UUID, resources: Resources) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await make_document(job_id, resources)
        finally:
            self._tasks.discard(task)


loop = Loop()


@worker_init.connect
def _begin(**_: Any) -> None:
    configure(settings.log_level, as_json=settings.log_json, service="worker")
    serve_metrics(settings)
    gc.freeze()  # what was imported stays, and need not be looked through for garbage
    loop.start()


@worker_shutting_down.connect
def _end(**_: Any) -> None:
    threading.Thread(target=loop.stop, name="closing").start()


@app.task(name=DRIVE_RUN)
def drive_run_task(run_id: str, tenant: str) -> None:
    """Drive one run; the run's row says what is to be done, so that the job may come twice."""
    loop.drive(UUID(run_id), tenant)


@app.task(name=MAKE_DOCUMENT)
def make_document_task(job_id: str) -> None:
    """Make one document; its row says which, so that the job may come twice."""
    loop.make(UUID(job_id))
