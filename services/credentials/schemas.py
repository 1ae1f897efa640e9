"""What goes in and out of the routes about credentials."""

from __future__ import annotations

from datetime import datetime
from ipaddress import ip_network
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from domain.identity import Permission

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\d{6}$")]


class NewApiKey(BaseModel):
    """`scopes`: what the key may do, of what its owner may; `networks` in CIDR notation, empty: from anywhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    scopes: tuple[Permission, ...] = Field(min_length=1, max_length=len(Permission))
    networks: tuple[str, ...] = Field(default=(), max_length=50, examples=[["203.0.113.0/24"]])
    hourly_limit: int | None = Field(default=None, ge=1, le=1_000_000, description="none: that of the owner's tier")
    expires_at: AwareDatetime | None = Field(default=None, description="none: until it is revoked")

    @field_validator("networks")
    @classmethod
    def _in_one_notation(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        """A host without a mask is that host alone; bits past the mask are left off."""
        return tuple(dict.fromkeys(str(ip_network(one.strip(), strict=False)) for one in networks))


class ApiKeyView(BaseModel):
    """A key without its secret; `beginning` tells its owner which one it is."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    name: str
    beginning: str
    scopes: tuple[Permission, ...]
    networks: tuple[str, ...]
    hourly_limit: int | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="to the minute")
    former_until: datetime | None = Field(description="until when the key before the last rotation is still taken")


class ApiKeyMade(ApiKeyView):
    key: str = Field(description="shown this once; only its hash is kept", examples=["sk_live_0123…"])


class Rotation(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    grace_s: int = Field(default=24 * 3600, ge=0, le=7 * 24 * 3600, description="how long the old key still holds")


class TotpEnrolment(BaseModel):
    """An app reads `uri` from the picture, or `secret` as typed in; nothing holds before a code confirms it."""

    secret: str
    uri: str
    picture: str = Field(description="the QR code, as an SVG in a data: address")


class CodeShown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Code


class RecoveryCodes(BaseModel):
    """Shown this once; each replaces the second factor one time."""

    recovery_codes: tuple[str, ...]


class FactorConfirmed(RecoveryCodes):
    """The factor holds, and the session that set it up may step up with the ticket."""

    step_up_ticket: str = Field(
        default="", description="for POST /v1/auth/step-up; empty: this session has a second factor already"
    )


class SecondFactors(BaseModel):
    """What the account has beside its password."""

    totp: bool
    passkeys: int
    recovery_codes_left: int


class PasskeyOptions(BaseModel):
    """What the browser's WebAuthn call takes as `publicKey`, binary members in base64url."""

    public_key: dict[str, Any]


class PasskeyAnswer(BaseModel):
    """The credential that the browser answered with, as its `toJSON()` writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    credential: dict[str, Any]


class NewPasskey(PasskeyAnswer):
    name: Name = "Passkey"


class PasskeyName(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name


class PasskeyView(BaseModel):
    """`synced`: it is kept by a cloud service and may be on several devices."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID
    name: str
    synced: bool
    created_at: datetime
    last_used_at: datetime | None


class PasskeyRegistered(PasskeyView):
    recovery_codes: tuple[str, ...] = Field(description="with the first second factor of an account, else empty")
    step_up_ticket: str = Field(
        default="", description="for POST /v1/auth/step-up; empty: this session has a second factor already"
    )


class TicketShown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    ticket: str = Field(min_length=1, max_length=200, description="of the login's first step")


class FactorShown(TicketShown):
    """With the ticket one of the three: a code of the app, a recovery code, or a passkey's answer."""

    code: Code | None = None
    recovery_code: str | None = Field(default=None, min_length=1, max_length=40)
    credential: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _just_one(self) -> Self:
        if sum(one is not None for one in (self.code, self.recovery_code, self.credential)) != 1:
            raise ValueError("send one of code, recovery_code and credential")
        return self
