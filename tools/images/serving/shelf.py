"""Finished pictures on disk, the least lately used thrown away when there are too many."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

_ROOM = 512_000_000
_KEPT_SHARE = 0.9


class Shelf:
    """Files named by the hash of what they are; `room` in bytes. Blocking: call it from a thread."""

    def __init__(self, folder: Path, room: int = _ROOM) -> None:
        self._folder, self._room = folder, room
        self._held: int | None = None
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        file = self._file(name)
        try:
            body = file.read_bytes()
        except OSError:
            return None
        with suppress(OSError):  # another process may just have thrown it away
            os.utime(file)
        return body

    def put(self, name: str, body: bytes) -> None:
        """Raises nothing: a full disk costs time, not the picture."""
        file = self._file(name)
        part = file.with_name(f".{uuid4().hex}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(body)
            part.replace(file)
        except OSError:
            with suppress(OSError):
                part.unlink()
            return
        with self._lock:
            self._held = self._count() if self._held is None else self._held + len(body)
            if self._held > self._room:
                self._held = self._clear()

    def _file(self, name: str) -> Path:
        digest = sha256(name.encode()).hexdigest()
        return self._folder / digest[:2] / digest

    def _count(self) -> int:
        return sum(size for _, size, _ in self._all())

    def _clear(self) -> int:
        """Bytes that are left after the oldest are gone."""
        files = sorted(self._all())
        held = sum(size for _, size, _ in files)
        for _, size, file in files:
            if held <= self._room * _KEPT_SHARE:
                break
            file.unlink(missing_ok=True)
            held -= size
        return held

    def _all(self) -> list[tuple[float, int, Path]]:
        found = []
        for file in self._folder.glob("*/*"):
            with suppress(OSError):
                stat = file.stat()
                found.append((stat.st_mtime, stat.st_size, file))
        return found
