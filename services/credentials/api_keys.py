"""API keys: made, listed, rotated, revoked by their owner.

A key is `sk_live_` and 64 hexadecimal digits, 256 random bits, so that SHA-256 hides it as well as a
slow hash would. It is shown once.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, FieldError, Forbidden, InvalidRequest, NotFound
from domain.identity import Principal
from services.credentials.key_repository import KeyRepository
from services.credentials.schemas import ApiKeyMade, ApiKeyView, NewApiKey
from services.credentials.tables import ApiKey

PREFIX = "sk_live_"
MOST = 50
_BYTES = 32
_SHOWN = len(PREFIX) + 4


def digest_of(key: str) -> bytes:
    return sha256(key.encode()).digest()


@dataclass
class ApiKeyService:
    """One owner's keys. Raises Forbidden where the owner came with a key: a stolen key must not make others."""

    session: AsyncSession
    who: Principal
    now: datetime

    def __post_init__(self) -> None:
        if self.who.user_id is None or self.who.key_id is not None:
            raise Forbidden("API keys are looked after by their owner, signed in, not by a key")
        self._keys = KeyRepository(self.session, self.who.tenant, self.who.user_id)

    async def make(self, wanted: NewApiKey) -> ApiKeyMade:
        """Raises InvalidRequest for a scope beyond the owner's or an expiry that has passed, Conflict for too many."""
        self._refuse_weak()
        self._check(wanted)
        if await self._keys.count() >= MOST:
            raise Conflict(f"an account has at most {MOST} keys: revoke one first")
        key, row = _drawn(), ApiKey(id=uuid4(), tenant=self.who.tenant, user_id=self.who.user_id, created_at=self.now)
        row.name, row.networks, row.hourly_limit = wanted.name, list(wanted.networks), wanted.hourly_limit
        row.scopes, row.expires_at = sorted(set(wanted.scopes)), wanted.expires_at
        row.digest, row.beginning = digest_of(key), key[:_SHOWN]
        self._keys.add(row)
        await self.session.flush()
        return _shown(row, key)

    async def all(self) -> list[ApiKeyView]:
        return [ApiKeyView.model_validate(row) for row in await self._keys.living()]

    async def rotate(self, key_id: UUID, grace_s: int) -> ApiKeyMade:
        """A new secret for the same key; the one before holds `grace_s` seconds more, any older one no longer."""
        self._refuse_weak()
        row, key = await self._get(key_id), _drawn()
        row.former_digest, row.former_until = row.digest, self.now + timedelta(seconds=grace_s)
        row.digest, row.beginning = digest_of(key), key[:_SHOWN]
        await self.session.flush()
        return _shown(row, key)

    async def revoke(self, key_id: UUID) -> str:
        """For good; its name, for the audit."""
        row = await self._get(key_id)
        row.revoked_at = self.now
        return row.name

    async def _get(self, key_id: UUID) -> ApiKey:
        row = await self._keys.find(key_id)
        if row is None:
            raise NotFound("API key", str(key_id))
        return row

    def _refuse_weak(self) -> None:
        """A key opens the console without a second factor, so that for staff one must be shown to get it."""
        if self.who.is_staff and not self.who.strong:
            raise Forbidden("sign in with your second factor first")

    def _check(self, wanted: NewApiKey) -> None:
        beyond = set(wanted.scopes) - self.who.permissions
        if beyond:
            message = f"beyond what you may do yourself: {', '.join(sorted(beyond))}"
            raise InvalidRequest([FieldError("scopes", message)])
        if wanted.expires_at is not None and wanted.expires_at <= self.now:
            raise InvalidRequest([FieldError("expires_at", "must lie in the future")])


def _drawn() -> str:
    return PREFIX + secrets.token_hex(_BYTES)


def _shown(row: ApiKey, key: str) -> ApiKeyMade:
    return ApiKeyMade(**ApiKeyView.model_validate(row).model_dump(), key=key)
