"""Any value as JSON, and JSON as one canonical text and hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json


def as_json(value: Any) -> Any:
    """What JSON can hold of a value: dataclasses and pydantic models as objects, the unknown as its `repr`."""
    return from_json(to_json(value, fallback=_other, inf_nan_mode="strings"))


def _other(value: Any) -> Any:
    plain = getattr(value, "tolist", None)  # numpy's scalars and arrays
    return as_json(plain()) if callable(plain) else repr(value)


def canonical(value: Any) -> str:
    """The one text of a value: sorted keys, no spaces, unescaped letters."""
    return json.dumps(as_json(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256_of(value: Any) -> str:
    """The hash of the canonical text, 64 hex digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def sha256_of_files(files: Mapping[str, Path]) -> str:
    """Of names and contents, in the order of the names; wherever the files lie."""
    digest = hashlib.sha256()
    for name in sorted(files):
        content = files[name].read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
