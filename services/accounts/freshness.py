"""Whether a session's first factor is fresh enough for a second to join it.

Whoever finds a session open must not make it stronger with a factor that they set up themselves.
"""

from __future__ import annotations

from datetime import timedelta

from domain.errors import FieldError, Forbidden, InvalidRequest, NotFound
from services.accounts.parts import AccountWork
from services.accounts.recovery import require_current
from services.sessions.store import Session

FRESH = timedelta(minutes=15)


async def require_first_factor(work: AccountWork, session: Session, password: str) -> None:
    """A session of the last 15 minutes, or the account's password now.

    Raises InvalidRequest for `current_password`, Forbidden where the account has none.
    """
    if work.now - session.created_at <= FRESH:
        return
    row = await work.rows.find(session.user_id)
    if row is None:
        raise NotFound("user", str(session.user_id))
    if row.password_hash is None:
        raise Forbidden("you signed in a while ago: sign out and in again, and show your second factor then")
    if not password:
        raise InvalidRequest([FieldError("current_password", "you signed in a while ago: write your password too")])
    await require_current(work, row, password)
