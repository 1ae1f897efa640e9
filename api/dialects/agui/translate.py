"""Our run log in AG-UI's words (protocol 1.0, https://docs.ag-ui.com, read November 2026).

A pure function of the log and of what the front end asked, so that the same log read again is told the same way. Nodes
are steps, counts are activities, days come as JSON Patch, a question and a change to be decided are interrupts (a
question is a call of the front end's own tool `ask_traveller`, where it brings one), and what the protocol has no word
for is CUSTOM.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ag_ui.core import (
    PROTOCOL_VERSION,
    ActivitySnapshotEvent,
    BaseEvent,
    CustomEvent,
    Interrupt,
    Message,
    MessagesSnapshotEvent,
    RunErrorEvent,
    RunFinishedCancelledOutcome,
    RunFinishedEvent,
    RunFinishedInterruptOutcome,
    RunFinishedSuccessOutcome,
    RunStartedEvent,
    StepFinishedEvent,
    StepStartedEvent,
    TextMessageContentEvent,
    TextMessageEndEvent,
    TextMessageStartEvent,
    ToolCallArgsEvent,
    ToolCallEndEvent,
    ToolCallStartEvent,
)

from api.dialects.agui import state as shared
from api.dialects.agui.state import PlanState
from domain.events import (
    DayPlanned,
    Declined,
    Failed,
    Final,
    NodeFinished,
    NodeStarted,
    Progress,
    Proposed,
    Question,
    RunEvent,
    Stopped,
    TextDelta,
    TextReset,
    Understood,
    Warned,
)
from domain.proposal import DECISION

_DECISIONS = DECISION.json_schema()
ASKING_TOOL = "ask_traveller"
THEIRS_TO_MEND = frozenset({"infeasible", "invalid_request"})
"""Codes of refusals that are an answer to the traveller, and no fault."""


@dataclass(frozen=True)
class Asked:
    """What the front end asked for: its own names of thread and run, and which run of ours hears it.

    `place` counts the answers that our run has had; `has_tool`: it brings the tool for questions.
    """

    thread_id: str
    run_id: str
    state: PlanState
    messages: tuple[Message, ...] = ()
    place: int = 0
    has_tool: bool = False


@dataclass
class Translation:
    """One run as it is told; feed it the log's events in order."""

    asked: Asked
    _state: PlanState = field(init=False)
    _steps: list[str] = field(default_factory=list)
    _message: str = ""
    _text: str = ""
    _messages: int = 0
    _over: bool = False

    def __post_init__(self) -> None:
        self._state = self.asked.state

    def begin(self) -> Iterator[BaseEvent]:
        ids = {"thread_id": self.asked.thread_id, "run_id": self.asked.run_id}
        yield RunStartedEvent(**ids, protocol_version=PROTOCOL_VERSION)
        yield shared.whole(self._state)

    def hear(self, event: RunEvent) -> Iterator[BaseEvent]:
        """What the protocol says for one event of ours; nothing after the end."""
        if self._over:
            return
        match event:
            case NodeStarted(node=node):
                yield from self._leave(node)
                self._steps.append(node)
                yield StepStartedEvent(step_name=node)
            case NodeFinished(node=node):
                yield from self._leave(node)
            case Progress():
                yield self._activity(event)
            case Understood(request=request):
                yield shared.replaced("request", request)
            case DayPlanned(number=number, day=day):
                yield shared.with_day(number, day)
            case Warned(message=message):
                yield shared.with_warning(message)
            case TextDelta(text=text):
                yield from self._say(text)
            case TextReset():
                yield from self._unsay()
            case Question():
                yield from self._ask(event)
            case Final():
                yield from self._finish(event)
            case Failed():
                yield from self._refuse(event)
            case Proposed():
                yield from self._propose(event)
            case Declined():
                yield from self._close(None)
                yield shared.whole(shared.declined(self._state))
                yield self._finished(outcome=RunFinishedSuccessOutcome(), result={"declined": True})
            case Stopped():
                yield from self._close("stopped")
                yield self._finished(outcome=RunFinishedCancelledOutcome())
            case _:
                yield CustomEvent(name=event.type, value=event.model_dump(mode="json", exclude={"type"}))

    def _leave(self, node: str) -> Iterator[BaseEvent]:
        """A node that a worker died in is begun again without its end."""
        if node in self._steps:
            self._steps.remove(node)
            yield StepFinishedEvent(step_name=node)

    def _activity(self, event: Progress) -> BaseEvent:
        content = event.model_dump(mode="json", exclude={"type"}, exclude_none=True)
        message_id = f"{self._id}:{event.node}"
        return ActivitySnapshotEvent(message_id=message_id, activity_type="PROGRESS", content=content)

    def _say(self, text: str) -> Iterator[BaseEvent]:
        if not self._message:
            self._message, self._text = f"{self._id}:text:{self._messages}", ""
            self._messages += 1
            yield TextMessageStartEvent(message_id=self._message, role="assistant")
        self._text += text
        yield TextMessageContentEvent(message_id=self._message, delta=text)

    def _stop_saying(self) -> Iterator[BaseEvent]:
        if self._message:
            yield TextMessageEndEvent(message_id=self._message)
        self._message = ""

    def _unsay(self) -> Iterator[BaseEvent]:
        """The conversation without the message that a model broke off in."""
        if self._message:
            yield from self._stop_saying()
            self._text = ""
            yield MessagesSnapshotEvent(messages=list(self.asked.messages))

    def _ask(self, question: Question) -> Iterator[BaseEvent]:
        yield from self._say_whole(question.text)
        about = question.model_dump(mode="json", exclude={"type"})
        yield from self._close("waiting")
        if self.asked.has_tool:
            call = f"{self._id}:question"
            yield ToolCallStartEvent(tool_call_id=call, tool_call_name=ASKING_TOOL)
            yield ToolCallArgsEvent(tool_call_id=call, delta=json.dumps(about, ensure_ascii=False))
            yield ToolCallEndEvent(tool_call_id=call)
            yield self._finished(outcome=RunFinishedSuccessOutcome(pending_tool_call_ids=[call]))
            return
        schema = {"type": "string", "description": question.text, "examples": list(question.options)}
        yield self._interrupted("question", question.text, schema, about)

    def _propose(self, proposed: Proposed) -> Iterator[BaseEvent]:
        """The change is shown, and the run waits for a decision: an object of that schema, or words."""
        said = proposed.said if proposed.unmet is None else proposed.unmet.message
        if said:
            yield from self._say_whole(said)
        yield shared.replaced("proposal", proposed)
        yield from self._close("waiting")
        diff = proposed.diff.model_dump(mode="json") if proposed.diff is not None else None
        unmet = proposed.unmet.model_dump(mode="json", exclude={"type"}) if proposed.unmet is not None else None
        about = {"diff": diff, "changes": list(proposed.changes), "unmet": unmet}
        schema = {"anyOf": [_DECISIONS, {"type": "string"}]}
        yield self._interrupted("proposal", said or "Take this change?", schema, about)

    def _interrupted(self, reason: str, message: str, schema: dict[str, Any], about: dict[str, Any]) -> BaseEvent:
        told = {"message": message, "response_schema": schema, "metadata": about}
        interrupt = Interrupt.model_validate({"id": f"{self._id}:{reason}", "reason": reason, **told})
        return self._finished(outcome=RunFinishedInterruptOutcome(interrupts=[interrupt]))

    def _say_whole(self, text: str) -> Iterator[BaseEvent]:
        """A text that the events before may have told already."""
        if self._text.strip() != text.strip():
            yield from self._stop_saying()
            yield from self._say(text)

    def _finish(self, final: Final) -> Iterator[BaseEvent]:
        yield from self._close(None)
        self._state = shared.finished(self._state, final)
        yield shared.whole(self._state)
        result = {"trip_id": self._state.trip_id, "valid": final.certificate.valid, "changes": list(final.changes)}
        yield self._finished(outcome=RunFinishedSuccessOutcome(), result=result)

    def _refuse(self, failed: Failed) -> Iterator[BaseEvent]:
        if failed.code not in THEIRS_TO_MEND:
            yield from self._close("failed")
            self._over = True
            yield RunErrorEvent(message=failed.message, code=failed.code)
            return
        yield from self._say_whole(failed.message)
        yield from self._close("failed")
        about = failed.model_dump(mode="json", exclude={"type"})
        yield CustomEvent(name="refusal", value=about)
        yield self._finished(outcome=RunFinishedSuccessOutcome(), result={"refused": failed.code})

    def _close(self, status: str | None) -> Iterator[BaseEvent]:
        """Whatever is open; `status` is what the shared state says from here on."""
        yield from self._stop_saying()
        for node in reversed(self._steps):
            yield StepFinishedEvent(step_name=node)
        self._steps.clear()
        if status is not None:
            yield shared.replaced("status", status)

    def _finished(self, **said: object) -> BaseEvent:
        self._over = True
        ids = {"thread_id": self.asked.thread_id, "run_id": self.asked.run_id}
        return RunFinishedEvent.model_validate({**ids, **said})

    @property
    def _id(self) -> str:
        """Ours, of this part of the run: what a front end calls it need not be unique."""
        return f"{self.asked.state.run_id}:{self.asked.place}"


def translate(asked: Asked, log: Iterable[RunEvent]) -> Iterator[BaseEvent]:
    """A whole log, from RUN_STARTED to its end so far."""
    telling = Translation(asked)
    yield from telling.begin()
    for event in log:
        yield from telling.hear(event)
