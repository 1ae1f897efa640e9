"""A run as files: run.json, records.jsonl, metrics.json and report.html in one folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from evals.harness.suite import Record

RUN, RECORDS, METRICS, PLOTS, REPORT = "run.json", "records.jsonl", "metrics.json", "plots.json", "report.html"


class NoRun(LookupError):
    """There is no run at that path, or another than the one asked for; the message says what to do."""


@dataclass(frozen=True)
class RunFolder:
    """`run.json` is written first and says what the folder is; records are appended one by one."""

    path: Path

    def begin(self, facts: Mapping[str, Any]) -> None:
        """Make the folder or enter it again; raises NoRun when it holds another suite's run."""
        self.path.mkdir(parents=True, exist_ok=True)
        if (self.path / RUN).exists():
            suite = self.facts().get("suite")
            if suite != facts["suite"]:
                raise NoRun(f"--out: {self.path} holds a run of {suite!r}, not of {facts['suite']!r}")
        elif any(self.path.iterdir()):
            raise NoRun(f"--out: {self.path} is neither empty nor a run's folder")
        write_json(self.path / RUN, facts)

    def facts(self) -> dict[str, Any]:
        """What run.json says; raises NoRun."""
        return self._read(RUN)

    def metrics(self) -> dict[str, Any]:
        """Raises NoRun when the run did not come to its end."""
        return self._read(METRICS)

    def records(self) -> tuple[Record, ...]:
        """In the order of the samples; the half line that a killed run leaves behind is not one."""
        path = self.path / RECORDS
        if not path.exists():
            return ()
        lines = path.read_bytes().split(b"\n")
        return tuple(record for line in lines if (record := _parsed(line)) is not None)

    def keep(self, records: Iterable[Record]) -> None:
        """Replace the records, all at once."""
        text = "".join(record.model_dump_json() + "\n" for record in records)
        replace(self.path / RECORDS, text)

    def open_records(self) -> IO[bytes]:
        """For `append`."""
        return (self.path / RECORDS).open("ab")

    def plots(self) -> dict[str, str]:
        """The suite's own, as inline SVG by title."""
        return self._read(PLOTS) if (self.path / PLOTS).exists() else {}

    def _read(self, name: str) -> dict[str, Any]:
        try:
            found = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise NoRun(f"{self.path}: no {name} of a finished run there ({error})") from error
        if not isinstance(found, dict):
            raise NoRun(f"{self.path / name} is not an object")
        return found


def append(file: IO[bytes], record: Record) -> None:
    """One line, on the disk when this returns, so that a killed run loses nothing that was done."""
    file.write(record.model_dump_json().encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def write_json(path: Path, value: Any) -> None:
    """Readable, and whole or not at all."""
    replace(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new one, never a part."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def write_lines(path: Path, rows: Sequence[Any]) -> None:
    """JSON lines, for a suite's `write`."""
    replace(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _parsed(line: bytes) -> Record | None:
    try:
        return Record.model_validate_json(line) if line.strip() else None
    except ValidationError:
        return None
