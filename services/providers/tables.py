"""How a tenant uses providers, and the sealed keys it does so with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class ProviderSetting(Table):
    """One capability's settings; the tenant "*" is everybody who has none of their own."""

    __tablename__ = "provider_settings"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    capability: Mapped[str] = mapped_column(primary_key=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    updated_at: Mapped[datetime]


class ProviderKey(Table):
    """An account's key and secret, sealed for the tenant and the account; never shown again."""

    __tablename__ = "provider_keys"

    tenant: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]
    updated_at: Mapped[datetime]
