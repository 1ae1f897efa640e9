"""What we write when a document is ready."""

from __future__ import annotations

from datetime import timedelta

from infra.settings import Settings
from services.accounts.letters import write_to
from services.accounts.parts import AccountWork
from services.documents.tables import DocumentJob
from services.documents.tickets import Ticket, document_signer, sign_ticket


async def tell_ready(work: AccountWork, job: DocumentJob, title: str, settings: Settings) -> None:
    """With an address that holds some days, to whoever asked; nothing to an account that is gone."""
    row = await work.rows.find(job.mail_to) if job.mail_to is not None else None
    if row is None:
        return
    until = work.now + timedelta(seconds=settings.document_mail_link_s)
    token = sign_ticket(document_signer(settings), Ticket(job.tenant, job.id), until)
    link = f"{settings.address}/v1/downloads/{token}"
    write_to(work, row, "document_ready", title=title, link=link, day=until.date().isoformat())
