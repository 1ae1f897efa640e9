"""Accounts, what they prefer, and their pictures. What is known of the person is one sealed column."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class UserRow(Table):
    """`email_hash` and `terms` are keyed hashes, by which a sealed address or name is found (`PersonalCipher`)."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    email_hash: Mapped[bytes]
    terms: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    personal: Mapped[bytes]
    password_hash: Mapped[str | None]
    roles: Mapped[list[str]] = mapped_column(ARRAY(String))
    status: Mapped[str]
    status_reason: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    verified_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "email_hash", name="uq_users_email"),
        CheckConstraint("status IN ('active', 'suspended')", name="ck_users_status"),
        Index("ix_users_tenant_created", "tenant", "created_at"),
        Index("ix_users_terms", "terms", postgresql_using="gin"),
    )


class PreferencesRow(Table):
    __tablename__ = "user_preferences"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    preferences: Mapped[dict[str, Any]] = mapped_column(JSONB)
    updated_at: Mapped[datetime]


class PictureRow(Table):
    """200 × 200 WebP of our own making."""

    __tablename__ = "user_pictures"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    tenant: Mapped[str]
    image: Mapped[bytes]
    updated_at: Mapped[datetime]
