"""The real SDK against the running product."""

from __future__ import annotations

import re

import httpx
import openai
import pytest

pytestmark = pytest.mark.xdist_group("journey")  # with its product
WISH = "2 days in Rome from 12 April 2027, two of us, about 900 euros"
IMPOSSIBLE = "2 days in Rome from 12 April 2027, two of us, for 20 euros altogether, hotel included"


@pytest.fixture
def assistant(product_url, api_key):
    with openai.OpenAI(base_url=f"{product_url}/v1", api_key=api_key, timeout=60) as opened:
        yield opened


def said(role, text):
    return {"role": role, "content": text}


def streamed(assistant, messages, **more):
    """The text of a streamed answer, its thoughts, and the chunks themselves."""
    chunks = list(assistant.chat.completions.create(model="tripwright", messages=messages, stream=True, **more))
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    text = "".join(delta.content or "" for delta in deltas)
    return text, "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas), chunks


def test_a_plan_is_streamed_and_a_follow_up_changes_the_same_trip(assistant, product_url, api_key):
    text, thoughts, chunks = streamed(assistant, [said("user", WISH)], stream_options={"include_usage": True})
    trip = re.search(r"/trips/([0-9a-f-]{36})", text)
    assert trip is not None
    assert "### Day 2" in text
    assert "Days solved" in thoughts
    assert (chunks[-1].usage.total_tokens, chunks[-2].choices[0].finish_reason) == (0, "stop")
    assert len({chunk.id for chunk in chunks}) == 1
    follow_up = [said("user", WISH), said("assistant", text), said("user", "start at 10 on day 2")]
    changed = assistant.chat.completions.create(model="tripwright", messages=follow_up)
    assert changed.trip_id == trip[1]
    assert changed.choices[0].finish_reason == "stop"
    mine = httpx.get(f"{product_url}/v1/trips", headers={"Authorization": f"Bearer {api_key}"}).json()["items"]
    assert [one["id"] for one in mine] == [trip[1]]


def test_a_question_is_asked_and_its_answer_plans_the_trip(assistant):
    first = [said("user", "a trip to Rome for two")]
    question = assistant.chat.completions.create(model="tripwright", messages=first).choices[0].message.content
    assert "?" in question
    answer = [*first, said("assistant", question), said("user", "2 days from 12 April 2027")]
    text, _, _ = streamed(assistant, answer)
    assert "### Day 1" in text


def test_an_impossible_wish_is_told_with_its_ways_out(assistant):
    answer = assistant.chat.completions.create(model="tripwright", messages=[said("user", IMPOSSIBLE)])
    assert "### Day 1" not in answer.choices[0].message.content
    assert "1. " in answer.choices[0].message.content


def test_hanging_up_stops_the_stream_only_and_a_route_stops_the_run(assistant, product_url, api_key):
    message = [said("user", "3 days in Paris from 3 May 2027, two of us")]
    with assistant.chat.completions.create(model="tripwright", messages=message, stream=True) as stream:
        first = next(iter(stream))
    with httpx.Client(base_url=product_url, headers={"Authorization": f"Bearer {api_key}"}, timeout=60) as house:
        events = house.get(f"/v1/runs/{first.run_id}/events").text
        assert "event: final" in events
        started = house.post("/v1/trips", json={"message": "4 days in Tokyo from 3 May 2027"}).json()
        stopped = house.post(f"/v1/runs/{started['run']['id']}/stop").json()
    assert stopped["status"] in ("stopped", "done")


def test_an_sdk_s_own_retry_joins_the_run_that_its_first_try_began(assistant):
    wish = [said("user", "2 days in Florence from 12 April 2027")]
    create = assistant.chat.completions.create
    first = create(model="tripwright", messages=wish)
    retried = create(model="tripwright", messages=wish, extra_headers={"x-stainless-retry-count": "1"})
    again = create(model="tripwright", messages=wish)
    assert retried.run_id == first.run_id
    assert again.trip_id != first.trip_id


def test_errors_are_those_that_the_sdk_knows(assistant, product_url):
    create = assistant.chat.completions.create
    with pytest.raises(openai.BadRequestError) as refused:
        create(model="tripwright", messages=[said("user", WISH)], response_format={"type": "json_object"})
    assert refused.value.param == "response_format"
    with pytest.raises(openai.NotFoundError) as unknown:
        create(model="gpt-4o", messages=[said("user", WISH)])
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.NotFoundError):
        create(model="tripwright", messages=[said("user", "x")], user="trip:7d5c1e3a-0000-4000-8000-000000000000")
    with pytest.raises(openai.BadRequestError) as empty:
        create(model="tripwright", messages=[])
    assert empty.value.param == "messages"
    stranger = openai.OpenAI(base_url=f"{product_url}/v1", api_key="sk_live_" + "0" * 64, max_retries=0)
    with pytest.raises(openai.AuthenticationError) as shut:
        stranger.chat.completions.create(model="tripwright", messages=[said("user", WISH)])
    assert shut.value.code == "invalid_api_key"


def test_there_is_one_model(assistant):
    assert [model.id for model in assistant.models.list()] == ["tripwright"]
    assert assistant.models.retrieve("tripwright").owned_by == "tripwright"
    with pytest.raises(openai.NotFoundError):
        assistant.models.retrieve("gpt-4o")
