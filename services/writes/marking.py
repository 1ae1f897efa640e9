"""A write's mark, left in the very transaction that does it, so that none is done twice under one key.

The answer to a write is kept after its commit (`infra.answers`), and a process may die in between. Whoever comes
again then runs the route again, and is stopped by the mark at the commit: nothing of the second time stays. A route
that finds by itself what it did before, and so writes nothing, gives its answer as if it were the first time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import ORMExecuteState, Session

from domain.errors import DoneBefore
from infra.database import TENANT_SETTING
from services.writes.tables import WriteMark

KEPT = timedelta(days=1)  # as long as answers are
_WROTE = "tripwright.wrote"


@dataclass(frozen=True)
class _Write:
    digest: str
    attempt: UUID = field(default_factory=uuid4)


_NEW = insert(WriteMark)
_LEAVE = _NEW.on_conflict_do_update(
    index_elements=["tenant", "digest"],
    set_={"attempt": _NEW.excluded.attempt, "at": _NEW.excluded.at},
    where=or_(WriteMark.attempt == _NEW.excluded.attempt, WriteMark.at < _NEW.excluded.at - KEPT),
).returning(WriteMark.digest)

_asked: ContextVar[_Write | None] = ContextVar("tripwright.write", default=None)


@contextmanager
def marked(digest: str) -> Iterator[None]:
    """What the block commits through `infra.database.in_tenant` is committed once a day under this name.

    The commit of another block of the same name raises DoneBefore. The audit log's entries alone are no write.
    """
    token = _asked.set(_Write(digest))
    try:
        yield
    finally:
        _asked.reset(token)


def _leave(session: Session, write: _Write) -> None:
    """Raises DoneBefore where another attempt has left it within the day."""
    mark = {"tenant": session.info[TENANT_SETTING], "digest": write.digest, "attempt": write.attempt}
    if session.connection().execute(_LEAVE, {**mark, "at": datetime.now(UTC)}).one_or_none() is None:
        raise DoneBefore(
            "a request with this key was carried out before, and its answer was lost;"
            " read what it has changed, and take a new key for a new write"
        )


def _is_watched(session: Session) -> bool:
    return _asked.get() is not None and TENANT_SETTING in session.info


@event.listens_for(Session, "do_orm_execute")
def _on_statement(state: ORMExecuteState) -> None:
    if _is_watched(state.session) and (state.is_insert or state.is_update or state.is_delete):
        state.session.info[_WROTE] = True


@event.listens_for(Session, "before_flush")
def _on_flush(session: Session, *_: Any) -> None:
    if _is_watched(session) and (session.new or session.deleted or any(map(session.is_modified, session.dirty))):
        session.info[_WROTE] = True


@event.listens_for(Session, "before_commit")
def _on_commit(session: Session) -> None:
    write = _asked.get()
    if write is None or TENANT_SETTING not in session.info or session.in_nested_transaction():
        return
    session.flush()  # says whether there is anything to write
    if session.info.pop(_WROTE, False):
        _leave(session, write)
