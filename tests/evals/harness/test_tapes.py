"""Recorded from a real server on loopback that speaks OpenAI's chat completions, and replayed without it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from evals.harness.suite import Context, Options
from evals.harness.tapes import (
    ModelRequest,
    ModelResponse,
    NotOnTape,
    Recorder,
    TapeUnusable,
    check_model,
    load_tape,
    open_model,
)

KEY = "sk-not-for-the-tape"
REQUEST = ModelRequest(
    model="echo-1", messages=({"role": "user", "content": "Where to?"},), settings={"temperature": 0}
)


class ChatHandler(BaseHTTPRequestHandler):
    """Answers with the last message in capitals, and how often it was asked."""

    asked = 0
    counting = threading.Lock()

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.counting:
            type(self).asked += 1
            text = f"{question['messages'][-1]['content'].upper()} {type(self).asked}"
        answer = {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "model": question["model"],
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10},
        }
        body = json.dumps(answer).encode()
        self.send_response(200 if self.headers["Authorization"] == f"Bearer {KEY}" else 401)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        return None


@pytest.fixture
def server() -> Iterator[str]:
    ChatHandler.asked = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), ChatHandler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


async def chat(url: str, request: ModelRequest) -> ModelResponse:
    """What a provider's adapter does."""
    async with httpx.AsyncClient() as client:
        body = {"model": request.model, "messages": list(request.messages), **request.settings}
        answer = await client.post(f"{url}/v1/chat/completions", json=body, headers={"Authorization": f"Bearer {KEY}"})
    found = answer.raise_for_status().json()
    usage = found["usage"]
    return ModelResponse(
        text=found["choices"][0]["message"]["content"],
        served_by="echo",
        body=found,
        input_tokens=usage["prompt_tokens"],
        output_tokens=usage["completion_tokens"],
        cost_minor=4,
    )


async def test_what_was_recorded_is_replayed_without_the_server(server, tmp_path):
    tape = tmp_path / "a.tape"
    record = Recorder(partial(chat, server), tape)
    first = await record(REQUEST)
    other = REQUEST.model_copy(update={"settings": {"temperature": 1}})
    await record(other)
    player = load_tape(tape)
    assert await player(REQUEST) == first
    assert (await player(other)).text == "WHERE TO? 2"
    assert player.model == "echo-1"
    assert ChatHandler.asked == 2
    assert KEY not in tape.read_text()


async def test_an_unknown_request_is_refused_by_its_hash(server, tmp_path):
    tape = tmp_path / "a.tape"
    await Recorder(partial(chat, server), tape)(REQUEST)
    asked = REQUEST.model_copy(update={"messages": ({"role": "user", "content": "Where to!"},)})
    with pytest.raises(NotOnTape, match=f"a.tape has no answer to request {asked.hash}, take 0; it has 1 other"):
        await load_tape(tape)(asked)
    with pytest.raises(NotOnTape, match=r"take 1; it has takes \[0\] of it"):
        await load_tape(tape, take=1)(REQUEST)


async def test_repeats_have_their_own_takes_and_writers_do_not_mix_lines(server, tmp_path):
    tape = tmp_path / "a.tape"
    await asyncio.gather(*(Recorder(partial(chat, server), tape, take)(REQUEST) for take in range(8)))
    texts = {(await load_tape(tape, take)(REQUEST)).text for take in range(8)}
    assert texts == {f"WHERE TO? {n}" for n in range(1, 9)}


async def test_a_run_notes_who_served_and_what_it_cost(server, tmp_path):
    tape = tmp_path / "a.tape"
    await Recorder(partial(chat, server), tape)(REQUEST)
    context = Context(Options(model=check_model(f"tape:{tape}")))
    model = open_model(context)
    assert model is not None
    await model(REQUEST)
    await model(REQUEST)
    assert (context.notes.cost_minor, context.notes.served_by) == (8, ["echo"])
    assert open_model(Context(Options())) is None


def test_hashes_do_not_depend_on_the_order_of_keys():
    turned = ModelRequest.model_validate(json.loads(REQUEST.model_dump_json()))
    assert turned.hash == REQUEST.hash
    one = ModelRequest(model="m", messages=({"role": "user", "content": "x"},))
    other = ModelRequest(model="m", messages=({"content": "x", "role": "user"},))
    assert one.hash == other.hash


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("{", "line 1: not a recorded call"),
        ('{"hash": "x"}', "line 1: not a recorded call"),
        (
            '{"hash": "x", "request": {"model": "m", "messages": []}, "response": {"text": "", "served_by": "e"}}',
            "line 1: the request is not the one that was recorded",
        ),
    ],
)
def test_a_damaged_tape_names_its_line(tmp_path, lines, said):
    (tmp_path / "a.tape").write_text(lines)
    with pytest.raises(TapeUnusable, match=said):
        load_tape(tmp_path / "a.tape")


@pytest.mark.parametrize("spec", ["gpt", "tape:", "tape:/nowhere/at/all", "disc:x"])
def test_a_model_that_cannot_be_is_refused(spec):
    with pytest.raises(TapeUnusable):
        check_model(spec)
