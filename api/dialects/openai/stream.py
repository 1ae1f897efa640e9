"""An answer as chunks of a chat completion, server-sent and closed by [DONE]."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from api.dialects.openai.answer import Piece
from api.dialects.openai.schemas import MODEL


@dataclass(frozen=True)
class Heading:
    """What every chunk of one answer carries."""

    id: str
    created: int
    trip_id: str
    run_id: str

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return self._frame({"choices": [choice]})

    def usage(self) -> str:
        """Nothing is counted in tokens here, and nothing is charged by them."""
        counts = dict.fromkeys(("prompt_tokens", "completion_tokens", "total_tokens"), 0)
        return self._frame({"choices": [], "usage": counts})

    def _frame(self, content: dict[str, Any]) -> str:
        head = {"id": self.id, "object": "chat.completion.chunk", "created": self.created, "model": MODEL}
        ours = {"trip_id": self.trip_id, "run_id": self.run_id}
        return f"data: {json.dumps(head | ours | content, ensure_ascii=False)}\n\n"


async def chunks(heading: Heading, pieces: AsyncIterator[Piece | None], *, usage: bool) -> AsyncIterator[str]:
    """Progress goes into `reasoning_content`, which clients that know it show apart and others pass over."""
    yield heading.chunk({"role": "assistant", "content": ""})
    async for piece in pieces:
        if piece is None:
            yield ": still here\n\n"
        elif piece.kind == "failed":
            error = {"message": piece.text, "type": "server_error", "param": None, "code": "run_failed"}
            yield f"data: {json.dumps({'error': error}, ensure_ascii=False)}\n\n"
            return
        else:
            yield heading.chunk({"content" if piece.kind == "said" else "reasoning_content": piece.text})
    yield heading.chunk({}, "stop")
    if usage:
        yield heading.usage()
    yield "data: [DONE]\n\n"
