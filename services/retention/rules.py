"""How long things are kept, in one table; what is older goes, or loses whoever is named in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

# Imported for their tables, which the rules name.
import services.budgets.tables
import services.events.tables
import services.flags.tables
import services.links.tables
import services.mail.tables
import services.metering.tables
import services.notifications.tables
import services.sharing.tables
import services.trips.tables
import services.usage.tables
import services.writes.tables  # noqa: F401

DELETED_TRIPS = timedelta(days=90)
ANALYTICS = timedelta(days=90)
READ = timedelta(days=90)
SENT = timedelta(days=30)
MARKS = timedelta(days=2)  # twice what they serve for


@dataclass(frozen=True)
class Rule:
    """Rows of `table` whose `at` is longer ago than `age`: `blank` takes these values, without it they are removed."""

    table: str
    at: str
    age: timedelta
    blank: Mapping[str, Any] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)


RULES: tuple[Rule, ...] = (
    Rule("trips", "deleted_at", DELETED_TRIPS),
    Rule("clicks", "clicked_at", ANALYTICS, blank={"visitor": None, "agent": ""}),
    Rule("link_events", "at", ANALYTICS, blank={"user": ""}),
    Rule("costs", "at", ANALYTICS, blank={"user": None}),
    Rule("budget_holds", "begun_at", ANALYTICS, blank={"user": None}),
    Rule("usage_slices", "at", ANALYTICS, only={"dimension": "user"}),
    Rule("flag_exposures", "first_at", ANALYTICS),
    Rule("write_marks", "at", MARKS),
    Rule("trip_events", "at", MARKS),
    Rule("notifications", "read_at", READ),
    Rule("trip_invitations", "expires_at", SENT),
    Rule("events", "published_at", SENT),
    Rule("mails", "ended_at", SENT),
)
