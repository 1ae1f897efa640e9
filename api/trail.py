"""What a route does to be remembered: `trail.note(session, Action.X, resource=…)`, in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, cast
from uuid import UUID, uuid4

from fastapi import Depends, Request
from opentelemetry import trace
from sqlalchemy.ext.asyncio import AsyncSession

from api.guard import principal
from domain.audit import Action, AuditEntry
from services.audit.service import record
from services.audit.writer import AuditWriter


@dataclass(frozen=True)
class RequestTrail:
    """Notes what this request does; who, from where and in which request it knows itself."""

    request: Request

    async def note(
        self,
        session: AsyncSession,
        action: Action,
        *,
        resource: str = "",
        resource_id: str = "",
        changes: Mapping[str, Any] | None = None,
        user_id: UUID | None = None,
        tenant: str | None = None,
    ) -> None:
        """Write an entry in the session's transaction.

        `user_id` where nobody is signed in yet (a login), `tenant` where another than the caller's is acted on.
        """
        entry = self.entry(action, resource=resource, resource_id=resource_id, changes=changes, user_id=user_id)
        await record(session, entry if tenant is None else entry.model_copy(update={"tenant": tenant}))

    async def of_user(
        self,
        session: AsyncSession,
        action: Action,
        user_id: UUID | None,
        *,
        changes: Mapping[str, Any] | None = None,
        tenant: str | None = None,
    ) -> None:
        """Write an entry about a user; None: about nobody that we know."""
        name = str(user_id or "")
        await self.note(
            session, action, resource="user", resource_id=name, changes=changes, user_id=user_id, tenant=tenant
        )

    def later(self, action: Action, *, resource: str = "", resource_id: str = "") -> None:
        """Write an entry within 5 s, beside the work; not for what concerns security."""
        writer = cast("AuditWriter", self.request.app.state.resources.audit)
        writer(self.entry(action, resource=resource, resource_id=resource_id))

    def entry(
        self,
        action: Action,
        *,
        resource: str = "",
        resource_id: str = "",
        changes: Mapping[str, Any] | None = None,
        user_id: UUID | None = None,
    ) -> AuditEntry:
        """The entry itself, for one who writes it elsewhere."""
        who, request = principal(self.request), self.request
        return AuditEntry(
            id=uuid4(),
            at=datetime.now(UTC),
            tenant=who.tenant,
            user_id=who.user_id or user_id,
            key_id=who.key_id,
            action=action,
            resource=resource,
            resource_id=resource_id,
            changes=dict(changes or {}),
            ip=address_of(request),
            user_agent=request.headers.get("user-agent", ""),
            request_id=getattr(request.state, "request_id", ""),
            trace_id=getattr(request.state, "trace_id", "") or _trace_id(),
        )


def address_of(request: Request) -> str:
    """From where the request came."""
    return request.client.host if request.client is not None else ""


def _trace_id() -> str:
    context = trace.get_current_span().get_span_context()
    return format(context.trace_id, "032x") if context.is_valid else ""


async def trail(request: Request) -> RequestTrail:
    return RequestTrail(request)


Trail = Annotated[RequestTrail, Depends(trail)]
