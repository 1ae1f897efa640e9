"""The address at which a document is fetched: it is the permission itself, and holds for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from domain.errors import Forbidden, NotFound
from infra.settings import Settings
from infra.signing import Signer, open_signer


@dataclass(frozen=True)
class Ticket:
    tenant: str
    job_id: UUID


def sign_ticket(signer: Signer, ticket: Ticket, until: datetime) -> str:
    """`until` is an aware instant, to the second."""
    return signer.sign(f"{int(until.timestamp())} {ticket.job_id} {ticket.tenant}".encode())


def read_ticket(signer: Signer, token: str, now: datetime) -> Ticket:
    """Raises NotFound for what we did not sign, Forbidden for what holds no longer."""
    content = signer.content(token)
    if content is None:
        raise NotFound("download", token[:20])
    until, job_id, tenant = content.decode().split(" ", 2)
    if datetime.fromtimestamp(int(until), UTC) < now:
        raise Forbidden("this download address has expired; ask for the document again")
    return Ticket(tenant, UUID(job_id))


def document_signer(settings: Settings) -> Signer:
    return _opened(settings.secret_keys.get_secret_value(), settings.data_dir)


@lru_cache(maxsize=8)
def _opened(keys: str, data_dir: Path) -> Signer:
    return open_signer(keys, data_dir, "documents")
