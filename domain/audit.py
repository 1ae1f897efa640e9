"""What is written down of who did what: one entry an action, in a chain that shows every later change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

_TEXT = 300
_HIDDEN = ("password", "secret", "token", "hash", "code", "email", "phone", "birth", "name", "address", "picture")
_OPEN = frozenset({"display_name_set", "key_name", "flag_name"})
HIDDEN = "•••"


class Action(StrEnum):
    """All that is audited; add a line for an action of your own, and never rename one: the log keeps them for years."""

    REGISTERED = "REGISTERED"
    EMAIL_VERIFIED = "EMAIL_VERIFIED"
    LOGGED_IN = "LOGGED_IN"
    LOGIN_FAILED = "LOGIN_FAILED"
    LOGGED_OUT = "LOGGED_OUT"
    LOCKED_OUT = "LOCKED_OUT"
    TOKEN_REUSED = "TOKEN_REUSED"  # noqa: S105 - not a password
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    PASSWORD_RESET_ASKED = "PASSWORD_RESET_ASKED"  # noqa: S105
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105
    PROFILE_CHANGED = "PROFILE_CHANGED"
    PREFERENCES_CHANGED = "PREFERENCES_CHANGED"
    AVATAR_CHANGED = "AVATAR_CHANGED"
    SESSION_REVOKED = "SESSION_REVOKED"
    FACTOR_ADDED = "FACTOR_ADDED"
    FACTOR_REMOVED = "FACTOR_REMOVED"
    FACTOR_FAILED = "FACTOR_FAILED"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED"
    PASSKEY_ADDED = "PASSKEY_ADDED"
    PASSKEY_REMOVED = "PASSKEY_REMOVED"
    PASSKEY_RENAMED = "PASSKEY_RENAMED"
    RECOVERY_CODES_RENEWED = "RECOVERY_CODES_RENEWED"
    IDENTITY_PROVIDER_CHANGED = "IDENTITY_PROVIDER_CHANGED"
    IDENTITY_PROVIDER_REMOVED = "IDENTITY_PROVIDER_REMOVED"
    IDENTITY_LINKED = "IDENTITY_LINKED"
    IDENTITY_UNLINKED = "IDENTITY_UNLINKED"
    API_KEY_CREATED = "API_KEY_CREATED"
    API_KEY_ROTATED = "API_KEY_ROTATED"
    API_KEY_REVOKED = "API_KEY_REVOKED"
    IP_RULE_ADDED = "IP_RULE_ADDED"
    IP_RULE_REMOVED = "IP_RULE_REMOVED"
    USER_CREATED = "USER_CREATED"
    USER_SUSPENDED = "USER_SUSPENDED"
    USER_ACTIVATED = "USER_ACTIVATED"
    USER_RESET = "USER_RESET"
    USER_DELETED = "USER_DELETED"
    USERS_VIEWED = "USERS_VIEWED"
    ROLES_CHANGED = "ROLES_CHANGED"
    TENANT_CREATED = "TENANT_CREATED"
    TENANT_CHANGED = "TENANT_CHANGED"
    TENANT_SUSPENDED = "TENANT_SUSPENDED"
    TENANT_ACTIVATED = "TENANT_ACTIVATED"
    FLAG_CREATED = "FLAG_CREATED"
    FEATURE_FLAG_UPDATE = "FEATURE_FLAG_UPDATE"
    FLAG_DELETED = "FLAG_DELETED"
    PROVIDER_CHANGED = "PROVIDER_CHANGED"
    PROVIDER_TESTED = "PROVIDER_TESTED"
    USAGE_EXPORTED = "USAGE_EXPORTED"
    PROVIDER_KEY_SET = "PROVIDER_KEY_SET"
    PROVIDER_KEY_REMOVED = "PROVIDER_KEY_REMOVED"
    BUDGET_CHANGED = "BUDGET_CHANGED"
    ADDRESS_LIST_CHANGED = "ADDRESS_LIST_CHANGED"
    SETTINGS_CHANGED = "SETTINGS_CHANGED"
    ACCESS_DENIED = "ACCESS_DENIED"
    SECRET_ACCESS = "SECRET_ACCESS"  # noqa: S105
    SECRET_ROTATED = "SECRET_ROTATED"  # noqa: S105
    AUDIT_VIEWED = "AUDIT_VIEWED"
    AUDIT_EXPORTED = "AUDIT_EXPORTED"
    AUDIT_VERIFIED = "AUDIT_VERIFIED"
    AUDIT_RETAINED = "AUDIT_RETAINED"
    CONSENT_GIVEN = "CONSENT_GIVEN"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    DATA_EXPORT_ASKED = "DATA_EXPORT_ASKED"
    DATA_EXPORTED = "DATA_EXPORTED"
    DATA_EXPORT_FETCHED = "DATA_EXPORT_FETCHED"
    DATA_DELETION_ASKED = "DATA_DELETION_ASKED"
    DATA_DELETION_CANCELLED = "DATA_DELETION_CANCELLED"
    DATA_DELETED = "DATA_DELETED"
    TRIP_CREATED = "TRIP_CREATED"
    TRIP_DELETED = "TRIP_DELETED"
    TRIP_RESTORED = "TRIP_RESTORED"
    TRIP_SHARED = "TRIP_SHARED"
    TRIP_UNSHARED = "TRIP_UNSHARED"
    TRIP_MEMBER_INVITED = "TRIP_MEMBER_INVITED"
    TRIP_MEMBER_JOINED = "TRIP_MEMBER_JOINED"
    TRIP_MEMBER_CHANGED = "TRIP_MEMBER_CHANGED"
    TRIP_MEMBER_REMOVED = "TRIP_MEMBER_REMOVED"
    TRIP_TRANSFERRED = "TRIP_TRANSFERRED"
    TRIP_PUBLISHED = "TRIP_PUBLISHED"
    TRIP_UNPUBLISHED = "TRIP_UNPUBLISHED"
    BOOKING_CONVERTED = "BOOKING_CONVERTED"
    PAYMENT_CHANGED = "PAYMENT_CHANGED"
    UPLOAD_REFUSED = "UPLOAD_REFUSED"
    ADMIN_ACTION = "ADMIN_ACTION"


class AuditEntry(BaseModel):
    """One action. `changes` is {"field": [old, new]}; personal values and secrets in it are hidden, not kept."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    at: datetime
    tenant: str
    user_id: UUID | None = None
    key_id: UUID | None = None
    action: Action
    resource: str = ""
    resource_id: str = ""
    changes: dict[str, Any] = Field(default_factory=dict)
    ip: str = ""
    user_agent: str = ""
    request_id: str = ""
    trace_id: str = ""

    @field_validator("resource", "resource_id", "ip", "user_agent", "request_id", "trace_id", mode="before")
    @classmethod
    def _storable(cls, text: object) -> str:
        """Headers are a stranger's words: short, and without the NUL that no database keeps."""
        return str(text).replace("\0", "")[:_TEXT]

    @field_validator("changes", mode="before")
    @classmethod
    def _without_secrets(cls, changes: Mapping[str, Any]) -> dict[str, Any]:
        return {str(field).replace("\0", ""): _hidden(field, value) for field, value in dict(changes).items()}


def _hidden(field: str, value: object) -> object:
    """A value as it may be kept for years: the log outlives what people may have deleted."""
    lowered = str(field).lower()
    if lowered not in _OPEN and any(part in lowered for part in _HIDDEN):
        return [HIDDEN if one not in (None, "") else one for one in value] if isinstance(value, list) else HIDDEN
    if isinstance(value, dict):
        return {key: _hidden(key, inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_hidden("", one) for one in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value).replace("\0", "")[:_TEXT]
