"""Small values that come back from outside unchanged, or not at all: HMAC-SHA-256 (RFC 2104), cut to 128 bits."""

from __future__ import annotations

import base64
import hmac
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from infra.sealing import open_sealer

_BYTES = 16


@dataclass(frozen=True)
class Signer:
    """Signs with the first key and knows the signatures of all, so that keys can be rotated."""

    keys: tuple[bytes, ...]

    def sign(self, content: bytes) -> str:
        """The content with its signature in front, as URL-safe text."""
        return base64.urlsafe_b64encode(_mark(self.keys[0], content) + content).decode().rstrip("=")

    def content(self, signed: str) -> bytes | None:
        """What was signed; None where we did not sign it."""
        try:
            raw = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
        except (Error, ValueError):
            return None
        mark, content = raw[:_BYTES], raw[_BYTES:]
        known = [hmac.compare_digest(mark, _mark(key, content)) for key in self.keys]
        return content if any(known) else None


def open_signer(keys: str, data_dir: Path, purpose: str) -> Signer:
    """A signer of its own for each purpose, from the keys that seal secrets (`infra.sealing.open_sealer`)."""
    sealing = open_sealer(keys, data_dir).keys
    return Signer(tuple(hmac.digest(key, f"tripwright {purpose}".encode(), "sha256") for key in sealing))


def _mark(key: bytes, content: bytes) -> bytes:
    return hmac.new(key, content, sha256).digest()[:_BYTES]
