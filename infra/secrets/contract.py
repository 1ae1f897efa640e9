"""Where secrets come from: one contract, one file per source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr

_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,99}$")


class SecretsUnavailable(Exception):
    """The source cannot be asked now, or refuses us; what was read before may go on serving."""


@dataclass(frozen=True)
class Secret:
    """A value, and when it was written where the source knows that."""

    value: SecretStr
    written_at: datetime | None = None


class SecretSource(Protocol):
    """Asked from a thread: it may block."""

    @property
    def name(self) -> str: ...

    def read(self, name: str) -> Secret | None:
        """None: there is no such secret. Raises SecretsUnavailable."""


def checked(name: str) -> str:
    """Names are those of environment variables, so that none leads elsewhere in a folder. Raises ValueError."""
    if not _NAME.match(name):
        raise ValueError(f"{name!r} is no name of a secret")
    return name
