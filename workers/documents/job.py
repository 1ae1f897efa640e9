"""Makes documents that were asked for: under a lease, step by step, each step told in the job's own log.

It may run twice and die at any line: a file is put whole before the row says that it is there, and the same job puts
it under the same key.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog

from agents.rendering.render import file_stem
from domain.errors import ProviderError, TripwrightError
from infra.database import in_tenant
from infra.leases import LeaseLost, is_leased, lease
from infra.telemetry.faults import report
from services.accounts.parts import AccountWork, build_account_parts
from services.documents.letters import tell_ready
from services.documents.repository import find_job_tenant, forget_jobs, open_jobs
from services.documents.schemas import (
    STEPS,
    DocumentEvent,
    DocumentFailed,
    DocumentReady,
    DocumentStep,
    JobStatus,
    Step,
)
from services.documents.service import DocumentService
from services.documents.tables import DocumentJob
from tools.files.contract import Files
from tools.files.opening import open_files
from workers.documents.making import Maker
from workers.resources import Resources

log = structlog.get_logger()
FOLDER = "documents"
_OUR_FAULT = "Something went wrong on our side while the document was made; please ask for it again."
_NO_BROWSER = "The document could not be printed just now; please ask for it again in a moment."
_CLEAN_EVERY_S = 3600.0


@dataclass(frozen=True)
class _Books:
    """The job's row and log, each change in a transaction of its own."""

    resources: Resources
    tenant: str
    job_id: UUID

    @asynccontextmanager
    async def documents(self) -> AsyncIterator[DocumentService]:
        async with in_tenant(self.resources.sessions, self.tenant) as session:
            yield DocumentService(session, self.tenant, datetime.now(UTC), _kept(self.resources))

    async def tell(self, event: DocumentEvent) -> None:
        await self.resources.events.append(self.job_id, event.model_dump_json())

    async def step(self, step: str) -> None:
        done = STEPS.index(step) + 1
        async with self.documents() as documents:
            await documents.step(self.job_id, done)
        known: Step = STEPS[done - 1]  # type: ignore[assignment]  # a literal of the tuple itself
        await self.tell(DocumentStep(step=known, done=done, total=len(STEPS)))


async def make_document(job_id: UUID, resources: Resources) -> None:
    """Bring a job to its end; harmless when it is there or somebody is at it."""
    async with resources.platform() as session:
        tenant = await find_job_tenant(session, job_id)
    if tenant is None:
        return
    with suppress(LeaseLost):
        async with lease(resources.redis, _lease(job_id), resources.settings.lease_s) as mine:
            if mine:
                await _make(_Books(resources, tenant, job_id))


async def _make(books: _Books) -> None:
    async with books.documents() as documents:
        job = await documents.begin(books.job_id)
    if job.status == JobStatus.RUNNING:
        try:
            await _work(books, job)
        except Exception as error:  # noqa: BLE001  whatever it was, who waits must hear of it
            await _fail(books, error)
    await _announce(books)


async def _work(books: _Books, job: DocumentJob) -> None:
    files, key = open_files(books.resources.settings), f"{FOLDER}/{job.tenant}/{job.id}.pdf"
    made = await Maker(books.resources).make(job, books.step)
    await files.put(key, made.content, "application/pdf")
    await books.step("stored")
    name = f"{file_stem(made.dossier.itinerary)}-{job.variant}.pdf"
    async with books.documents() as documents:
        recorded = await documents.finish(job.id, filename=name, stored=key, size=len(made.content), pages=made.pages)
        if recorded:
            await _write(books, documents, made.dossier.itinerary.title)


async def _write(books: _Books, documents: DocumentService, title: str) -> None:
    """To whoever wanted to be told, in the transaction that says that it is ready."""
    job = await documents.get(books.job_id)
    if job.mail_to is not None:
        settings = books.resources.settings
        parts = build_account_parts(settings, books.resources.redis)
        work = AccountWork(documents.session, books.tenant, parts, datetime.now(UTC))
        await tell_ready(work, job, title, settings)


async def _fail(books: _Books, error: Exception) -> None:
    log.error("document failed", job=str(books.job_id), exc_info=error)
    report(error, "document", tenant=books.tenant)
    message = _OUR_FAULT
    if isinstance(error, ProviderError):
        message = _NO_BROWSER
    elif isinstance(error, TripwrightError):
        message = str(error)
    async with books.documents() as documents:
        await documents.fail(books.job_id, message)


async def _announce(books: _Books) -> None:
    """The end into the log, once the row has it; a worker that died between is made up for by the next."""
    async with books.documents() as documents:
        job = await documents.get(books.job_id)
    if job.announced or job.ended_at is None:
        return
    ready = job.status == JobStatus.DONE
    await books.tell(DocumentReady(pages=job.pages, size=job.size) if ready else DocumentFailed(message=job.error))
    async with books.documents() as documents:
        await documents.announced(books.job_id)


async def sweep_documents(resources: Resources) -> int:
    """Make what nobody makes: its worker died, or its job was lost. How many there were."""
    before = datetime.now(UTC) - timedelta(seconds=resources.settings.lease_s)
    async with resources.platform() as session:
        found = await open_jobs(session, before)
    orphans = [job_id for job_id in found if not await is_leased(resources.redis, _lease(job_id))]
    await asyncio.gather(*(make_document(job_id, resources) for job_id in orphans))
    return len(orphans)


async def forget_old(resources: Resources, files: Files, now: datetime) -> int:
    """Rows and files of documents whose time is over; a day later than they are last given out."""
    before = now - _kept(resources) - timedelta(days=1)
    async with resources.platform.begin() as session:
        gone = await forget_jobs(session, before)
    async for key in files.older_than(FOLDER, before):
        await files.forget(key)
    return gone


async def sweep_documents_forever(resources: Resources) -> None:
    """Once per lease length, and cleaning once an hour, whatever happens."""
    clock = asyncio.get_running_loop().time
    cleaned = float("-inf")
    while True:
        await asyncio.sleep(resources.settings.lease_s)
        try:
            await sweep_documents(resources)
            if clock() - cleaned > _CLEAN_EVERY_S:
                cleaned = clock()
                await forget_old(resources, open_files(resources.settings), datetime.now(UTC))
        except Exception as error:
            log.exception("sweeping documents failed", exc_info=error)


def _kept(resources: Resources) -> timedelta:
    return timedelta(days=resources.settings.document_days)


def _lease(job_id: UUID) -> str:
    return f"document:{job_id}"
