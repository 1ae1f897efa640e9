"""Anthropic's Messages (https://docs.claude.com/en/api/messages), streamed as its documented events.

Keys are good unless they begin with bad, broke (an account without credit), busy (a rate limit) or full (overloaded).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.emulators.brain import Conversation, pieces_of, reply, shortened, tokens_of

ALWAYS_THINK = ("claude-opus-5-5", "claude-sonnet-5-5")
MODELS = ("claude-sonnet-5", "claude-haiku-4-5", "claude-sonnet-4-6", "claude-opus-5", *ALWAYS_THINK)
VERSIONS = ("2023-06-01", "2026-10-21")
_MOST_OPTIONAL = 24
_REJECTED = ("minimum", "maximum", "multipleOf", "minLength", "maxLength")
_PAUSE_S = 0.005


async def messages(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    try:
        body = await request.json()
    except ValueError:
        return error(400, "invalid_request_error", "The request body is not valid JSON")
    if refused := _invalid(body):
        return refused
    schema = _form(body)
    talk = _talk(body, schema)
    text, whole = shortened(reply(talk), body["max_tokens"])
    end = "refusal" if talk.wants("decline") else "end_turn" if whole else "max_tokens"
    block: dict[str, Any] = {"type": "text", "text": text}
    if name := _tool(body):
        block = {"type": "tool_use", "id": "toolu_emulated", "name": name, "input": json.loads(text)}
        end = "tool_use"
    used = {
        "input_tokens": tokens_of(talk.system, talk.user, talk.said),
        "output_tokens": tokens_of(text),
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 0,
    }
    message = _message(body["model"], used) | {"content": [block], "stop_reason": end}
    if body.get("stream"):
        return StreamingResponse(_events(talk, text, message), media_type="text/event-stream")
    return JSONResponse(message)


def error(status: int, kind: str, message: str, headers: dict[str, str] | None = None) -> Response:
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_emulated"}
    return JSONResponse(body, status, headers={"request-id": "req_emulated", **(headers or {})})


def _refused(request: Request) -> Response | None:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()  # newer SDKs send the key so
    key = request.headers.get("x-api-key") or bearer
    if not key:
        return error(401, "authentication_error", "x-api-key header is required")
    if key.startswith("bad"):
        return error(401, "authentication_error", "invalid x-api-key")
    if key.startswith("broke"):
        said = "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."
        return error(400, "invalid_request_error", said)
    if key.startswith("busy"):
        return error(429, "rate_limit_error", "This request would exceed your rate limit.", {"retry-after": "20"})
    if key.startswith("full"):
        return error(529, "overloaded_error", "Overloaded")
    if request.headers.get("anthropic-version") not in VERSIONS:
        return error(400, "invalid_request_error", "anthropic-version: header is required")
    return None


def _invalid(body: Any) -> Response | None:
    if body.get("model") not in MODELS:
        return error(404, "not_found_error", f"model: {body.get('model')}")
    if sampling := {"temperature", "top_p", "top_k"} & set(body):  # of version 2026-10-21
        return error(400, "invalid_request_error", f"{min(sampling)}: Extra inputs are not permitted")
    if body["model"].startswith(ALWAYS_THINK) and (body.get("thinking") or {}).get("type") == "disabled":
        return error(400, "invalid_request_error", "thinking.type.disabled is not supported for this model")
    if not isinstance(body.get("max_tokens"), int) or body["max_tokens"] < 1:
        return error(400, "invalid_request_error", "max_tokens: Field required")
    if not body.get("messages") or body["messages"][0].get("role") != "user":
        return error(400, "invalid_request_error", 'messages: first message must use the "user" role')
    if body["messages"][-1]["role"] == "assistant":
        said = "This model does not support assistant message prefill. The conversation must end with a user message."
        return error(400, "invalid_request_error", said)
    schema = _form(body)
    if schema is None or _tool(body):
        return None
    optional = sum(_optional(one) for one in (schema, *schema.get("$defs", {}).values()))
    if optional > _MOST_OPTIONAL:
        said = (
            f"Schemas contains too many optional parameters ({optional}), which would make grammar compilation "
            f"inefficient. Reduce the number of optional parameters in your tool schemas (limit: {_MOST_OPTIONAL})."
        )
        return error(400, "invalid_request_error", said)
    if word := _unsupported(schema):
        said = f"output_config.format.schema: For this type, property '{word}' is not supported"
        return error(400, "invalid_request_error", said)
    return None


def _optional(schema: dict[str, Any]) -> int:
    return len(set(schema.get("properties", {})) - set(schema.get("required", ())))


def _unsupported(schema: Any) -> str:
    """A keyword of JSON Schema that structured outputs reject."""
    if isinstance(schema, list):
        return next(filter(None, map(_unsupported, schema)), "")
    if not isinstance(schema, dict):
        return ""
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        return "additionalProperties"
    named = [one for key in ("properties", "$defs") for one in schema.get(key, {}).values()]
    rest = [value for key, value in schema.items() if key not in ("properties", "$defs", "enum", "const")]
    own = next((word for word in _REJECTED if word in schema), "")
    return own or _unsupported(named) or _unsupported(rest)


def _form(body: dict[str, Any]) -> dict[str, Any] | None:
    wanted = (body.get("output_config") or {}).get("format")
    if wanted:
        schema: dict[str, Any] = wanted["schema"]
        return schema
    name = _tool(body)
    found = [one["input_schema"] for one in body.get("tools") or () if one["name"] == name]
    return {"title": name, **found[0]} if found else None


def _tool(body: dict[str, Any]) -> str:
    choice = body.get("tool_choice") or {}
    return str(choice.get("name", "")) if choice.get("type") == "tool" else ""


def _talk(body: dict[str, Any], schema: dict[str, Any] | None) -> Conversation:
    users = [_words(one["content"]) for one in body["messages"] if one["role"] == "user"]
    said = "\n".join(_words(one["content"]) for one in body["messages"] if one["role"] == "assistant")
    return Conversation(_words(body.get("system") or ""), users[0], schema, said)


def _words(content: Any) -> str:
    return content if isinstance(content, str) else "".join(block.get("text", "") for block in content)


def _message(model: str, used: dict[str, int]) -> dict[str, Any]:
    return {
        "id": "msg_emulated",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": used,
    }


async def _events(talk: Conversation, text: str, message: dict[str, Any]) -> AsyncIterator[bytes]:
    """message_start, a block with its deltas, message_delta with the end and the usage, message_stop."""

    def event(kind: str, **facts: Any) -> bytes:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **facts})}\n\n".encode()

    used = message["usage"]
    yield event("message_start", message=_message(message["model"], {**used, "output_tokens": 1}))
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    yield event("ping")
    pieces = list(pieces_of(text))
    for at, piece in enumerate(pieces):
        if at == len(pieces) // 2 and talk.wants("stall"):
            await asyncio.sleep(3600)
        if at == len(pieces) // 2 and talk.wants("break"):
            return
        yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
        await asyncio.sleep(_PAUSE_S)
    yield event("content_block_stop", index=0)
    yield event("message_delta", delta={"stop_reason": message["stop_reason"], "stop_sequence": None}, usage=used)
    yield event("message_stop")


app = Starlette(routes=[Route("/v1/messages", messages, methods=["POST"])])
