"""What a user or machine shows beside or instead of a password: API keys, authenticator apps, passkeys."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class ApiKey(Table):
    """A machine's key, of which only SHA-256 is kept; after a rotation the one before holds until `former_until`.

    `hourly_limit` None: that of the owner's tier. `networks` empty: from anywhere.
    """

    __tablename__ = "api_keys"
    __table_args__ = (Index("ix_api_keys_owner", "tenant", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    beginning: Mapped[str]
    digest: Mapped[bytes] = mapped_column(unique=True)
    former_digest: Mapped[bytes | None] = mapped_column(unique=True)
    former_until: Mapped[datetime | None]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String))
    networks: Mapped[list[str]] = mapped_column(ARRAY(String))
    hourly_limit: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class TotpSecret(Table):
    """A user's authenticator app, its secret sealed; `last_step` is the 30 s step of the last code that was taken."""

    __tablename__ = "totp_secrets"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Table):
    """A code that replaces the second factor once; it has 80 random bits, so that SHA-256 alone hides it."""

    __tablename__ = "recovery_codes"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[datetime | None]


class Passkey(Table):
    """A WebAuthn credential: the public half of a key that never leaves the user's device."""

    __tablename__ = "passkeys"
    __table_args__ = (Index("ix_passkeys_owner", "tenant", "user_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    synced: Mapped[bool]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
