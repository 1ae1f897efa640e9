from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from api.dialects.openai.conversation import key_of, number_in, trip_of
from api.dialects.openai.errors import error_of
from api.dialects.openai.schemas import ChatRequest
from domain.errors import InvalidRequest

A, B = uuid4(), uuid4()
ON = date(2026, 11, 21)


def asked(*messages, **more) -> ChatRequest:
    turns = [{"role": role, "content": text} for role, text in messages]
    return ChatRequest.model_validate({"model": "tripwright", "messages": turns, **more})


@pytest.mark.parametrize(
    ("request_", "trip"),
    [
        (asked(("user", "Rome")), None),
        (asked(("user", "Rome"), ("assistant", f"[Your trip](https://x/trips/{A})"), ("user", "more")), A),
        (asked(("assistant", f"/trips/{A}"), ("assistant", f"/trips/{B}"), ("user", "more")), B),
        (asked(("user", f"see /trips/{A}")), None),
        (asked(("user", "more"), user=f"trip:{A}"), A),
        (asked(("user", "more"), metadata={"trip_id": str(A)}, user=f"trip:{B}"), A),
        (asked(("user", "more"), user="somebody@example.org"), None),
    ],
)
def test_a_conversation_s_trip_is_found_by_its_name_or_by_what_we_said(request_: ChatRequest, trip: UUID | None):
    assert trip_of(request_) == trip


@pytest.mark.parametrize("more", [{"user": "trip:nonsense"}, {"metadata": {"trip_id": "1"}}])
def test_a_name_that_no_trip_can_have_is_refused(more):
    with pytest.raises(InvalidRequest):
        trip_of(asked(("user", "more"), **more))


def test_the_key_is_the_conversation_s_of_the_day():
    one = asked(("user", "Rome"))
    assert key_of(one, ON) == key_of(asked(("user", "Rome")), ON)
    others = {key_of(asked(("user", "Rom")), ON), key_of(one, date(2026, 11, 22)), key_of(one, ON, "run")}
    assert len(others | {key_of(one, ON)}) == 4


@pytest.mark.parametrize(("text", "number"), [("1", 0), (" 2. ", 1), ("12)", 11), ("0", None), ("2 days", None)])
def test_a_bare_number_chooses(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("more", "param"),
    [
        ({"n": 2}, "n"),
        ({"tools": [{}], "tool_choice": "required"}, "tool_choice"),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        ({"messages": [{"role": "assistant", "content": "x"}]}, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}]}, "messages"),
        ({"tools": [{}], "tool_choice": "auto", "response_format": {"type": "text"}, "temperature": 2}, None),
    ],
)
def test_what_is_not_served_is_named(more, param):
    request = ChatRequest.model_validate({"model": "m", "messages": [{"role": "user", "content": "x"}], **more})
    assert (request.unserved[0] if request.unserved else None) == param


@pytest.mark.parametrize(
    ("problem", "status", "code"),
    [
        ({"status": 401, "detail": "sign in"}, 401, "invalid_api_key"),
        ({"status": 422, "detail": "n: no", "errors": [{"field": "n", "message": "no"}]}, 400, "invalid_value"),
        ({"status": 429}, 429, "rate_limit_exceeded"),
        ({"status": 502}, 502, "server_error"),
        ({"status": 415}, 400, None),
    ],
)
def test_problems_become_their_errors(problem, status, code):
    found, error = error_of(problem)
    assert (found, error["code"]) == (status, code)
    assert error["param"] == ("n" if "errors" in problem else None)
