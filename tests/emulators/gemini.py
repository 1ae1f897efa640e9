"""Google's Gemini API (https://ai.google.dev/api/generate-content), version v1beta.

Keys are good unless they begin with bad, busy (a rate limit) or full (overloaded).
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

MODELS = ("gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.5-pro", "gemini-3.5-flash")
_MOST_PROPERTIES = 100
_MOST_THOUGHTS = 24_576
_PAUSE_S = 0.005


async def generate(request: Request) -> Response:
    model, _, verb = request.path_params["call"].rpartition(":")
    if refused := _refused(request, model, verb):
        return refused
    try:
        body = await request.json()
    except ValueError:
        return error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.")
    if refused := _invalid(body, model):
        return refused
    talk, config = _talk(body), body.get("generationConfig") or {}
    text, whole = shortened(reply(talk), config.get("maxOutputTokens", 8192))
    end = "SAFETY" if talk.wants("decline") else "STOP" if whole else "MAX_TOKENS"
    if verb == "generateContent":
        return JSONResponse(_answer(talk, model, text, text, end))
    if request.query_params.get("alt") == "sse":
        return StreamingResponse(_events(talk, model, text, end), media_type="text/event-stream")
    return JSONResponse([_answer(talk, model, text, text, end)])


def error(status: int, kind: str, message: str, *details: dict[str, Any]) -> Response:
    body: dict[str, Any] = {"code": status, "message": message, "status": kind}
    return JSONResponse({"error": body | ({"details": list(details)} if details else {})}, status)


def _refused(request: Request, model: str, verb: str) -> Response | None:
    key = request.headers.get("x-goog-api-key") or request.query_params.get("key", "")
    if not key:
        said = "Method doesn't allow unregistered callers (callers without established identity)."
        return error(403, "PERMISSION_DENIED", said)
    if key.startswith("bad"):
        info = {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": "generativelanguage.googleapis.com"},
        }
        return error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", info)
    if key.startswith("busy"):
        delay = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "20s"}
        return error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota. Please retry in 20s.", delay)
    if key.startswith("full"):
        return error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")
    if model not in MODELS or verb not in ("generateContent", "streamGenerateContent"):
        said = f"models/{model} is not found for API version v1beta, or is not supported for {verb}."
        return error(404, "NOT_FOUND", said)
    return None


def _invalid(body: Any, model: str) -> Response | None:
    contents = body.get("contents") if isinstance(body, dict) else None
    if not contents or not all(one.get("parts") for one in contents):
        return error(400, "INVALID_ARGUMENT", "* GenerateContentRequest.contents: contents is not specified")
    config = body.get("generationConfig") or {}
    schema = config.get("responseJsonSchema")
    if schema is not None and config.get("responseMimeType") != "application/json":
        said = "Function calling with a response mime type: 'text/plain' is unsupported with a response schema"
        return error(400, "INVALID_ARGUMENT", said)
    if schema is not None and json.dumps(schema).count('"type"') > _MOST_PROPERTIES:
        said = "The specified schema produces a constraint that has too many states for serving."
        return error(400, "INVALID_ARGUMENT", said)
    if config.get("maxOutputTokens", 1) < 1:
        return error(
            400, "INVALID_ARGUMENT", "* GenerateContentRequest.generation_config.max_output_tokens: must be positive"
        )
    thoughts = (config.get("thinkingConfig") or {}).get("thinkingBudget")
    least = 128 if model.endswith("pro") else 0
    if thoughts is not None and not least <= thoughts <= _MOST_THOUGHTS:
        return error(400, "INVALID_ARGUMENT", f"The thinking budget {thoughts} is invalid.")
    return None


def _talk(body: dict[str, Any]) -> Conversation:
    system = _words(body.get("systemInstruction") or {})
    users = [_words(one) for one in body["contents"] if one.get("role", "user") == "user"]
    said = "\n".join(_words(one) for one in body["contents"] if one.get("role") == "model")
    return Conversation(system, users[0], (body.get("generationConfig") or {}).get("responseJsonSchema"), said)


def _words(content: dict[str, Any]) -> str:
    return "".join(part.get("text", "") for part in content.get("parts", ()))


def _answer(talk: Conversation, model: str, piece: str, so_far: str, end: str | None) -> dict[str, Any]:
    """A response; the counts of a streamed one grow from piece to piece."""
    asked, said = tokens_of(talk.system, talk.user, talk.said), tokens_of(so_far)
    candidate: dict[str, Any] = {"content": {"parts": [{"text": piece}], "role": "model"}, "index": 0}
    if end is not None:
        candidate["finishReason"] = end
    used = {
        "promptTokenCount": asked,
        "candidatesTokenCount": said,
        "totalTokenCount": asked + said,
        "promptTokensDetails": [{"modality": "TEXT", "tokenCount": asked}],
    }
    return {"candidates": [candidate], "usageMetadata": used, "modelVersion": model, "responseId": "emulated"}


async def _events(talk: Conversation, model: str, text: str, end: str) -> AsyncIterator[bytes]:
    so_far, pieces = "", list(pieces_of(text))
    for at, piece in enumerate(pieces):
        if at == len(pieces) // 2 and talk.wants("stall"):
            await asyncio.sleep(3600)
        if at == len(pieces) // 2 and talk.wants("break"):
            return
        so_far += piece
        last = at == len(pieces) - 1
        yield f"data: {json.dumps(_answer(talk, model, piece, so_far, end if last else None))}\r\n\r\n".encode()
        await asyncio.sleep(_PAUSE_S)


app = Starlette(routes=[Route("/v1beta/models/{call}", generate, methods=["POST"])])
