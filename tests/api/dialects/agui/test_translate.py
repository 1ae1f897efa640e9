from __future__ import annotations

import json

from ag_ui.core import UserMessage
from hypothesis import given
from hypothesis import strategies as st

from api.dialects.agui.state import PlanState
from api.dialects.agui.translate import Asked, translate
from domain.events import (
    TERMINAL,
    WAITING,
    DayPlanned,
    Declined,
    NodeFinished,
    NodeStarted,
    Stopped,
    TextDelta,
    TextReset,
)
from tests.api.dialects.agui.order import Reader
from tests.api.dialects.logs import BROKEN, FINAL, ITINERARY, PROPOSED, QUESTION, REFUSED, logs


def told(log, **changes):
    asked = Asked(
        "thread", "their-run", PlanState(trip_id="t", run_id="r"), (UserMessage(id="u1", content="Rome"),), **changes
    )
    return [event.model_dump(mode="json", by_alias=True) for event in translate(asked, log)]


def read(events) -> Reader:
    reader = Reader()
    for event in events:
        reader.read(event)
    return reader


@given(log=logs(), has_tool=st.booleans())
def test_any_log_keeps_the_protocol_s_order_and_its_end_is_the_run_s(log, has_tool):
    reader = read(told(log, has_tool=has_tool))
    assert bool(reader.ended) == (log[-1].type in (*TERMINAL, *WAITING))


@given(log=logs())
def test_the_same_log_is_told_the_same_way_and_a_longer_one_goes_on_from_a_shorter(log):
    whole = told(log)
    assert told(log) == whole
    for cut in range(len(log)):
        shorter = told(log[:cut])
        assert whole[: len(shorter)] == shorter


@given(log=logs())
def test_the_state_that_the_patches_make_is_a_plan_state(log):
    state = PlanState.model_validate(read(told(log)).state)
    days = {str(event.number) for event in log if isinstance(event, DayPlanned)}
    assert log[-1] in (FINAL, Declined()) or set(state.days) == days


def test_the_result_is_in_the_state_and_the_words_in_one_message():
    log = [NodeStarted(node="rendering"), TextDelta(text="Two "), TextDelta(text="days."), FINAL]
    reader = read(told(log))
    assert list(reader.messages.values()) == ["Two days."]
    assert reader.state["itinerary"] == ITINERARY.model_dump(mode="json")
    assert reader.state["status"] == "done"
    assert reader.last["outcome"] == {"type": "success"}
    assert (reader.last["threadId"], reader.last["runId"]) == ("thread", "their-run")


def test_a_message_that_a_model_broke_off_in_is_taken_back():
    reader = read(told([TextDelta(text="Oops"), TextReset(), TextDelta(text="Two days."), FINAL]))
    assert list(reader.messages.values()) == ["Two days."]


def test_a_question_interrupts_and_says_what_it_expects():
    reader = read(told([NodeStarted(node="intent"), NodeFinished(node="intent", seconds=0.1), QUESTION]))
    (interrupt,) = reader.last["outcome"]["interrupts"]
    assert (interrupt["id"], interrupt["reason"], interrupt["message"]) == ("r:0:question", "question", QUESTION.text)
    assert interrupt["responseSchema"]["examples"] == list(QUESTION.options)
    assert reader.state["status"] == "waiting"
    assert list(reader.messages.values()) == [QUESTION.text]


def test_a_question_that_a_model_has_just_told_is_not_told_twice():
    assert list(read(told([TextDelta(text=QUESTION.text), QUESTION])).messages.values()) == [QUESTION.text]


def test_a_front_end_with_a_tool_for_questions_is_called():
    events = told([QUESTION], has_tool=True)
    called = next(event for event in events if event["type"] == "TOOL_CALL_ARGS")
    assert json.loads(called["delta"])["options"] == list(QUESTION.options)
    assert events[-1]["outcome"]["pendingToolCallIds"] == [called["toolCallId"]]


def test_a_change_waits_for_a_decision_with_its_schema():
    reader = read(told([PROPOSED]))
    (interrupt,) = reader.last["outcome"]["interrupts"]
    assert interrupt["reason"] == "proposal"
    assert "take" in json.dumps(interrupt["responseSchema"])
    assert reader.state["proposal"]["itinerary"] == ITINERARY.model_dump(mode="json")


def test_an_impossible_wish_is_an_answer_and_a_fault_of_ours_an_error():
    refused = read(told([REFUSED]))
    assert refused.ended == "RUN_FINISHED"
    assert list(refused.messages.values()) == [REFUSED.message]
    assert refused.last["result"] == {"refused": "infeasible"}
    broken = read(told([BROKEN]))
    assert (broken.ended, broken.last["code"]) == ("RUN_ERROR", "internal")


def test_a_stopped_run_is_cancelled_and_a_change_that_was_left_undone():
    assert read(told([Stopped()])).last["outcome"] == {"type": "cancelled"}
    left = read(told([DayPlanned(number=1, day=ITINERARY.days[0]), Declined()]))
    assert left.state["days"] == {}
    assert left.last["result"] == {"declined": True}
