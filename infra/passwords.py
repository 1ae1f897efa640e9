"""Passwords at rest: Argon2id (RFC 9106, second recommended option), bcrypt verified for imported users."""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import dataclass, field

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher
from pwdlib.hashers.bcrypt import BcryptHasher

_BCRYPT_ROUNDS = 12  # imported hashes with fewer are not accepted
_AT_ONCE = 4  # each takes its memory while it runs


@dataclass(frozen=True)
class Passwords:
    """Hashes beside the event loop, a few at a time."""

    _hash: PasswordHash
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @classmethod
    def with_memory(cls, mib: int) -> Passwords:
        """64 MiB is RFC 9106's choice, 19 the least that OWASP recommends; hashes made with another are renewed."""
        return cls(PasswordHash((Argon2Hasher(memory_cost=mib * 1024), BcryptHasher(_BCRYPT_ROUNDS))))

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hash.hash, _normal(password))

    async def verify(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        """Whether it is the password, and a hash to keep instead where `kept` is of an older kind.

        Without one to compare with (an unknown account, or one without a password) it takes as long and is False.
        """
        async with self._turns:
            return await asyncio.to_thread(self._verify, _normal(password), kept)

    def _verify(self, password: str, kept: str | None) -> tuple[bool, str | None]:
        if kept is None or _too_weak(kept):
            self._hash.hash(password)
            return False, None
        try:
            return self._hash.verify_and_update(password, kept)
        except (UnknownHashError, ValueError):
            self._hash.hash(password)
            return False, None


def _too_weak(kept: str) -> bool:
    """A bcrypt hash ($2b$RR$…) of fewer than 12 rounds: whoever imports it must have the password reset."""
    return kept.startswith("$2") and not (kept[4:6].isdigit() and int(kept[4:6]) >= _BCRYPT_ROUNDS)


def _normal(password: str) -> str:
    """The same password from whichever keyboard (NIST SP 800-63B: normalise before hashing)."""
    return unicodedata.normalize("NFKC", password)
