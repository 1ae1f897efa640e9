"""The log as text to be taken elsewhere, a piece at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator

from services.audit.schemas import AuditRecord

_COLUMNS = tuple(AuditRecord.model_fields)
_AT_ONCE = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def csv_lines(entries: AsyncIterator[AuditRecord]) -> AsyncIterator[str]:
    """RFC 4180, with a head. What a spreadsheet would take for a formula begins with an apostrophe."""
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(_COLUMNS)
    count = 0
    async for entry in entries:
        told = entry.model_dump(mode="json")
        changes = json.dumps(told["changes"], ensure_ascii=False) if told["changes"] else ""
        writer.writerow([_harmless(value) for value in (told | {"changes": changes}).values()])
        count += 1
        if count % _AT_ONCE == 0:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


async def json_lines(entries: AsyncIterator[AuditRecord]) -> AsyncIterator[str]:
    """One JSON object a line."""
    held: list[str] = []
    async for entry in entries:
        held.append(entry.model_dump_json() + "\n")
        if len(held) == _AT_ONCE:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
