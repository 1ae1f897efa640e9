"""Recovery codes: what opens an account once when the second factor is lost."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.credentials.factor_repository import FactorRepository

COUNT = 10
_BYTES = 15  # 120 random bits, which SHA-256 alone hides (OWASP ASVS 5.0, 6.5.2: 112 or more)
_GROUP = 4


@dataclass
class RecoveryCodeBook:
    """One user's codes."""

    session: AsyncSession
    tenant: str
    user_id: UUID
    now: datetime

    def __post_init__(self) -> None:
        self._factors = FactorRepository(self.session, self.tenant, self.user_id)

    async def renew(self) -> tuple[str, ...]:
        """Ten new codes, shown this once, in place of all there were."""
        codes = tuple(_drawn() for _ in range(COUNT))
        await self._factors.put_codes(map(_digest, codes))
        return codes

    async def accepts(self, code: str) -> bool:
        """Whether it is one of theirs and unused; it is used now."""
        return await self._factors.use_code(_digest(code), self.now)

    async def left(self) -> int:
        return await self._factors.codes_left()

    async def forget(self) -> None:
        await self._factors.forget_codes()


def _drawn() -> str:
    letters = base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))


def _digest(code: str) -> bytes:
    """However it is typed: capitals, blanks and dashes make no difference."""
    letters = "".join(letter for letter in code.lower() if letter.isalnum())
    return sha256(letters.encode()).digest()
