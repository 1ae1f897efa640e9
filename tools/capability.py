"""What a capability is, and what an answer says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from pydantic import TypeAdapter

from domain.errors import ProviderError
from domain.place import Freshness

Q = TypeVar("Q")
A = TypeVar("A")
CostKind = Literal[
    "llm", "maps", "images", "search", "rates", "weather", "embeddings", "database", "storage", "bandwidth"
]
_LIVE, _CACHED = b'"freshness":"live"', b'"freshness":"cached"'


@dataclass(frozen=True)
class Capability(Generic[Q, A]):
    """A kind of question that providers answer.

    `key` names what is the same question; None: answers are not kept. `keep_s` is how long they are.
    """

    name: str
    answer: Any
    kind: CostKind
    key: Callable[[Q], str] | None = None
    keep_s: float = 0.0

    @cached_property
    def _json(self) -> TypeAdapter[A]:
        return TypeAdapter(self.answer)

    def encode(self, answer: A) -> bytes:
        """As JSON in which every live fact is a cached one: quotes inside texts are escaped, so none of them is hit."""
        return self._json.dump_json(answer).replace(_LIVE, _CACHED)

    def decode(self, kept: bytes) -> A:
        """Raises ValueError for what an older version kept in another shape."""
        return self._json.validate_json(kept)


@dataclass(frozen=True)
class Served(Generic[A]):
    """An answer, who gave it, how fresh it is, and who failed before.

    `freshness` is None where the provider computes rather than reads; its facts then say what they are.
    """

    value: A
    provider: str
    failures: tuple[ProviderError, ...] = ()
    freshness: Freshness | None = None
    read_at: datetime | None = None
