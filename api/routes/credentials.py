"""One's own second factors: authenticator app, recovery codes, passkeys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.declarations import limited
from api.deps import Res
from api.guard import Who, signed_in
from api.problems import refusals
from api.relying_party import Party
from api.resources import Resources
from api.trail import Trail
from domain.audit import Action
from domain.errors import Unauthenticated
from domain.identity import Principal
from services.accounts.parts import AccountWork
from services.accounts.registration import find_user
from services.credentials.factors import summary
from services.credentials.passkeys import RelyingParty, views
from services.credentials.schemas import (
    CodeShown,
    FactorConfirmed,
    NewPasskey,
    PasskeyName,
    PasskeyOptions,
    PasskeyRegistered,
    PasskeyView,
    RecoveryCodes,
    SecondFactors,
    TotpEnrolment,
)
from services.credentials.second_factors import SecondFactorService
from services.credentials.step_up import mark
from services.credentials.tries import Tries

router = APIRouter(prefix="/v1/profile", tags=["second factors"])
_NOT_KEPT = {"Cache-Control": "no-store"}
_OWN = [signed_in()]


@dataclass(frozen=True)
class Mine:
    """The asker's second factors, in a transaction each time."""

    res: Resources
    who: Principal
    party: RelyingParty

    @property
    def user_id(self) -> UUID:
        assert self.who.user_id is not None, "the route asks for somebody signed in"
        return self.who.user_id

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[SecondFactorService]:
        """To be changed; raises Forbidden where this session may not."""
        async with self.res.in_tenant() as session:
            now, sealer = datetime.now(UTC), self.res.accounts.sealer
            factors = SecondFactorService(
                session, self.who.tenant, self.user_id, sealer, self.res.redis, self.party, now
            )
            await factors.allow_change(self.who)
            yield factors

    async def ticket(self, factor: str) -> str:
        """For a session that showed one factor at its sign-in and this one now; "" where there is nothing to gain."""
        return "" if self.who.strong else await mark(self.res.redis, self.who.session_id, factor)

    async def account(self, session: AsyncSession) -> str:
        """What an authenticator calls the account: its address."""
        work = AccountWork(session, self.who.tenant, self.res.accounts, datetime.now(UTC))
        user = await find_user(work, self.user_id)
        if user is None:
            raise Unauthenticated("there is no such account any more")
        return user.personal.email


async def mine(res: Res, who: Who, party: Party) -> Mine:
    return Mine(res, who, party)


Factors = Annotated[Mine, Depends(mine)]


@router.get("/second-factors", dependencies=_OWN, responses=refusals(401))
async def second_factors(own: Factors) -> SecondFactors:
    """What the account has beside its password."""
    async with own.res.in_tenant() as session:
        return await summary(session, own.who.tenant, own.user_id)


@router.post("/totp", status_code=201, dependencies=_OWN, responses=refusals(401, 403, 409))
async def enrol_totp(own: Factors, response: Response) -> TotpEnrolment:
    """Begin with an authenticator app; it counts once /confirm was sent a code of it."""
    response.headers.update(_NOT_KEPT)
    async with own.opened() as factors:
        return await factors.totp.enrol(await own.account(factors.session))


@router.post("/totp/confirm", dependencies=[*_OWN, limited("20/15m")], responses=refusals(401, 403, 409, 422, 429))
async def confirm_totp(body: CodeShown, own: Factors, trail: Trail, response: Response) -> FactorConfirmed:
    """The app holds from now on. The first factor brings ten recovery codes, shown this once."""
    response.headers.update(_NOT_KEPT)
    tries = Tries(own.res.redis, own.who.tenant, own.user_id)
    await tries.begin()
    async with own.opened() as factors:
        await factors.totp.confirm(body.code)
        codes = await factors.first_codes()
        await trail.note(factors.session, Action.FACTOR_ADDED, resource="second factor", resource_id="totp")
    await tries.succeeded()
    return FactorConfirmed(recovery_codes=codes, step_up_ticket=await own.ticket("totp"))


@router.delete("/totp", status_code=204, dependencies=_OWN, responses=refusals(401, 403))
async def forget_totp(own: Factors, trail: Trail) -> Response:
    """Remove the authenticator app; a session with a second factor may."""
    async with own.opened() as factors:
        await factors.totp.forget()
        await factors.tidy()
        await trail.note(factors.session, Action.FACTOR_REMOVED, resource="second factor", resource_id="totp")
    return Response(status_code=204)


@router.post("/recovery-codes", status_code=201, dependencies=_OWN, responses=refusals(401, 403, 409))
async def renew_recovery_codes(own: Factors, trail: Trail, response: Response) -> RecoveryCodes:
    """Ten new recovery codes in place of all that were."""
    response.headers.update(_NOT_KEPT)
    async with own.opened() as factors:
        codes = await factors.renew_codes()
        await trail.note(factors.session, Action.RECOVERY_CODES_RENEWED, resource="second factor")
    return RecoveryCodes(recovery_codes=codes)


@router.post("/passkeys/options", dependencies=_OWN, responses=refusals(401, 403, 409))
async def passkey_options(own: Factors) -> PasskeyOptions:
    """What navigator.credentials.create() takes, good for five minutes."""
    async with own.opened() as factors:
        return await factors.passkeys.registration_options(own.user_id, await own.account(factors.session))


@router.post("/passkeys", status_code=201, dependencies=_OWN, responses=refusals(401, 403, 409, 422))
async def add_passkey(body: NewPasskey, own: Factors, trail: Trail, response: Response) -> PasskeyRegistered:
    """Keep what the browser answered. The first factor brings ten recovery codes, shown this once."""
    response.headers.update(_NOT_KEPT)
    async with own.opened() as factors:
        made = await factors.passkeys.register(own.user_id, body.credential, body.name)
        codes = await factors.first_codes()
        await trail.note(factors.session, Action.PASSKEY_ADDED, resource="passkey", resource_id=str(made.id))
    ticket = await own.ticket("passkey")
    return PasskeyRegistered(**made.model_dump(), recovery_codes=codes, step_up_ticket=ticket)


@router.get("/passkeys", dependencies=_OWN, responses=refusals(401))
async def list_passkeys(own: Factors) -> list[PasskeyView]:
    """Your passkeys, oldest first, at most 20."""
    async with own.res.in_tenant() as session:
        return await views(session, own.who.tenant, own.user_id)


@router.patch("/passkeys/{passkey_id}", dependencies=_OWN, responses=refusals(401, 403, 404, 422))
async def rename_passkey(passkey_id: UUID, body: PasskeyName, own: Factors, trail: Trail) -> PasskeyView:
    async with own.opened() as factors:
        shown, before = await factors.passkeys.rename(own.user_id, passkey_id, body.name)
        await trail.note(
            factors.session,
            Action.PASSKEY_RENAMED,
            resource="passkey",
            resource_id=str(passkey_id),
            changes={"key_name": [before, shown.name]},
        )
    return shown


@router.delete("/passkeys/{passkey_id}", status_code=204, dependencies=_OWN, responses=refusals(401, 403, 404))
async def forget_passkey(passkey_id: UUID, own: Factors, trail: Trail) -> Response:
    async with own.opened() as factors:
        name = await factors.passkeys.forget(own.user_id, passkey_id)
        await factors.tidy()
        await trail.note(
            factors.session,
            Action.PASSKEY_REMOVED,
            resource="passkey",
            resource_id=str(passkey_id),
            changes={"key_name": [name, None]},
        )
    return Response(status_code=204)
