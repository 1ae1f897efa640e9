"""The way out through booking links, what is booked there, and how the links do."""

from __future__ import annotations

import hmac
from datetime import date, timedelta
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo, available_timezones

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import RedirectResponse

from api.declarations import crosses_sites
from api.deps import Owner, Res
from api.guard import Who, anyone, console
from api.problems import refusals
from domain.errors import FieldError, Forbidden, InvalidRequest, NotFound
from domain.identity import Permission
from infra.telemetry.metrics import BOOKINGS_CLICKED
from services.links.agents import ROBOT, agent_family
from services.links.schemas import BookingCount, ConversionIn, LinkStatistics, Received, Utm, Visitor

router = APIRouter(tags=["links"])
_LONGEST_UTM = 200
_FIRST, _LAST = date(2020, 1, 1), date(2199, 12, 31)
_LONGEST_RANGE = timedelta(days=366)


def visitor(
    request: Request,
    who: Who,
    user_agent: Annotated[str, Header(include_in_schema=False)] = "",
    sec_purpose: Annotated[str, Header(include_in_schema=False)] = "",
) -> Visitor:
    """Who clicks and by which campaign; a guest without our cookie is nobody in particular.

    A browser that only fetches ahead is no traveller who has clicked.
    """
    agent = ROBOT if "prefetch" in sec_purpose else agent_family(user_agent)
    told = {part: _clean(request.query_params.get(f"utm_{part}", "")) for part in Utm.model_fields}
    return Visitor(name=who.owner or None, agent=agent, utm=Utm(**told))


def _clean(text: str) -> str | None:
    """Printable and not too long: a stranger's campaign must never keep a traveller from the way out."""
    return "".join(c for c in text if c.isprintable())[:_LONGEST_UTM] or None


@router.get(
    "/go/{trip_id}/{link_id}",
    status_code=302,
    response_class=RedirectResponse,
    responses=refusals(404),
    dependencies=[anyone()],
)
async def follow_link(
    trip_id: UUID, link_id: str, res: Res, who: Annotated[Visitor, Depends(visitor)]
) -> RedirectResponse:
    """Count a click on one of the trip's booking links and send the traveller on.

    `utm_source`, `utm_medium`, `utm_campaign`, `utm_content` and `utm_term` are kept with the click.
    """
    async with res.trips(of_anybody=True) as trips:  # a document's links work for whoever was given it
        link = await trips.link(trip_id, link_id)
    async with res.links() as links:
        url = links.click(uuid4(), trip_id, link, who)
    BOOKINGS_CLICKED.inc()
    return RedirectResponse(url, status_code=302, headers={"Cache-Control": "no-store", "Referrer-Policy": "origin"})


async def signed(
    provider: str,
    request: Request,
    res: Res,
    signature: Annotated[
        str,
        Header(alias="X-Tripwright-Signature", description="`sha256=` and the body's HMAC-SHA256 in hexadecimal"),
    ] = "",
) -> None:
    """The body must be signed with the provider's own secret; raises NotFound where none is set, Forbidden."""
    secret = res.settings.conversion_secrets.get(provider)
    if secret is None:
        raise NotFound("site that may tell of conversions", provider)
    expected = hmac.new(secret.get_secret_value().encode(), await request.body(), sha256).hexdigest()
    if not hmac.compare_digest(f"sha256={expected}".encode(), signature.encode()):
        raise Forbidden("the body is not signed with this provider's secret")


@router.post(
    "/v1/conversions/{provider}",
    status_code=202,
    responses=refusals(403, 404, 422),
    dependencies=[anyone(), crosses_sites(), Depends(signed)],
)
async def receive_conversion(provider: str, told: ConversionIn, res: Res) -> Received:
    """Take what a booking site tells of one booking: kept first, then worked on; telling it again changes nothing."""
    async with res.links() as links:
        received = await links.receive(uuid4(), provider, told)
    async with res.links() as links:
        await links.handle(provider)
    return received


@router.get("/v1/links/statistics", responses=refusals(403, 422), dependencies=[console(Permission.VIEW_ANALYTICS)])
async def link_statistics(
    res: Res,
    from_on: Annotated[date, Query(alias="from", ge=_FIRST, le=_LAST, description="the first day")],
    to_on: Annotated[date, Query(alias="to", ge=_FIRST, le=_LAST, description="the last day, included")],
    zone: Annotated[str, Query(description="IANA time zone whose midnights bound the days")] = "UTC",
) -> LinkStatistics:
    """Clicks, conversions, their rates and their channels; rates are null where there is nothing to divide by."""
    if zone not in available_timezones():
        raise InvalidRequest([FieldError("zone", f"there is no time zone {zone!r}")])
    if not timedelta() <= to_on - from_on <= _LONGEST_RANGE:
        raise InvalidRequest([FieldError("to", f"at most {_LONGEST_RANGE.days} days from `from`, and not before it")])
    async with res.links() as links:
        return await links.statistics(from_on, to_on, ZoneInfo(zone))


@router.get("/v1/links/bookings", dependencies=[anyone()])
async def my_bookings(res: Res, name: Owner) -> BookingCount:
    """How many bookings came of this visitor's clicks."""
    async with res.links() as links:
        return await links.bookings_of(name)
