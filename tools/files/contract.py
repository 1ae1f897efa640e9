"""Finished files: kept under a key, fetched again, and thrown away when they are old."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol


class Files(Protocol):
    """Keys are our own, like "documents/public/….pdf": letters, digits and "-._/" alone."""

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        """Whole or not at all; the same key again replaces it. Raises Unavailable."""

    async def get(self, key: str) -> bytes | None:
        """None where there is none. Raises Unavailable."""

    async def forget(self, key: str) -> None:
        """Twice is once. Raises Unavailable."""

    def older_than(self, folder: str, before: datetime) -> AsyncIterator[str]:
        """The keys in a folder that were put before an aware instant. Raises Unavailable."""
