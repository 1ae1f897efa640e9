"""The protocol's rules of order (AG-UI 1.0), as a reader of the stream would enforce them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import jsonpatch
from ag_ui.core import Event
from pydantic import TypeAdapter

EVENT: TypeAdapter[Any] = TypeAdapter(Event)
_ENDS = ("RUN_FINISHED", "RUN_ERROR")


@dataclass
class Reader:
    """Takes events as JSON; raises AssertionError for one that may not come now. `state` is what they have made."""

    started: bool = False
    ended: str = ""
    steps: list[str] = field(default_factory=list)
    messages: dict[str, str] = field(default_factory=dict)
    open_messages: set[str] = field(default_factory=set)
    open_calls: set[str] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)
    state: Any = None
    last: dict[str, Any] = field(default_factory=dict)

    def read(self, event: dict[str, Any]) -> None:
        EVENT.validate_python(event)
        kind = event["type"]
        assert not self.ended, f"{kind} after {self.ended}"
        assert self.started or kind in ("RUN_STARTED", "RUN_ERROR"), f"{kind} before RUN_STARTED"
        assert not (self.started and kind == "RUN_STARTED"), "started twice"
        getattr(self, f"_{kind.lower()}", lambda _: None)(event)
        self.last = event
        if kind in _ENDS:
            self.ended = kind

    def _run_started(self, event: dict[str, Any]) -> None:
        self.started = True
        assert event["protocolVersion"] == "1.0"

    def _step_started(self, event: dict[str, Any]) -> None:
        assert event["stepName"] not in self.steps, "a step is begun twice"
        self.steps.append(event["stepName"])

    def _step_finished(self, event: dict[str, Any]) -> None:
        self.steps.remove(event["stepName"])

    def _text_message_start(self, event: dict[str, Any]) -> None:
        assert event["messageId"] not in self.messages, "a message's id is used twice"
        self.messages[event["messageId"]] = ""
        self.open_messages.add(event["messageId"])

    def _text_message_content(self, event: dict[str, Any]) -> None:
        assert event["messageId"] in self.open_messages
        self.messages[event["messageId"]] += event["delta"]

    def _text_message_end(self, event: dict[str, Any]) -> None:
        self.open_messages.remove(event["messageId"])

    def _messages_snapshot(self, event: dict[str, Any]) -> None:
        kept = {message["id"] for message in event["messages"]}
        self.messages = {name: text for name, text in self.messages.items() if name in kept}

    def _tool_call_start(self, event: dict[str, Any]) -> None:
        assert event["toolCallId"] not in self.calls
        self.calls.append(event["toolCallId"])
        self.open_calls.add(event["toolCallId"])

    def _tool_call_args(self, event: dict[str, Any]) -> None:
        assert event["toolCallId"] in self.open_calls

    def _tool_call_end(self, event: dict[str, Any]) -> None:
        self.open_calls.remove(event["toolCallId"])

    def _state_snapshot(self, event: dict[str, Any]) -> None:
        self.state = event["snapshot"]

    def _state_delta(self, event: dict[str, Any]) -> None:
        self.state = jsonpatch.apply_patch(self.state, event["delta"])

    def _run_finished(self, event: dict[str, Any]) -> None:
        assert self.steps == []
        assert not self.open_messages
        assert not self.open_calls
        pending = event.get("outcome", {}).get("pendingToolCallIds", [])
        assert pending == self.calls
