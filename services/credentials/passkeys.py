"""Passkeys: WebAuthn credentials (Level 2, 8 April 2021) that a device keeps and unlocks for its owner.

User verification (PIN, finger, face) is always required, so that a passkey alone is two factors. No
attestation is asked for: which make of device somebody has is none of our business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from redis.asyncio import Redis
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.options_to_json_dict import options_to_json_dict
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    RegistrationCredential,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from domain.errors import Conflict, FieldError, InvalidRequest, NotFound, Unauthenticated
from services.credentials.challenges import Ceremony, pose, take
from services.credentials.factor_repository import FactorRepository, find_credential
from services.credentials.schemas import PasskeyOptions, PasskeyView
from services.credentials.tables import Passkey

MOST = 20
_NAME = "Tripwright"
_MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError)
_REQUIRED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class RelyingParty:
    """For whom a passkey is good: a host name without port, and the origins that its page may have."""

    id: str
    origins: tuple[str, ...]


@dataclass
class PasskeyService:
    session: AsyncSession
    tenant: str
    redis: Redis
    party: RelyingParty
    now: datetime

    async def registration_options(self, user_id: UUID, account: str) -> PasskeyOptions:
        """What the browser needs to make one; Conflict where there are enough."""
        known = await self._of(user_id).passkeys()
        if len(known) >= MOST:
            raise Conflict(f"an account has at most {MOST} passkeys: remove one first")
        options = generate_registration_options(
            rp_id=self.party.id,
            rp_name=_NAME,
            user_name=account,
            user_id=user_id.bytes,
            challenge=await pose(self.redis, self.tenant, Ceremony.REGISTRATION, user_id),
            exclude_credentials=_described(known),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
            ),
        )
        return PasskeyOptions(public_key=options_to_json_dict(options))

    async def register(self, user_id: UUID, credential: dict[str, Any], name: str) -> PasskeyView:
        """Raises InvalidRequest for an answer that does not hold, Conflict for a passkey that is known."""
        row = await self._verified(user_id, credential)
        row.name = name
        try:
            async with self.session.begin_nested():
                self.session.add(row)
        except IntegrityError as error:
            raise Conflict("this passkey is known already") from error
        return PasskeyView.model_validate(row)

    async def rename(self, user_id: UUID, passkey_id: UUID, name: str) -> tuple[PasskeyView, str]:
        """The passkey, and the name that it had."""
        row = await self._get(user_id, passkey_id)
        before, row.name = row.name, name
        return PasskeyView.model_validate(row), before

    async def forget(self, user_id: UUID, passkey_id: UUID) -> str:
        """Its name, for the audit."""
        row = await self._get(user_id, passkey_id)
        await self._of(user_id).forget_passkey(passkey_id)
        return row.name

    async def login_options(self, user_id: UUID | None = None) -> PasskeyOptions:
        """For one user's passkeys as second factor; without a user for whichever the device offers."""
        known = await self._of(user_id).passkeys() if user_id is not None else ()
        options = generate_authentication_options(
            rp_id=self.party.id,
            challenge=await pose(self.redis, self.tenant, Ceremony.AUTHENTICATION, user_id),
            allow_credentials=_described(known),
            user_verification=_REQUIRED,
        )
        return PasskeyOptions(public_key=options_to_json_dict(options))

    async def login(self, credential: dict[str, Any], user_id: UUID | None = None) -> UUID:
        """Whose passkey it is; raises Unauthenticated, with one sentence for every reason."""
        try:
            return await self._proved(parse_authentication_credential_json(credential), user_id)
        except _MALFORMED as error:
            raise Unauthenticated("this passkey does not open an account here") from error

    async def _proved(self, shown: AuthenticationCredential, user_id: UUID | None) -> UUID:
        challenge = parse_client_data_json(shown.response.client_data_json).challenge
        posed = await take(self.redis, self.tenant, Ceremony.AUTHENTICATION, challenge, user_id)
        row = await find_credential(self.session, self.tenant, shown.raw_id)
        handle = shown.response.user_handle
        if not posed or row is None or user_id not in {None, row.user_id} or handle not in {None, row.user_id.bytes}:
            raise ValueError("not posed, unknown or somebody else's")
        verified = verify_authentication_response(
            credential=shown,
            expected_challenge=challenge,
            expected_rp_id=self.party.id,
            expected_origin=list(self.party.origins),
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
        row.sign_count, row.last_used_at = verified.new_sign_count, self.now
        return row.user_id

    async def _verified(self, user_id: UUID, credential: dict[str, Any]) -> Passkey:
        try:
            shown = parse_registration_credential_json(credential)
            return await self._registered(user_id, shown)
        except _MALFORMED as error:
            refused = "the device's answer does not hold, or took longer than five minutes: try again"
            raise InvalidRequest([FieldError("credential", refused)]) from error

    async def _registered(self, user_id: UUID, shown: RegistrationCredential) -> Passkey:
        challenge = parse_client_data_json(shown.response.client_data_json).challenge
        if not await take(self.redis, self.tenant, Ceremony.REGISTRATION, challenge, user_id):
            raise ValueError("not posed to this user")
        verified = verify_registration_response(
            credential=shown,
            expected_challenge=challenge,
            expected_rp_id=self.party.id,
            expected_origin=list(self.party.origins),
            require_user_verification=True,
        )
        row = Passkey(id=uuid4(), tenant=self.tenant, user_id=user_id, created_at=self.now)
        row.credential_id, row.public_key = verified.credential_id, verified.credential_public_key
        row.sign_count = verified.sign_count
        row.synced = verified.credential_device_type is CredentialDeviceType.MULTI_DEVICE
        return row

    async def _get(self, user_id: UUID, passkey_id: UUID) -> Passkey:
        row = await self._of(user_id).find_passkey(passkey_id)
        if row is None:
            raise NotFound("passkey", str(passkey_id))
        return row

    def _of(self, user_id: UUID) -> FactorRepository:
        return FactorRepository(self.session, self.tenant, user_id)


async def views(session: AsyncSession, tenant: str, user_id: UUID) -> list[PasskeyView]:
    """A user's passkeys, oldest first."""
    rows = await FactorRepository(session, tenant, user_id).passkeys()
    return [PasskeyView.model_validate(row) for row in rows]


def _described(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=row.credential_id) for row in known]
