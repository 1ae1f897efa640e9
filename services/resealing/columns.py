"""Every column that holds sealed values, and to whom each value is bound; a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Imported for their tables, which the list names.
import services.accounts.tables
import services.credentials.tables
import services.federation.tables
import services.privacy.tables
import services.providers.tables
import services.sharing.tables  # noqa: F401
from services.mail.outbox import sealed_for
from services.sharing.members import sealed_for as invitation_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sealed:
    """`owner` names whom the row's value is sealed for, as the service that wrote it did."""

    table: str
    column: str
    owner: Callable[[Row], str]


SEALED: tuple[Sealed, ...] = (
    Sealed("provider_keys", "sealed", lambda row: f"{row['tenant']}\n{row['account']}"),
    Sealed("totp_secrets", "sealed", lambda row: f"totp:{row['tenant']}:{row['user_id']}"),
    Sealed("identity_providers", "sealed", lambda row: f"identity provider:{row['tenant']}:{row['name']}"),
    Sealed("mails", "sealed", lambda row: sealed_for(row["tenant"], row["id"])),
    Sealed("trip_invitations", "sealed", lambda row: invitation_of(row["tenant"], row["trip_id"])),
    Sealed("privacy_archives", "sealed", lambda row: f"{row['tenant']}\nprivacy archive {row['request_id']}"),
)
# `users.personal` has hashes beside it, which change with the key: services.resealing.service does it by itself.
BY_ITSELF = {("users", "personal")}
