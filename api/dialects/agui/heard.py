"""What a front end's request says: the message, the answer to an interrupt, or that of its own tool."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from ag_ui.core import Message, RunAgentInput, TextPart, ToolMessage, UserMessage

from domain.errors import FieldError, InvalidRequest


def words_of(asked: RunAgentInput) -> str:
    """The traveller's words; raises InvalidRequest where there are none."""
    if asked.resume:
        entry = asked.resume[-1]
        if entry.status == "cancelled":
            raise InvalidRequest([FieldError("resume", "an abandoned question needs no run: send the next message")])
        return _text(entry.payload)
    last = asked.messages[-1] if asked.messages else None
    if isinstance(last, UserMessage | ToolMessage) and (text := _content(last)):
        return text
    raise InvalidRequest([FieldError("messages", "the last message must be the traveller's, with words in it")])


def trip_of(asked: RunAgentInput, caller: str) -> tuple[UUID | None, UUID]:
    """The trip that the thread's name may be, and the one that a thread of that name begins for `caller`.

    The second is derived, so that a thread is one trip however often it is asked for, and never somebody else's.
    """
    named = f"{caller}/{asked.thread_id}"
    try:
        return UUID(asked.thread_id), uuid5(NAMESPACE_URL, named)
    except ValueError:
        return None, uuid5(NAMESPACE_URL, named)


def reviewed(asked: RunAgentInput) -> bool:
    """Whether a change is shown before it is made; front ends that say nothing about it want that."""
    props = asked.forwarded_props
    return not (isinstance(props, dict) and props.get("review") is False)


def run_of(asked: RunAgentInput, caller: str) -> UUID:
    """The run that begins a thread, by the front end's names for both."""
    return uuid5(NAMESPACE_URL, f"{caller}/{key_of(asked)}")


def key_of(asked: RunAgentInput) -> str:
    """The write's own name: the same run of the same thread is heard once."""
    return f"agui-{sha256(json.dumps([asked.thread_id, asked.run_id]).encode()).hexdigest()}"


def _content(message: Message) -> str:
    content = getattr(message, "content", "")
    if isinstance(content, str):
        return content.strip()
    return " ".join(part.text for part in content or () if isinstance(part, TextPart)).strip()


def _text(payload: Any) -> str:
    """A sentence of whatever a form made of the answer: {"answer": "May"} is "May"; a decision stays as it is."""
    if isinstance(payload, dict) and len(payload) == 1 and "decision" not in payload:
        payload = next(iter(payload.values()))
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    if not text.strip() or payload is None:
        raise InvalidRequest([FieldError("resume", "the answer is missing: send it as the payload")])
    return text
