"""Anchors: signed words of what the chain was, so that one who rewrites all of it is found too.

Signed by HMAC-SHA256 under a key that is derived (HKDF, RFC 5869) from the installation's sealing
key, which the database does not have.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from infra.sealing import Sealer

_BYTES = 32
BEGIN, HEAD = "begin", "head"


@dataclass(frozen=True)
class Signer:
    """Signs with the newest key and checks with any of them, by the key's own name."""

    keys: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def of(cls, sealer: Sealer) -> Signer:
        return cls(tuple(_derived(key) for key in sealer.keys))

    @property
    def name(self) -> bytes:
        return _name(self.keys[0])

    def sign(self, tenant: str, number: int, digest: bytes, kind: str) -> bytes:
        return hmac.digest(self.keys[0], _said(tenant, number, digest, kind), "sha256")

    def holds(self, name: bytes, signature: bytes, tenant: str, number: int, digest: bytes, kind: str) -> bool | None:
        """None: signed with a key that is not here, which proves nothing either way."""
        for key in self.keys:
            if _name(key) == name:
                made = hmac.digest(key, _said(tenant, number, digest, kind), "sha256")
                return hmac.compare_digest(made, signature)
        return None


def _said(tenant: str, number: int, digest: bytes, kind: str) -> bytes:
    return f"{tenant}\n{number}\n{kind}\n".encode() + digest


def _derived(key: bytes) -> bytes:
    return HKDF(SHA256(), _BYTES, salt=None, info=b"tripwright audit anchor").derive(key)


def _name(key: bytes) -> bytes:
    return sha256(key).digest()[:8]
