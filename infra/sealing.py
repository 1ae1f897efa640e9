"""Secrets at rest: AES-256-GCM (NIST SP 800-38D), bound to what they belong to."""

from __future__ import annotations

import base64
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
_NAME = 8
_BITS = 256


class CannotUnseal(Exception):
    """Sealed with another key, for another owner, or damaged."""


@dataclass(frozen=True)
class Sealer:
    """Seals with the first key; unseals with whichever of them sealed, so that keys can be rotated."""

    keys: tuple[bytes, ...] = field(repr=False)

    @property
    def beginning(self) -> bytes:
        """What everything begins with that is sealed with the first key."""
        return _name(self.keys[0])

    def seal(self, text: str, owner: str) -> bytes:
        """Only a sealer with the same key, told the same owner, reads it again."""
        nonce = os.urandom(_NONCE)
        return _name(self.keys[0]) + nonce + AESGCM(self.keys[0]).encrypt(nonce, text.encode(), owner.encode())

    def unseal(self, sealed: bytes, owner: str) -> str:
        """Raises CannotUnseal."""
        name, nonce, rest = sealed[:_NAME], sealed[_NAME : _NAME + _NONCE], sealed[_NAME + _NONCE :]
        for key in self.keys:
            if _name(key) == name:
                try:
                    return AESGCM(key).decrypt(nonce, rest, owner.encode()).decode()
                except InvalidTag as error:
                    raise CannotUnseal("damaged, or of another owner") from error
        raise CannotUnseal("sealed with a key that is not here")


def open_sealer(keys: str, data_dir: Path) -> Sealer:
    """From base64 keys divided by commas, newest first; without any from a file that is made at the first start.

    Raises ValueError for a key that is not 32 bytes.
    """
    if keys:
        return Sealer(tuple(_key(one) for one in keys.split(",")))
    kept = data_dir / "secret.key"
    if not kept.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=data_dir)  # nobody else may read it
        with os.fdopen(handle, "wb") as file:
            file.write(base64.b64encode(AESGCM.generate_key(_BITS)))
        with suppress(FileExistsError):
            os.link(made, kept)  # whoever is first: processes that start at once agree on one
        Path(made).unlink()
    return Sealer(tuple(_key(one) for one in kept.read_text(encoding="ascii").split(",")))


def _key(text: str) -> bytes:
    key = base64.b64decode(text.strip())
    if len(key) * 8 != _BITS:
        raise ValueError(f"a key must be {_BITS // 8} bytes in base64")
    return key


def _name(key: bytes) -> bytes:
    """Which key sealed, without saying anything of it."""
    return sha256(b"tripwright key name" + key).digest()[:_NAME]
