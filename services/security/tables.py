"""Networks that may come in, and those that may not."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.tables import Table


class IpRule(Table):
    """One network on a list of a tenant; the tenant "*" is everybody. `area` is "all" or "admin"."""

    __tablename__ = "ip_rules"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    kind: Mapped[str]
    area: Mapped[str]
    network: Mapped[str]
    note: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]

    __table_args__ = (Index("uq_ip_rules_network", "tenant", "kind", "area", "network", unique=True),)
