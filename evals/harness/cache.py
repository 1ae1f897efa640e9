"""Records by content: what was worked on once with the same code, data, seed and options is not worked on again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from evals.harness.run_folder import replace
from evals.harness.suite import Record
from infra.settings import default_data_dir

_KEPT_SOURCES = 4


def default_cache_dir() -> Path:
    return default_data_dir() / "evals" / "cache"


@dataclass(frozen=True)
class Cache:
    """A file per record, in a folder per suite and source; sources long out of use are removed."""

    folder: Path
    suite: str
    source: str

    @property
    def _mine(self) -> Path:
        return self.folder / self.suite / self.source[:16]

    def find(self, key: str) -> Record | None:
        try:
            text = (self._mine / f"{key}.json").read_text(encoding="utf-8")
            record = Record.model_validate_json(text)
        except (OSError, ValidationError):
            return None
        return record.model_copy(update={"cached": True}) if record.key == key else None

    def put(self, record: Record) -> None:
        """Failures are not kept: another run may fare better."""
        if not record.error:
            self._mine.mkdir(parents=True, exist_ok=True)
            replace(self._mine / f"{record.key}.json", record.model_dump_json())

    def prune(self) -> None:
        """Keep the sources last used."""
        self._mine.mkdir(parents=True, exist_ok=True)
        sources = [path for path in (self.folder / self.suite).iterdir() if path.is_dir() and path != self._mine]
        sources.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for old in sources[_KEPT_SOURCES - 1 :]:
            shutil.rmtree(old, ignore_errors=True)
