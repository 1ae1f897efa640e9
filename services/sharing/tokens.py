"""Secret addresses: what is in them, and what is kept of it."""

from __future__ import annotations

import secrets
from hashlib import sha256

_BYTES = 24  # 192 bits


def new_token() -> str:
    """32 characters that fit into an address."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> bytes:
    """What is kept: of a random token this long no salt or slowness is needed."""
    return sha256(token.encode()).digest()
