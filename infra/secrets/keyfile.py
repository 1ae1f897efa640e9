"""The file of sealing keys, where SECRET_KEYS names none: a key is added last, made known, and only then used.

Every process must know a key before anything is sealed with it; so there are two steps with a
restart, one process after the other, between them.
"""

from __future__ import annotations

import base64
import os
import tempfile
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_BITS = 256
_KEYS, _ADDED = "secret.key", "secret.key.added"


def fresh_key() -> str:
    """A key as SECRET_KEYS takes it."""
    return base64.b64encode(AESGCM.generate_key(_BITS)).decode()


def add_key(data_dir: Path) -> int:
    """Make a key and put it last, where it opens but does not seal yet; how many there are now."""
    fresh = fresh_key()
    keys = [*_read(data_dir), fresh]
    _write(data_dir / _KEYS, ",".join(keys))
    _write(data_dir / _ADDED, _fingerprint(fresh))
    return len(keys)


def promote(data_dir: Path) -> bool:
    """The key that was added last seals from now on; False where none was added since."""
    added = data_dir / _ADDED
    if not added.exists():
        return False
    chosen = added.read_text(encoding="ascii")
    keys = sorted(_read(data_dir), key=lambda key: _fingerprint(key) != chosen)  # stable: the others keep their order
    _write(data_dir / _KEYS, ",".join(keys))
    added.unlink()
    return True


def _read(data_dir: Path) -> list[str]:
    file = data_dir / _KEYS
    return [one.strip() for one in file.read_text(encoding="ascii").split(",")] if file.exists() else []


def _write(path: Path, text: str) -> None:
    """In one step, readable by nobody else: a process that starts meanwhile reads the old file or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(made).replace(path)


def _fingerprint(key: str) -> str:
    return sha256(key.encode()).hexdigest()
