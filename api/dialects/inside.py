"""This process's own API, asked on behalf of a request to one of the dialects."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import TypeAdapter
from starlette.types import ASGIApp

from api.deps import Owner, Res
from api.dialects.house import Answer
from api.resources import Resources
from api.stack.identify import GUEST_COOKIE
from api.stack.inside import Raw, ask
from domain.events import LoggedEvent, RunEvent
from infra.events import START

_EVENT: TypeAdapter[RunEvent] = TypeAdapter(RunEvent)
# The caller's own. Not what shows where a browser sent it from: that was looked at when the request came in.
_HANDED_ON = frozenset(
    "authorization cookie x-api-key host user-agent accept-language traceparent x-forwarded-proto".split()
)
_HEARTBEAT_S = 10.0


@dataclass(frozen=True)
class Inside:
    """This process's own API. `cookie` names a guest who has just been given a name, for the answer to carry."""

    request: Request
    resources: Resources
    cookie: str = ""

    @property
    def owner(self) -> str:
        return self.resources.who.owner

    @property
    def told(self) -> dict[str, str]:
        """Headers that an answer of a route's own making must carry."""
        return {"Set-Cookie": self.cookie} if self.cookie else {}

    async def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> Answer:
        content = b"" if body is None else json.dumps(body).encode()
        app = cast("ASGIApp", self.request.app)
        found = await ask(app, self.request.scope, method, path, self._headers(content, key), content)
        return Answer(found.status, found.headers, found.body)

    async def follow(self, run_id: UUID, after: str = START) -> AsyncIterator[LoggedEvent | None]:
        async with self.resources.trips() as trips:
            await trips.run(run_id)
        async for entry in self.resources.events.follow(run_id, after, idle_s=_HEARTBEAT_S):
            event = _EVENT.validate_json(entry.body) if entry is not None else None
            yield LoggedEvent(id=entry.id, at=entry.at, event=event) if entry is not None and event else None

    def _headers(self, content: bytes, key: str | None) -> Raw:
        own = {name: value for name, value in self.request.headers.items() if name in _HANDED_ON}
        own["x-tenant"] = self.request.state.tenant.slug  # which the path may have named
        if self.cookie:
            given = own.get("cookie", "")
            own["cookie"] = "; ".join(part for part in (given, f"{GUEST_COOKIE}={self.owner}") if part)
        if content:
            own |= {"content-type": "application/json", "content-length": str(len(content))}
        if key is not None:
            own["idempotency-key"] = key
        return [(name.encode(), value.encode("latin-1")) for name, value in own.items()]


async def _enter(request: Request, response: Response, res: Res, owner: Owner) -> Inside:
    """Also for a guest who comes for the first time: what they begin is theirs within this very request."""
    if res.who.owner:
        return Inside(request, res)
    named = replace(res, who=res.who.model_copy(update={"guest": owner}))
    return Inside(request, named, response.headers.get("set-cookie", ""))


OwnHouse = Annotated[Inside, Depends(_enter)]
