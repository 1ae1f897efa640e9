"""What is kept of a user: every table that names one, how it is exported, and what becomes of it at the end.

A new table with a user in it is one line here; tests/services/privacy/test_holdings.py walks all
tables and fails for one that is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Imported for their tables, which the registry names.
import services.accounts.tables
import services.audit.tables
import services.budgets.tables
import services.credentials.tables
import services.documents.tables
import services.events.tables
import services.federation.tables
import services.flags.tables
import services.links.tables
import services.metering.tables
import services.notifications.tables
import services.privacy.tables
import services.quality.tables
import services.sharing.tables
import services.trips.tables
import services.usage.tables  # noqa: F401


class End(StrEnum):
    """REMOVE the rows, put a random PSEUDONYM in the user's place, or KEEP them for the reason that is given."""

    REMOVE = "remove"
    PSEUDONYM = "pseudonym"
    KEEP = "keep"


@dataclass(frozen=True)
class Holding:
    """One table. `whose` names the user: a UUID, or `Principal.owner` where the column is text.

    `of_trips`: `whose` is a trip's id instead, and the trip is the user's. `file` is its name in the
    export, none: it holds nothing but technical names. `only` narrows the rows, `hidden` columns never
    leave, `blank` is set at the end too; binary columns (hashes, keys, sealed values) never leave.
    """

    table: str
    whose: str
    end: End
    file: str = ""
    why: str = ""
    of_trips: bool = False
    only: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    blank: Mapping[str, Any] = field(default_factory=dict)


_LAW = "security and legal obligations outlast the account; the id in it leads to nobody once the account is gone"
_PROOF = "that we had the consent, or did what was asked, must be shown later"

# In the order in which rows may go: what refers to others first, the account last.
HOLDINGS: tuple[Holding, ...] = (
    Holding("feedback", "owner", End.REMOVE, "feedback"),
    Holding("stages", "trip_id", End.REMOVE, of_trips=True),
    Holding("clicks", "visitor", End.PSEUDONYM, "clicks"),
    Holding("link_events", "user", End.PSEUDONYM, "links"),
    Holding("messages", "trip_id", End.REMOVE, "messages", of_trips=True, hidden=frozenset({"key"})),
    Holding("trip_branches", "trip_id", End.REMOVE, "trip_branches", of_trips=True),
    Holding("drafts", "trip_id", End.REMOVE, "drafts", of_trips=True),
    Holding("trip_versions", "trip_id", End.REMOVE, "trip_versions", of_trips=True),
    Holding("runs", "trip_id", End.REMOVE, of_trips=True),
    Holding("comment_notices", "reader", End.REMOVE),
    Holding("trip_comments", "author", End.PSEUDONYM, "comments", blank={"text": "", "mentions": []}),
    Holding("trip_readers", "reader", End.REMOVE),
    Holding("trip_members", "member", End.REMOVE, "memberships"),
    Holding("trip_invitations", "trip_id", End.REMOVE, "invitations", of_trips=True),
    Holding("trip_links", "trip_id", End.REMOVE, "share_links", of_trips=True),
    Holding("trip_events", "author", End.PSEUDONYM),
    Holding("notifications", "owner", End.REMOVE, "notifications", hidden=frozenset({"author", "seq"})),
    Holding("notifications", "author", End.PSEUDONYM),
    Holding("public_trips", "trip_id", End.REMOVE, "public_trips", of_trips=True),
    Holding("follows", "owner", End.REMOVE, "follows"),
    Holding("travellers", "owner", End.REMOVE, "traveller"),
    Holding("document_jobs", "owner", End.REMOVE, "documents", hidden=frozenset({"stored"})),
    Holding("calendar_feeds", "owner", End.REMOVE, "calendars", hidden=frozenset({"digest"})),
    Holding("trips", "owner", End.REMOVE, "trips"),
    Holding("costs", "user", End.PSEUDONYM, "costs"),
    Holding("usage_slices", "name", End.PSEUDONYM, only={"dimension": "user"}),
    Holding("budgets", "key", End.PSEUDONYM, "budgets", only={"scope": "user"}),
    Holding("budget_alerts", "key", End.PSEUDONYM, only={"scope": "user"}),
    Holding("budget_limits", "key", End.REMOVE, "limits", only={"scope": "user"}),
    Holding("budget_holds", "user", End.PSEUDONYM),
    Holding("quotas", "owner", End.REMOVE, "quotas"),
    Holding("flag_exposures", "owner", End.REMOVE, "experiments"),
    Holding("consents", "owner", End.PSEUDONYM, "consents", _PROOF, blank={"ip": None, "user_agent": None}),
    Holding("privacy_requests", "user_id", End.KEEP, "privacy_requests", _PROOF),
    Holding("audit_entries", "user_id", End.KEEP, "activity", _LAW),
    Holding("events", "user_id", End.PSEUDONYM, blank={"payload": {}}),
    Holding("api_keys", "user_id", End.REMOVE, "api_keys"),
    Holding("totp_secrets", "user_id", End.REMOVE, "authenticator_apps"),
    Holding("recovery_codes", "user_id", End.REMOVE),
    Holding("passkeys", "user_id", End.REMOVE, "passkeys"),
    Holding("external_identities", "user_id", End.REMOVE, "external_identities"),
    Holding("user_pictures", "user_id", End.REMOVE),  # the picture itself is in the export as a file
    Holding("user_preferences", "user_id", End.REMOVE, "preferences"),
    Holding("users", "id", End.REMOVE),  # exported unsealed, as account.json
)

# Tables with a column that looks like somebody, and why it is nobody's.
NOBODYS: Mapping[str, str] = {
    "mails": "sealed to their address, of no account, and removed soon after they left",
}
