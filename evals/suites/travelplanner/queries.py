"""Query files of any of the forms they come in: JSON lines, a JSON array, CSV, or one query a line."""

from __future__ import annotations

import ast
import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from evals.harness.suite import DataMissing

_FIELDS = ("org", "dest", "days", "visiting_city_number", "date", "people_number", "local_constraint", "budget")
_NAMES = ("train.jsonl", "train.csv", "validation.jsonl", "validation.csv", "test.jsonl", "test.csv", "queries.jsonl")


class Query(NamedTuple):
    """`facts` are the benchmark's structured fields, for scoring only; None where they are not all there.

    `possible` is said of our own queries: whether there is a plan.
    """

    text: str
    facts: Mapping[str, Any] | None = None
    annotated: tuple[Mapping[str, Any], ...] = ()
    possible: bool | None = None


def read_queries(path: Path) -> tuple[Query, ...]:
    """In the order of the file."""
    text = path.read_text(encoding="utf-8-sig")
    return tuple(_query(row) for row in _rows(text, path.suffix.lower()) if row is not None)


def find_queries(folder: Path) -> Path:
    """The query file of a data folder; raises DataMissing."""
    for name in _NAMES:
        if found := sorted(folder.rglob(name)) or sorted(folder.parent.glob(name)):
            return found[0]
    raise DataMissing(f"travelplanner: no query file ({', '.join(_NAMES)}) in {folder}; name one with --queries")


def _rows(text: str, suffix: str) -> Iterable[Any]:
    if suffix == ".csv":
        return list(csv.DictReader(io.StringIO(text)))
    if text.lstrip().startswith("["):
        return list(json.loads(text))
    return [_line(line) for line in text.splitlines() if line.strip()]


def _line(line: str) -> Any:
    """A line of JSON, else the line itself."""
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        return line.strip()


def _query(row: Any) -> Query:
    if not isinstance(row, Mapping):
        return Query(str(row))
    values = {key: _value(value) for key, value in row.items() if key in _FIELDS}
    text = str(row.get("query") or row.get("text") or row.get("prompt") or "")
    complete = all(values.get(key) is not None for key in _FIELDS)
    annotated = _value(row.get("annotated_plan"))
    possible = row.get("possible")
    return Query(text, values if complete else None, _days(annotated), possible if isinstance(possible, bool) else None)


def _days(annotated: Any) -> tuple[Mapping[str, Any], ...]:
    """The plan's days; the official file wraps them in a list with a summary before."""
    if isinstance(annotated, list) and annotated and isinstance(annotated[-1], list):
        annotated = annotated[-1]
    if not isinstance(annotated, list):
        return ()
    return tuple(day for day in annotated if isinstance(day, Mapping) and "days" in day)


def _value(value: Any) -> Any:
    """Cells of a CSV file hold Python literals."""
    if isinstance(value, str):
        try:
            return ast.literal_eval(value)
        except (ValueError, SyntaxError):
            return value
    return value
