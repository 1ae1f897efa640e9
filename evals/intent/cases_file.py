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


def load_intent_cases(name: str) -> tuple[IntentCase, ...]:
    return tuple(IntentCase.model_validate(json.loads(line)) for line in _lines(name))


def load_edit_cases(name: str) -> tuple[EditCase, ...]:
    return tuple(EditCase.model_validate(json.loads(line)) for line in _lines(name))


def _lines(name: str) -> list[str]:
    return [line for line in (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]
