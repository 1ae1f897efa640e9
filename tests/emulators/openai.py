"""OpenAI's Chat Completions (https://platform.openai.com/docs/api-reference/chat), and those who speak it too.

`app` is OpenAI, with its models and its refusals; `compatible` any server that takes every model, key or none.
Keys are good unless they begin with bad, broke (an account without credit) or busy (a rate limit).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.emulators.brain import Conversation, pieces_of, reply, shortened, tokens_of

MODELS = {
    "gpt-4-turbo": "gpt-4-turbo-2024-04-09",
    "gpt-4o": "gpt-4o-2024-08-06",
    "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
    "gpt-5-mini": "gpt-5-mini-2025-08-07",
}
WITHOUT_SCHEMAS = ("gpt-4-turbo", "gpt-3.5-turbo", "gpt-4")
LONGEST_OF_TURBO = 4096
_ROLES = {"system", "developer", "user", "assistant", "tool"}
_PAUSE_S = 0.005


async def openai(request: Request) -> Response:
    key = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    if not key:
        return error(401, "You didn't provide an API key.")
    if key.startswith("bad"):
        return error(401, f"Incorrect API key provided: {key}.", code="invalid_api_key")
    if key.startswith("broke"):
        said = "You exceeded your current quota, please check your plan and billing details."
        return error(429, said, code="insufficient_quota", kind="insufficient_quota")
    if key.startswith("busy"):
        said = "Rate limit reached. Please try again in 20s."
        return error(429, said, code="rate_limit_exceeded", kind="requests", headers={"retry-after": "20"})
    body = await _json(request)
    if isinstance(body, Response):
        return body
    if body.get("model") not in {*MODELS, *MODELS.values()}:
        said = f"The model `{body.get('model')}` does not exist or you do not have access to it."
        return error(404, said, code="model_not_found")
    kind = (body.get("response_format") or {}).get("type")
    if kind == "json_schema" and body["model"].startswith(WITHOUT_SCHEMAS) and not body["model"].startswith("gpt-4o"):
        said = "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
        return error(400, said, param="response_format")
    if body["model"].startswith("gpt-4-turbo") and (body.get("max_completion_tokens") or 0) > LONGEST_OF_TURBO:
        said = f"max_tokens is too large. This model supports at most {LONGEST_OF_TURBO} completion tokens."
        return error(400, said, param="max_tokens")
    if body["model"].startswith(("o1", "o3", "gpt-5")) and "max_tokens" in body:
        said = "Unsupported parameter: 'max_tokens' is not supported with this model."
        return error(400, said, param="max_tokens", code="unsupported_parameter")
    return await _answered(body, MODELS.get(body["model"], body["model"]))


async def anybody(request: Request) -> Response:
    body = await _json(request)
    return body if isinstance(body, Response) else await _answered(body, str(body["model"]))


def error(
    status: int,
    message: str,
    *,
    param: str | None = None,
    code: str | None = None,
    kind: str = "invalid_request_error",
    headers: dict[str, str] | None = None,
) -> Response:
    body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
    return JSONResponse(body, status, headers=headers)


async def _json(request: Request) -> dict[str, Any] | Response:
    try:
        body = await request.json()
    except ValueError:
        return error(400, "We could not parse the JSON body of your request.")
    messages = body.get("messages") if isinstance(body, dict) else None
    if not isinstance(messages, list) or not messages or not isinstance(body.get("model"), str):
        return error(400, "you must provide a model parameter and messages")
    for at, message in enumerate(messages):
        if message.get("role") not in _ROLES:
            return error(400, f"Invalid value: '{message.get('role')}'.", param=f"messages[{at}].role")
    assert isinstance(body, dict)
    return body


async def _answered(body: dict[str, Any], model: str) -> Response:
    schema, tool = _form(body)
    if isinstance(schema, Response):
        return schema
    talk = _talk(body["messages"], schema)
    text, whole = shortened(reply(talk), body.get("max_completion_tokens") or body.get("max_tokens") or 4096)
    used = _usage(body["messages"], text)
    if body.get("stream"):
        with_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        return StreamingResponse(
            _events(talk, text, model, used if with_usage else None, whole=whole), media_type="text/event-stream"
        )
    end = "content_filter" if talk.wants("decline") else "stop" if whole else "length"
    message: dict[str, Any] = {"role": "assistant", "content": text, "refusal": None}
    if tool:
        call = {"id": "call_1", "type": "function", "function": {"name": tool, "arguments": text}}
        message |= {"content": None, "tool_calls": [call]}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": end}
    return JSONResponse(_envelope("chat.completion", model) | {"choices": [choice], "usage": used})


def _form(body: dict[str, Any]) -> tuple[Any, str]:
    """The schema that is to be filled in, and the tool that must be called for it."""
    wanted = body.get("response_format") or {}
    if wanted.get("type") == "json_schema":
        given = wanted.get("json_schema") or {}
        if not given.get("name") or "schema" not in given:
            return error(400, "Missing required parameter: 'response_format.json_schema'."), ""
        return {"title": given["name"], **given["schema"]}, ""
    choice = body.get("tool_choice")
    if not isinstance(choice, dict):
        return None, ""
    name = choice["function"]["name"]
    found = [one["function"] for one in body.get("tools", ()) if one["function"]["name"] == name]
    if not found:
        return error(400, f"Tool choice '{name}' not found in 'tools' parameter.", param="tool_choice"), ""
    return {"title": name, **found[0]["parameters"]}, name


def _talk(messages: list[dict[str, Any]], schema: dict[str, Any] | None) -> Conversation:
    system = "\n".join(_words(one) for one in messages if one["role"] in ("system", "developer"))
    users = [_words(one) for one in messages if one["role"] == "user"]
    said = "\n".join(_words(one) for one in messages if one["role"] == "assistant")
    return Conversation(system, users[0] if users else "", schema, said)


def _words(message: dict[str, Any]) -> str:
    content = message.get("content") or ""
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)


def _usage(messages: list[dict[str, Any]], text: str) -> dict[str, Any]:
    asked, said = tokens_of(*map(_words, messages)), tokens_of(text)
    return {
        "prompt_tokens": asked,
        "completion_tokens": said,
        "total_tokens": asked + said,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


def _envelope(kind: str, model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-emulated", "object": kind, "created": int(time.time()), "model": model}


async def _events(
    talk: Conversation, text: str, model: str, used: dict[str, Any] | None, *, whole: bool
) -> AsyncIterator[bytes]:
    """Server-sent events: the role, pieces, the end, the usage when it was asked for, [DONE]."""

    def event(delta: dict[str, Any] | None, end: str | None = None) -> bytes:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": end}]
        chunk = _envelope("chat.completion.chunk", model) | {"choices": choices}
        if used is not None:
            chunk["usage"] = used if delta is None else None
        return f"data: {json.dumps(chunk)}\n\n".encode()

    yield event({"role": "assistant", "content": ""})
    pieces = list(pieces_of(text))
    for at, piece in enumerate(pieces):
        if at == len(pieces) // 2 and talk.wants("stall"):
            await asyncio.sleep(3600)
        if at == len(pieces) // 2 and talk.wants("break"):
            return
        yield event({"content": piece})
        await asyncio.sleep(_PAUSE_S)
    yield event({}, "content_filter" if talk.wants("decline") else "stop" if whole else "length")
    if used is not None:
        yield event(None)
    yield b"data: [DONE]\n\n"


app = Starlette(routes=[Route("/v1/chat/completions", openai, methods=["POST"])])
compatible = Starlette(routes=[Route("/chat/completions", anybody, methods=["POST"])])
