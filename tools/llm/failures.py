"""What the SDKs of language models raise, said in our words.

The SDKs wrap one another and stand on two generations of HTTP library, so that classes are known by
their names and an answer's status is looked for along the chain of causes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from domain.errors import Failure, Unavailable

_TIMEOUTS = {"TimeoutError", "APITimeoutError", "TimeoutException", "StreamChunkTimeoutError"}
_NEVER_ASKED = {"ConnectError", "ConnectTimeout", "UnsupportedProtocol", "ProxyError"}
_CONNECTION = {"APIConnectionError", "RequestError", "TransportError", "OSError", "ClientPayloadError"}
_UNREADABLE = {"ValueError", "KeyError", "TypeError", "AttributeError", "IndexError", "LookupError"}
_UNREADABLE_TOO = {"APIResponseValidationError", "LengthFinishReasonError", "OutputParserException", "UnicodeError"}
_DELAY = re.compile(r'"retryDelay":\s*"(\d+(?:\.\d+)?)s"')
_NO_CREDIT = ("insufficient_quota", "credit balance is too low")
_BAD_KEY = ("API_KEY_INVALID", "API key not valid")


def unavailable(provider: str, error: Exception, *, streaming: bool = False) -> Unavailable | None:
    """What an SDK's exception means; None for one that no SDK is known to raise: it is ours.

    `streaming`: a part of the answer had come, so that a lost connection is a cut.
    """
    causes = list(_causes(error))
    for cause in causes:
        if (status := _status(cause)) is not None:
            return _by_status(provider, cause, status)
    names = {name for cause in causes for name in _names(cause)}
    if names & _TIMEOUTS:
        return Unavailable(provider, "no answer in time", Failure.TIMEOUT)
    if names & _CONNECTION:
        kind = Failure.CUT if streaming else Failure.NETWORK
        return Unavailable(provider, f"connection: {type(error).__name__}", kind)
    if "ContentFilterFinishReasonError" in names:
        return Unavailable(provider, "it declined to answer", Failure.REFUSED)
    if names & (_UNREADABLE | _UNREADABLE_TOO):
        return Unavailable(provider, f"unexpected answer: {type(error).__name__}", Failure.MALFORMED)
    if "APIError" in names:
        return Unavailable(provider, "an error in the midst of its answer", Failure.SERVER)
    return None


def costs_nothing(error: Exception) -> bool:
    """Whether nothing can have been generated: it was never reached, or answered with an error's status.

    Providers charge for tokens, and not for requests that fail with a 4xx or 5xx status
    (https://ai.google.dev/gemini-api/docs/billing, read 2026-11).
    """
    return any(_status(cause) is not None or _NEVER_ASKED & set(_names(cause)) for cause in _causes(error))


def _by_status(provider: str, error: BaseException, status: int) -> Unavailable:
    said = f"{error} {getattr(error, 'body', '')}"
    if status in (401, 403) or any(word in said for word in _BAD_KEY):
        return Unavailable(provider, f"not allowed ({status})", Failure.FORBIDDEN)
    if any(word in said for word in _NO_CREDIT):
        return Unavailable(provider, "the account has no credit", Failure.FORBIDDEN)
    wait_s = _retry_after(error)
    if status == 429:
        return Unavailable(provider, "too many requests", Failure.RATE_LIMITED, retry_after_s=wait_s)
    if status in (408, 504):
        return Unavailable(provider, f"no answer in time ({status})", Failure.TIMEOUT)
    kind = Failure.SERVER if status >= 500 else Failure.REFUSED
    return Unavailable(provider, f"status {status}", kind, retry_after_s=wait_s)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def _names(error: BaseException) -> Iterator[str]:
    return (kind.__name__ for kind in type(error).__mro__)


def _status(error: BaseException) -> int | None:
    """The HTTP status of an answer that was an error."""
    for name in ("status_code", "code"):
        status = getattr(error, name, None)
        if isinstance(status, int) and status >= 400:
            return status
    return None


def _retry_after(error: BaseException) -> float | None:
    """Seconds, from the header (RFC 9110) or from the body, where Google writes them."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    if isinstance(headers, Mapping):
        said = str(headers.get("retry-after", ""))
        if said.replace(".", "", 1).isdigit():
            return float(said)
    delay = _DELAY.search(_body(error))
    return float(delay[1]) if delay else None


def _body(error: BaseException) -> str:
    body: Any = getattr(error, "details", None) or getattr(error, "body", None)
    try:
        return json.dumps(body)
    except (TypeError, ValueError):
        return ""
