"""One user's second factors together: set up, shown at a login, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, Forbidden, Unauthenticated
from domain.identity import Principal
from infra.sealing import Sealer
from services.credentials.factors import factors_of
from services.credentials.passkeys import PasskeyService, RelyingParty
from services.credentials.recovery import RecoveryCodeBook
from services.credentials.totp import Totp


@dataclass(frozen=True)
class Shown:
    """What somebody shows as their second factor: one of these."""

    code: str = ""
    recovery_code: str = ""
    credential: dict[str, Any] | None = None


@dataclass
class SecondFactorService:
    session: AsyncSession
    tenant: str
    user_id: UUID
    sealer: Sealer
    redis: Redis
    party: RelyingParty
    now: datetime

    def __post_init__(self) -> None:
        self.totp = Totp(self.session, self.tenant, self.user_id, self.sealer, self.now)
        self.codes = RecoveryCodeBook(self.session, self.tenant, self.user_id, self.now)
        self.passkeys = PasskeyService(self.session, self.tenant, self.redis, self.party, self.now)

    async def accepts(self, shown: Shown) -> str | None:
        """Which factor it was (totp, recovery, passkey), or None for something that does not hold."""
        if shown.credential is not None:
            return await self._passkey(shown.credential)
        if shown.recovery_code:
            return "recovery" if await self.codes.accepts(shown.recovery_code) else None
        return "totp" if await self.totp.accepts(shown.code) else None

    async def allow_change(self, who: Principal) -> None:
        """Raises Forbidden where a session of the password alone would change the factors that guard against that."""
        if who.key_id is not None or who.user_id != self.user_id:
            raise Forbidden("second factors are looked after by their owner, signed in, not by a key")
        if not who.strong and await factors_of(self.session, self.tenant, self.user_id):
            raise Forbidden("sign in with your second factor first")

    async def first_codes(self) -> tuple[str, ...]:
        """New recovery codes where there are none yet; () where there are: those stay good."""
        return () if await self.codes.left() else await self.codes.renew()

    async def renew_codes(self) -> tuple[str, ...]:
        """Raises Conflict where there is no factor that they could replace."""
        if not await factors_of(self.session, self.tenant, self.user_id):
            raise Conflict("set up an authenticator app or a passkey first")
        return await self.codes.renew()

    async def tidy(self) -> None:
        """After the last factor is gone its recovery codes open nothing more."""
        if not await factors_of(self.session, self.tenant, self.user_id):
            await self.codes.forget()

    async def _passkey(self, credential: dict[str, Any]) -> str | None:
        try:
            await self.passkeys.login(credential, self.user_id)
        except Unauthenticated:
            return None
        return "passkey"
