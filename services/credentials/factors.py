"""Which second factors an account has."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.credentials.factor_repository import FactorRepository
from services.credentials.schemas import SecondFactors


async def factors_of(session: AsyncSession, tenant: str, user_id: UUID) -> tuple[str, ...]:
    """`totp` and `passkey`, as far as they are set up; none: the first factor suffices."""
    factors = FactorRepository(session, tenant, user_id)
    totp, passkeys = await factors.has_totp(), await factors.passkeys()
    return (*(("totp",) if totp else ()), *(("passkey",) if passkeys else ()))


async def summary(session: AsyncSession, tenant: str, user_id: UUID) -> SecondFactors:
    """What the account's owner sees of them."""
    factors = FactorRepository(session, tenant, user_id)
    return SecondFactors(
        totp=await factors.has_totp(),
        passkeys=len(await factors.passkeys()),
        recovery_codes_left=await factors.codes_left(),
    )
