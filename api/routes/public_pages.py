"""A public trip for browsers, search engines and other people's pages."""

from __future__ import annotations

import asyncio
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.deps import Res
from api.guard import anyone
from api.page import DIST, page_html
from api.problems import refusals
from api.publishing.embed import embedded, policy
from api.publishing.head import Described, with_head
from api.publishing.picture import Card, dates_of, drawn
from api.resources import Resources
from api.routes.public import Slug, publishing, sections_of
from api.routes.sharing import shared_trip
from api.stack.csrf import csrf_signer, give_token
from domain.errors import NotFound
from domain.identity import PUBLIC_TENANT
from domain.sharing import title_of
from domain.tenant import Tenant
from services.sharing.publishing import Published

router = APIRouter(tags=["public trips"])
_DAY = "public, max-age=86400"
_UNBUILT = "<!doctype html><html><head></head><body>The page is not built yet: run `make setup`.</body></html>"


@router.get(
    "/p/{slug}", response_class=HTMLResponse, responses=refusals(404), include_in_schema=False, dependencies=[anyone()]
)
async def show_public(slug: Slug, request: Request, res: Res) -> Response:
    """The page of a public trip, with a head that search engines and other sites understand."""
    html, status = page_html(request, DIST) or _UNBUILT, 200
    try:
        html = with_head(html, await _described(slug, request, res))
    except NotFound:
        status = 404  # the page itself says so, in words
    answer = HTMLResponse(html, status, {"Cache-Control": "no-cache"})
    give_token(request, answer, csrf_signer(res.settings))
    return answer


@router.get(
    "/embed/{slug}",
    response_class=HTMLResponse,
    responses=refusals(404),
    include_in_schema=False,
    dependencies=[anyone()],
)
async def show_embedded(slug: Slug, request: Request, res: Res) -> Response:
    """The same trip to be set into any page: no cookies; it tells its height with `postMessage`."""
    told, nonce = await _described(slug, request, res), request.state.nonce
    headers = {
        "Content-Security-Policy": policy(nonce),
        "X-Frame-Options": "ALLOWALL",  # no such value: browsers follow the policy's frame-ancestors
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "public, max-age=300",
    }
    accent = _tenant(request).branding.primary
    return HTMLResponse(embedded(told, slug, nonce, accent), headers=headers)


@router.get(
    "/p/{slug}/picture.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, **refusals(404)},
    include_in_schema=False,
    dependencies=[anyone()],
)
async def show_picture(slug: Slug, request: Request, res: Res) -> Response:
    """The picture that other sites show beside a link to it, 1200 × 630."""
    async with publishing(res) as shelf:
        found = await shelf.at(slug)
    png = await _picture(_card(found, _tenant(request)), res.settings.data_dir / "cards")
    return Response(
        png, media_type="image/png", headers={"Cache-Control": _DAY, "Cross-Origin-Resource-Policy": "cross-origin"}
    )


def _card(found: Published, tenant: Tenant) -> Card:
    itinerary = found.plan.itinerary
    cities = dict.fromkeys(day.city_id for day in itinerary.days)
    if len(cities) > 1:
        points = tuple(itinerary.city(city).at for city in cities)
    else:
        points = tuple(itinerary.place(stop.place_id).at for day in itinerary.days for stop in day.stops)
    shown = points if "map" in found.row.sections else points[:0]
    dates = dates_of(itinerary.days[0].on, itinerary.days[-1].on)
    return Card(title_of(itinerary), dates, tenant.name, shown, tenant.branding)


async def _picture(card: Card, folder: Path) -> bytes:
    """Drawn once for what is on it; processes that draw it at once agree on the last."""
    file = folder / f"{sha256(repr(card).encode()).hexdigest()[:32]}.png"
    return await asyncio.to_thread(_kept, card, file)


def _kept(card: Card, file: Path) -> bytes:
    if file.exists():
        return file.read_bytes()
    png = drawn(card)
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(f".{uuid4().hex}")
    half.write_bytes(png)
    half.replace(file)
    return png


async def _described(slug: str, request: Request, res: Resources) -> Described:
    async with publishing(res) as shelf:
        found = await shelf.at(slug)
    tenant, base = _tenant(request), res.settings.address
    base = base if tenant.id == PUBLIC_TENANT else f"{base}/t/{tenant.slug}"
    return Described(
        trip=shared_trip(found.plan, sections_of(found), public=True),
        description=found.row.description,
        address=f"{base}/p/{slug}",
        picture=f"{base}/p/{slug}/picture.png?v={found.plan.trip.version}",
        site=tenant.name,
        author=found.traveller.name if found.traveller is not None else "",
    )


def _tenant(request: Request) -> Tenant:
    tenant = request.state.tenant
    assert isinstance(tenant, Tenant)
    return tenant
