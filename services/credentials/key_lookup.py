"""Who holds an API key: looked up with its owner as they are now, and known for a second at most."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy.ext.asyncio import AsyncSession

from domain.accounts import AccountStatus
from domain.errors import Unauthenticated
from domain.identity import Permission, Role
from infra.database import Sessions
from services.accounts.tables import UserRow
from services.credentials.api_keys import digest_of
from services.credentials.holder import KeyHolder
from services.credentials.key_repository import find_by_digest, note_use
from services.credentials.tables import ApiKey

_NOTED_EVERY = timedelta(minutes=1)
_MOST_KNOWN = 10_000
_REFUSED = "this API key does not hold: it is unknown, expired or revoked, or its owner may no longer sign in"


@dataclass(frozen=True)
class _Known:
    holder: KeyHolder
    networks: tuple[str, ...]
    until: datetime | None


@dataclass
class KeyLookup:
    """`sessions` see all tenants, for a key is found before its tenant is known.

    A revoked key, and what its owner lost, is thus refused within `fresh_s` seconds in every process. Keys
    that are not found are not remembered, so that strangers cannot fill the memory.
    """

    sessions: Sessions
    fresh_s: float = 1.0
    _known: dict[bytes, tuple[float, _Known]] = field(default_factory=dict)

    async def holder(self, key: str, address: str) -> KeyHolder:
        """Raises Unauthenticated for a key that does not hold, or not from this address."""
        known, now = await self._get(digest_of(key)), datetime.now(UTC)
        if known.until is not None and known.until <= now:
            raise Unauthenticated(_REFUSED)
        if known.networks and not _within(address, known.networks):
            raise Unauthenticated("this API key may not be used from this address")
        return known.holder

    async def _get(self, digest: bytes) -> _Known:
        at, known = self._known.get(digest, (0.0, None))
        if known is not None and time.monotonic() - at < self.fresh_s:
            return known
        self._known.pop(digest, None)
        began = time.monotonic()
        known = await self._read(digest, datetime.now(UTC))
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[digest] = (began, known)
        return known

    async def _read(self, digest: bytes, now: datetime) -> _Known:
        async with self.sessions.begin() as session:
            row = await find_by_digest(session, digest, now)
            owner = await _owner(session, row)
            if row is None or owner is None:
                raise Unauthenticated(_REFUSED)
            if row.last_used_at is None or now - row.last_used_at >= _NOTED_EVERY:
                await note_use(session, row.id, now)
            return _known(row, owner, digest)


async def _owner(session: AsyncSession, row: ApiKey | None) -> UserRow | None:
    """The key's owner, where they may sign in."""
    found = await session.get(UserRow, row.user_id) if row is not None else None
    if row is None or found is None or found.tenant != row.tenant:
        return None
    return found if found.status == AccountStatus.ACTIVE and found.verified_at is not None else None


def _known(row: ApiKey, owner: UserRow, digest: bytes) -> _Known:
    ends = [row.expires_at, row.former_until if row.digest != digest else None]
    holder = KeyHolder(
        tenant=row.tenant,
        user_id=row.user_id,
        roles=frozenset(Role(role) for role in owner.roles),
        scopes=frozenset(Permission(scope) for scope in row.scopes),
        key_id=row.id,
        hourly_limit=row.hourly_limit,
    )
    return _Known(holder, tuple(row.networks), min((end for end in ends if end is not None), default=None))


def _within(address: str, networks: tuple[str, ...]) -> bool:
    try:
        caller = ip_address(address)
    except ValueError:
        return False
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return any(caller in ip_network(network) for network in networks)
