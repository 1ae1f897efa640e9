"""The chain: each row's SHA-256 covers the row before it, so that no row changes, goes or comes unseen."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

START = bytes(32)  # what the first row of a tenant follows
FIELDS = (
    "tenant",
    "number",
    "id",
    "at",
    "user_id",
    "key_id",
    "action",
    "resource",
    "resource_id",
    "changes",
    "ip",
    "user_agent",
    "request_id",
    "trace_id",
)


def canonical(row: dict[str, Any]) -> bytes:
    """The row's one JSON form: keys in order, no blanks, instants in UTC to the microsecond."""
    told = {name: _plain(row[name]) for name in FIELDS}
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def digest_of(row: dict[str, Any], previous: bytes) -> bytes:
    return sha256(previous + canonical(row)).digest()


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
        case _:
            return value
