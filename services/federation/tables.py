"""Who vouches for users from outside, and which outside identity is which user."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class IdentityProvider(Table):
    """One of a tenant's own identity providers; `sealed` is its secret, never shown again."""

    __tablename__ = "identity_providers"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sealed: Mapped[bytes | None]
    enabled: Mapped[bool]
    updated_at: Mapped[datetime]


class ExternalIdentity(Table):
    """A user as an issuer knows them; the pair of issuer and subject never changes hands, an e-mail address may."""

    __tablename__ = "external_identities"
    __table_args__ = (Index("ix_external_identities_owner", "tenant", "user_id"),)

    tenant: Mapped[str] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    linked_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
