"""Which version of the API a request speaks: by X-API-Version, Accept, ?version= or the path.

The table says what each version is. All that there is today is version 1; 2 and 3 are accepted and served by
it until something differs, so that a client may name the version it was written for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.stack.answering import counts_of, tell

CURRENT = 1
_MEDIA_TYPE = re.compile(r"application/vnd\.api\+json\s*;\s*version=\"?([^\s\";,]*)")
_PATH = re.compile(r"^/v(\d+)(/.*)$")


@dataclass(frozen=True)
class ApiVersion:
    """`prefix` is under which routes it is served."""

    number: int
    prefix: str
    note: str


VERSIONS: dict[int, ApiVersion] = {
    1: ApiVersion(1, "/v1", "current"),
    2: ApiVersion(2, "/v1", "accepted; the same as 1 until something differs"),
    3: ApiVersion(3, "/v1", "accepted; the same as 1 until something differs"),
}


class Version:
    """Finds the version, tells it with the answer and leads to its routes; one that there is not is refused (400)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _PATH.match(scope["path"]):
            await self._app(scope, receive, send)
            return
        named = named_versions(scope)
        if wrong := {one for one in named if one not in {str(number) for number in VERSIONS}}:
            await _unknown(scope, receive, send, f"there is no version {min(wrong)!r:.40}")
        elif len(set(named)) > 1:
            await _unknown(scope, receive, send, f"the request names several versions: {', '.join(sorted(set(named)))}")
        else:
            version = VERSIONS[int(named[0])] if named else VERSIONS[CURRENT]
            await self._serve(version, scope, receive, send)

    async def _serve(self, version: ApiVersion, scope: Scope, receive: Receive, send: Send) -> None:
        scope["path"] = (
            scope["path"] if scope["path"].startswith("/v1/") else _PATH.sub(rf"{version.prefix}\2", scope["path"])
        )
        scope["state"]["api_version"] = version.number
        counts_of(scope).add(f"versions.{version.number}")

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["X-API-Version"] = str(version.number)
            await send(message)

        await self._app(scope, receive, told)


def named_versions(scope: Scope) -> list[str]:
    """All that a request names, as it names them; a path of /v1 names none, being where everything is."""
    headers = Headers(scope=scope)
    found = [headers["x-api-version"].strip().removeprefix("v")] if "x-api-version" in headers else []
    found += _MEDIA_TYPE.findall(headers.get("accept", ""))
    if b"version=" in scope["query_string"]:
        found += [one.removeprefix("v") for one in parse_qs(scope["query_string"].decode("latin-1")).get("version", [])]
    path = _PATH.match(scope["path"])
    if path is not None and path[1] != str(CURRENT):
        found.append(path[1])
    return found


async def _unknown(scope: Scope, receive: Receive, send: Send, detail: str) -> None:
    counts_of(scope).add("versions.refused")
    known = f"{detail}; there are {', '.join(map(str, VERSIONS))}"
    await tell(scope, receive, send, 400, "unknown-version", "No such version of the API", known)
