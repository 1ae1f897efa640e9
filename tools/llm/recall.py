"""Earlier answers to the same question: fresh ones save a call, older ones serve when no model does (PLAN-24)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from tools.line.memory import Kept, Memory
from tools.llm.contract import Asked

_STALE_S = 30 * 86_400.0


class Recalled(BaseModel):
    """A valid form as JSON, or a whole text, and who gave it when (aware UTC)."""

    model_config = ConfigDict(frozen=True)

    text: str
    provider: str
    model: str
    at: datetime


@dataclass(frozen=True)
class Recall:
    """The answers kept for one tenant; `fresh_s` is how long one stands for asking again."""

    memory: Memory
    tenant: str
    fresh_s: float

    async def find(self, asked: Asked, *, fresh: bool) -> Recalled | None:
        """What was answered to the same words for the same form; not `fresh`: up to 30 days ago."""
        look = await self.memory.look(self._key(asked), "", None)
        if look.kept is None:
            return None
        try:
            found = Recalled.model_validate_json(look.kept)
        except ValidationError:  # kept by an older version
            return None
        old = (datetime.now(UTC) - found.at).total_seconds() > self.fresh_s
        return None if fresh and old else found

    async def keep(self, asked: Asked, text: str, provider: str, model: str) -> None:
        recalled = Recalled(text=text, provider=provider, model=model, at=datetime.now(UTC))
        await self.memory.keep({self._key(asked): Kept(recalled.model_dump_json().encode(), _STALE_S)})

    def _key(self, asked: Asked) -> str:
        words = asked.prompted
        same = [words.task, words.system, words.user, words.max_tokens, words.tier, asked.schema]
        same += [hashlib.sha256(words.picture).hexdigest()] if words.picture else []
        digest = hashlib.sha256(json.dumps(same, sort_keys=True).encode()).hexdigest()
        return f"answer:llm:{self.tenant}:{digest}"
