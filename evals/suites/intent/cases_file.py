"""The labelled messages: one JSON object a line, a new version of the file rather than an edit."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

CASES = Path(__file__).parent / "cases"


class IntentCase(BaseModel):
    """`outcome` is understood, question:<field> or refused:<field>; slots left out are at their default."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    today: date
    answers: tuple[str, ...] = ()
    outcome: str
    slots: dict[str, Any] = {}


class EditCase(BaseModel):
    """A follow-up to the sample trip; `edits` as dicts of what must be set, or one of the outcomes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    outcome: str = "edits"
    edits: tuple[dict[str, Any], ...] = ()


def set_names() -> tuple[str, ...]:
    """The sets that we have labelled, messages before follow-ups."""
    return tuple(
        sorted((path.stem for path in CASES.glob("*.jsonl")), key=lambda name: (name.startswith("edits"), name))
    )


def load_cases(source: str | Path) -> tuple[IntentCase | EditCase, ...]:
    """A set of ours by name, or any file in the same format; a case with a `today` is a message, others follow up."""
    path = source if isinstance(source, Path) else CASES / f"{source}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(json.loads(line)) for line in lines if line.strip())


def _case(fields: dict[str, Any]) -> IntentCase | EditCase:
    return IntentCase.model_validate(fields) if "today" in fields else EditCase.model_validate(fields)
