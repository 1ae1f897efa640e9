"""Authenticator apps: time-based codes of six digits (RFC 6238, May 2011), each taken once.

A code of the step before or after is taken too, for clocks that differ by up to 30 s.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyotp
import segno
from pyotp.exceptions import OTPVerificationError
from sqlalchemy.ext.asyncio import AsyncSession

from domain.errors import Conflict, FieldError, InvalidRequest
from infra.sealing import Sealer
from services.credentials.factor_repository import FactorRepository
from services.credentials.schemas import TotpEnrolment

ISSUER = "Tripwright"
_DRIFT = 1


@dataclass
class Totp:
    """One user's authenticator app."""

    session: AsyncSession
    tenant: str
    user_id: UUID
    sealer: Sealer
    now: datetime

    def __post_init__(self) -> None:
        self._factors = FactorRepository(self.session, self.tenant, self.user_id)

    async def enrol(self, account: str) -> TotpEnrolment:
        """A new secret, shown this once and worth nothing before a code confirms it; Conflict where an app serves."""
        if await self._factors.has_totp():
            raise Conflict("an authenticator app is set up already: remove it first")
        secret = pyotp.random_base32()
        await self._factors.put_totp(self.sealer.seal(secret, self._owner), self.now)
        uri = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)
        return TotpEnrolment(secret=secret, uri=uri, picture=segno.make(uri, error="m").svg_data_uri(scale=5))

    async def confirm(self, code: str) -> None:
        """The app holds from now on; raises InvalidRequest for a wrong code, Conflict without an enrolment."""
        row = await self._factors.totp()
        if row is None or row.confirmed_at is not None:
            raise Conflict("there is no authenticator app to confirm: enrol one first")
        if not await self._takes(code):
            raise InvalidRequest([FieldError("code", "not the app's code: is the device's clock right?")])
        row.confirmed_at = self.now

    async def accepts(self, code: str) -> bool:
        """Whether the code is the confirmed app's, now and for the first time."""
        row = await self._factors.totp()
        return row is not None and row.confirmed_at is not None and await self._takes(code)

    async def forget(self) -> None:
        await self._factors.forget_totp()

    async def _takes(self, code: str) -> bool:
        row = await self._factors.totp()
        assert row is not None
        app = pyotp.TOTP(self.sealer.unseal(row.sealed, self._owner))
        try:
            step = app.verify_and_get_timecode(code, for_time=self.now, valid_window=_DRIFT)
        except OTPVerificationError:
            return False
        if step <= row.last_step:
            return False
        row.last_step = step
        return True

    @property
    def _owner(self) -> str:
        return f"totp:{self.tenant}:{self.user_id}"
