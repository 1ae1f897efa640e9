"""Who may come in from where, what the layers counted, and what browsers refuse on our pages."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

import structlog
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel

from api.declarations import accepts, crosses_sites, limited, uncounted
from api.deps import Res
from api.guard import anyone, console
from api.paging import Page, Wanted, listing
from api.problems import refusals
from api.stack.answering import address_of, counts_of
from api.stack.csrf import csrf_signer, give_token
from api.stack.ip_lists import lists_of
from api.trail import Trail
from domain.audit import Action
from domain.identity import Permission
from services.security.schemas import ListKind, NewRule, RuleView
from services.security.service import SecurityService

log = structlog.get_logger()
router = APIRouter(prefix="/v1/security", tags=["security"])
_ADMIN = console(Permission.MANAGE_USERS)
_RULES = listing(sorts=("created_at", "network"), default="-created_at", filters=("area",))
_REPORT_CHARS = 300
_DIRECTIVE = re.compile(r"^[a-z-]{3,40}$")
Of = Annotated[
    str | None,
    Query(alias="tenant", max_length=63, description="whose; \"*\": everybody's, the platform's alone; default: yours"),
]


class CsrfToken(BaseModel):
    """To be sent back as X-CSRF-Token with every write of a browser."""

    token: str


class Counted(BaseModel):
    """What happened on a day (UTC), by name: limits, replays, timeouts, versions, refused input and addresses."""

    day: date
    counts: dict[str, int]


@router.get("/csrf-token", dependencies=[anyone(), uncounted()])
async def get_csrf_token(request: Request, response: Response, res: Res) -> CsrfToken:
    """This browser's token; a page of ours has it already, as the cookie tripwright_csrf."""
    response.headers["Cache-Control"] = "no-store"
    return CsrfToken(token=give_token(request, response, csrf_signer(res.settings)))


@router.get("/statistics", dependencies=[console(Permission.VIEW_ANALYTICS)], responses=refusals(401, 403))
async def get_statistics(request: Request, day: date | None = None) -> Counted:
    """What the layers around every route counted on a day, of all processes; default: today."""
    wanted = day or datetime.now(UTC).date()
    return Counted(day=wanted, counts=await counts_of(request.scope).of(wanted))


@router.post(
    "/csp-reports",
    status_code=204,
    response_class=Response,
    dependencies=[
        anyone(),
        crosses_sites(),
        limited("120/h", by="address", instead=True),
        accepts(20_000, "application/csp-report", "application/reports+json", "application/json"),
    ],
    responses=refusals(413, 415, 429),
)
async def report_violation(request: Request) -> Response:
    """What a browser did not let our page do; it is logged and counted, and nothing else is done with it."""
    for directive, blocked in _violations(await request.body()):
        counts_of(request.scope).add(f"csp.{directive}")
        log.warning("content security policy violated", directive=directive, blocked=blocked)
    return Response(status_code=204)


async def _kind(request: Request) -> ListKind:
    return ListKind.BLOCK if "/blocklist" in request.url.path else ListKind.ALLOW


Kind = Annotated[ListKind, Depends(_kind)]


@router.get("/allowlist", dependencies=[_ADMIN], responses=refusals(401, 403, 422))
@router.get("/blocklist", dependencies=[_ADMIN], responses=refusals(401, 403, 422))
async def list_rules(kind: Kind, wanted: Annotated[Wanted, _RULES], res: Res, of: Of = None) -> Page[RuleView]:
    """Networks that alone may come in (allowlist), or may not (blocklist)."""
    async with res.across(of or res.tenant) as session:
        found = await SecurityService(session, of or res.tenant, datetime.now(UTC)).list(kind, wanted.listing)
    return wanted.page(found, RuleView.model_validate)


@router.post("/allowlist", status_code=201, dependencies=[_ADMIN], responses=refusals(401, 403, 422))
@router.post("/blocklist", status_code=201, dependencies=[_ADMIN], responses=refusals(401, 403, 422))
async def add_rule(kind: Kind, body: NewRule, request: Request, res: Res, trail: Trail, of: Of = None) -> RuleView:
    """Put a network on the list; refused where it would shut you out yourself. It holds within a second."""
    tenant = of or res.tenant
    async with res.across(tenant) as session:
        service = SecurityService(session, tenant, datetime.now(UTC))
        rule = await service.add(uuid4(), kind, body, address_of(request.scope))
        about = {"list": [None, kind], "area": [None, rule.area], "network": [None, rule.network]}
        await trail.note(
            session, Action.IP_RULE_ADDED, resource="ip_rule", resource_id=str(rule.id), changes=about, tenant=of
        )
    lists_of(request.scope).forget()
    return rule


@router.delete("/allowlist/{rule_id}", status_code=204, dependencies=[_ADMIN], responses=refusals(401, 403, 404))
@router.delete("/blocklist/{rule_id}", status_code=204, dependencies=[_ADMIN], responses=refusals(401, 403, 404))
async def remove_rule(kind: Kind, rule_id: UUID, request: Request, res: Res, trail: Trail, of: Of = None) -> Response:
    """Take a network off the list."""
    tenant = of or res.tenant
    async with res.across(tenant) as session:
        rule = await SecurityService(session, tenant, datetime.now(UTC)).remove(kind, rule_id)
        about = {"list": [kind, None], "area": [rule.area, None], "network": [rule.network, None]}
        await trail.note(
            session, Action.IP_RULE_REMOVED, resource="ip_rule", resource_id=str(rule_id), changes=about, tenant=of
        )
    lists_of(request.scope).forget()
    return Response(status_code=204)


def _violations(body: bytes) -> list[tuple[str, str]]:
    """Directive and blocked address of each report; both of the formats in which browsers send them."""
    try:
        content = json.loads(body)
    except ValueError:
        return []
    reports = content if isinstance(content, list) else [content]
    found = [one.get("csp-report") or one.get("body") for one in reports[:20] if isinstance(one, dict)]
    return [_violation(one) for one in found if isinstance(one, dict)]


def _violation(report: dict[str, Any]) -> tuple[str, str]:
    directive = str(report.get("effective-directive") or report.get("effectiveDirective") or "unknown")
    blocked = str(report.get("blocked-uri") or report.get("blockedURL") or "")
    known = directive if _DIRECTIVE.match(directive) else "unknown"
    return known, blocked[:_REPORT_CHARS]
