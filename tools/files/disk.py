"""Files in a folder of this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from domain.errors import Unavailable

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


@dataclass(frozen=True)
class DiskFiles:
    folder: Path
    name = "disk"

    async def put(self, key: str, body: bytes, media_type: str) -> None:
        del media_type
        await asyncio.to_thread(self._put, key, body)

    async def get(self, key: str) -> bytes | None:
        return await asyncio.to_thread(self._get, key)

    async def forget(self, key: str) -> None:
        await asyncio.to_thread(self._file(key).unlink, missing_ok=True)

    async def older_than(self, folder: str, before: datetime) -> AsyncIterator[str]:
        for key in await asyncio.to_thread(self._old, folder, before.timestamp()):
            yield key

    def _put(self, key: str, body: bytes) -> None:
        file = self._file(key)
        begun = file.with_name(f".{uuid4().hex}.part")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            begun.touch(mode=0o600)
            begun.write_bytes(body)
            begun.replace(file)
        except OSError as error:
            with suppress(OSError):
                begun.unlink(missing_ok=True)
            raise Unavailable(self.name, str(error)) from error

    def _get(self, key: str) -> bytes | None:
        try:
            return self._file(key).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unavailable(self.name, str(error)) from error

    def _old(self, folder: str, before: float) -> list[str]:
        """Parts of files that were never finished too: nobody else removes them."""
        within = self._file(folder)
        files = (file for file in within.rglob("*") if file.is_file() and file.stat().st_mtime < before)
        return [str(file.relative_to(self.folder)) for file in files]

    def _file(self, key: str) -> Path:
        """ValueError for a key that is none of ours: nothing leads out of the folder."""
        parts = key.split("/")
        known = _KEY.fullmatch(key) or (key.endswith(".part") and ".." not in parts)
        if not known:
            raise ValueError(f"{key!r} is no key of a file")
        return self.folder / key
