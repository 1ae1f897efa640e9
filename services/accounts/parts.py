"""What every part of identity needs, for a process's lifetime and for one piece of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncSession

from infra.passwords import Passwords
from infra.sealing import Sealer, open_sealer
from infra.settings import Settings
from infra.tokens import AccessTokens
from services.accounts.lockout import Lockout
from services.accounts.personal import PersonalCipher
from services.accounts.repository import AccountRepository
from services.sessions.store import Limits, SessionStore

_DAY_S = 24 * 3600


@dataclass(frozen=True)
class AccountParts:
    """`address` is where links in mails lead, without a slash at the end."""

    sealer: Sealer
    cipher: PersonalCipher
    passwords: Passwords
    tokens: AccessTokens
    sessions: SessionStore
    lockout: Lockout
    address: str


@dataclass(frozen=True)
class AccountWork:
    """One transaction's work on the accounts of one tenant; whoever opened the session commits."""

    session: AsyncSession
    tenant: str
    parts: AccountParts
    now: datetime

    @cached_property
    def rows(self) -> AccountRepository:
        return AccountRepository(self.session, self.tenant, self.parts.cipher)


def build_account_parts(settings: Settings, redis: Redis) -> AccountParts:
    sealer = open_sealer(settings.secret_keys.get_secret_value(), settings.data_dir)
    limits = Limits(
        idle_s=settings.session_idle_s,
        refresh_s=settings.refresh_days * _DAY_S,
        longest_s=settings.session_days * _DAY_S,
    )
    return AccountParts(
        sealer=sealer,
        cipher=PersonalCipher(sealer),
        passwords=Passwords.with_memory(settings.password_memory_mib),
        tokens=AccessTokens(sealer.keys, settings.access_token_s),
        sessions=SessionStore(redis, sealer.keys, limits),
        lockout=Lockout(redis),
        address=settings.address,
    )
