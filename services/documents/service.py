"""The books of documents: asked for, made step by step, ready or failed. Nothing here commits or makes anything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import NotFound
from domain.identity import Principal
from domain.notification import About, DocumentFailed, DocumentReady
from services.documents.repository import DocumentRepository
from services.documents.schemas import STEPS, AskDocument, DocumentLanguage, DocumentVariant, DocumentView, JobStatus
from services.documents.tables import DocumentJob
from services.notifications.telling import Happening, tell

_ENDED = (JobStatus.DONE, JobStatus.FAILED)


class DocumentService:
    """The documents of one tenant that `who` has asked for; None: the house itself, which makes them all.

    `now` is an aware UTC instant; `kept` how long a finished file lies ready.
    """

    def __init__(
        self, session: AsyncSession, tenant: str, now: datetime, kept: timedelta, who: Principal | None = None
    ) -> None:
        self._rows, self.session, self._now, self._kept = DocumentRepository(session, tenant), session, now, kept
        self._owner = None if who is None or who.reaches_all else who.owner

    async def ask(
        self,
        job_id: UUID,
        trip_id: UUID,
        version: int,
        owner: str,
        asked: AskDocument,
        language: str,
        mail_to: UUID | None,
    ) -> tuple[DocumentJob, bool]:
        """The job, and whether it must be queued: the same again is the same, unless it failed, is old or `fresh`."""
        found = await self._rows.find_current(trip_id, version, asked.variant, language, owner)
        if found is not None and not asked.fresh and self._serves(found):
            if mail_to is not None and found.status not in _ENDED:
                found.mail_to = mail_to
            return found, False
        if found is not None:
            found.current = False
            await self.session.flush()
        made = await self._rows.add(
            id=job_id,
            trip_id=trip_id,
            version=version,
            owner=owner,
            variant=asked.variant,
            language=language,
            status=JobStatus.QUEUED,
            done=0,
            total=len(STEPS),
            error="",
            current=True,
            mail_to=mail_to,
            announced=False,
            filename="",
            stored="",
            size=0,
            pages=0,
            created_at=self._now,
            ended_at=None,
        )
        job = await self._rows.find_current(trip_id, version, asked.variant, language, owner)
        assert job is not None
        return job, made

    def _serves(self, job: DocumentJob) -> bool:
        return job.status != JobStatus.FAILED and job.created_at > self._now - self._kept

    async def get(self, job_id: UUID, *, lock: bool = False) -> DocumentJob:
        """Raises NotFound."""
        job = await self._rows.find(job_id, owner=self._owner, lock=lock)
        if job is None:
            raise NotFound("document", str(job_id))
        return job

    async def of_trip(self, trip_id: UUID, owner: str) -> Sequence[DocumentJob]:
        return await self._rows.of_trip(trip_id, owner, self._now - self._kept)

    async def begin(self, job_id: UUID) -> DocumentJob:
        """To be made from the first step, whoever had begun it."""
        job = await self.get(job_id, lock=True)
        if job.status not in _ENDED:
            job.status, job.done = JobStatus.RUNNING, 0
        return job

    async def step(self, job_id: UUID, done: int) -> None:
        (await self.get(job_id, lock=True)).done = done

    async def finish(self, job_id: UUID, *, filename: str, stored: str, size: int, pages: int) -> bool:
        """False where it had ended already."""
        job = await self.get(job_id, lock=True)
        if job.status in _ENDED:
            return False
        job.status, job.done, job.ended_at = JobStatus.DONE, job.total, self._now
        job.filename, job.stored, job.size, job.pages = filename, stored, size, pages
        await self._tell(job, DocumentReady(document=job.id, variant=job.variant))
        return True

    async def fail(self, job_id: UUID, error: str) -> bool:
        job = await self.get(job_id, lock=True)
        if job.status in _ENDED:
            return False
        job.status, job.error, job.ended_at = JobStatus.FAILED, error[:500], self._now
        await self._tell(job, DocumentFailed(document=job.id, variant=job.variant))
        return True

    async def announced(self, job_id: UUID) -> None:
        (await self.get(job_id, lock=True)).announced = True

    async def _tell(self, job: DocumentJob, about: About) -> None:
        await tell(self.session, Happening(job.tenant, self._now, trip_id=job.trip_id), [(job.owner, about)])


def document_view(job: DocumentJob, download: str | None = None, until: datetime | None = None) -> DocumentView:
    return DocumentView(
        id=job.id,
        trip_id=job.trip_id,
        version=job.version,
        variant=cast("DocumentVariant", job.variant),
        language=cast("DocumentLanguage", job.language),
        status=JobStatus(job.status),
        done=job.done,
        total=job.total,
        error=job.error,
        filename=job.filename,
        size=job.size,
        pages=job.pages,
        created_at=job.created_at,
        ended_at=job.ended_at,
        self=f"/v1/documents/{job.id}",
        events=f"/v1/documents/{job.id}/events",
        download=download,
        download_until=until,
    )
