"""The agencies."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class TenantRow(Table):
    """`id` never changes; `slug` and `domain` are how it is addressed; `version` counts changes."""

    __tablename__ = "tenants"

    id: Mapped[str] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    domain: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[str]
    tier: Mapped[str]
    branding: Mapped[dict[str, Any]] = mapped_column(JSONB)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    version: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("status IN ('active', 'suspended')", name="ck_tenants_status"),)


class TenantLogo(Table):
    """An agency's logo as WebP of our own making; apart from its row, which every request reads."""

    __tablename__ = "tenant_logos"

    tenant: Mapped[str] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), primary_key=True)
    image: Mapped[bytes]
    updated_at: Mapped[datetime]
