"""One document's way from its row to its bytes: what it tells of, its pictures, its dress, its pages."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import cast

from pypdf import PdfReader

from agents.rendering.book.build import build_book
from agents.rendering.book.finish import Facts
from agents.rendering.book.look import BookLanguage, Look, Order, Picture, Variant
from agents.rendering.document import Dossier
from domain.errors import NotFound
from domain.itinerary import Itinerary
from domain.place import Place
from infra.database import in_tenant
from services.documents.tables import DocumentJob
from services.tenants.current import CurrentTenants
from services.tenants.repository import TenantRepository
from services.trips.recording import result_of
from services.trips.repository import TripRepository
from tools.images.licences import licence_url
from tools.images.serving.fetch import NoPicture
from tools.images.serving.gallery import Gallery, open_gallery
from tools.images.serving.links import PictureLink
from workers.documents.press import Press
from workers.resources import Resources

_WIDTHS = {Variant.FULL: 640, Variant.MOBILE: 640, Variant.PRINT: 320}
_COVER_WIDTH = 1280
_AT_ONCE = 6
_PICTURES_S = 12.0  # for all of them together: a document without a photo is better than one too late


@dataclass(frozen=True)
class Made:
    content: bytes
    pages: int
    dossier: Dossier


@dataclass(frozen=True)
class Maker:
    resources: Resources

    async def make(self, job: DocumentJob, told: Callable[[str], Awaitable[None]]) -> Made:
        """Raises NotFound for a trip that is gone, Unavailable where nobody prints."""
        dossier = await self._dossier(job)
        order = await self._order(job, dossier.itinerary)
        await told("gathered")
        html = await asyncio.to_thread(build_book, dossier, order)
        await told("composed")
        content = await Press(self.resources.browser).print(html, _facts(job, dossier, order), told)
        return Made(content, await asyncio.to_thread(_page_count, content), dossier)

    async def _dossier(self, job: DocumentJob) -> Dossier:
        async with in_tenant(self.resources.sessions, job.tenant) as session:
            version = await TripRepository(session, job.tenant).find_version(job.trip_id, job.version)
            if version is None:
                raise NotFound("trip", str(job.trip_id))
            result = result_of(version)
        return Dossier(request=result.request, itinerary=result.itinerary, certificate=result.certificate)

    async def _order(self, job: DocumentJob, itinerary: Itinerary) -> Order:
        variant = Variant(job.variant)
        look, pictures = await asyncio.gather(self._look(job.tenant), self._pictures(itinerary, variant))
        return Order(
            variant=variant,
            language=cast("BookLanguage", job.language),
            look=look,
            pictures=pictures,
            address=f"{self.resources.settings.address}/trips/{job.trip_id}",
        )

    async def _look(self, tenant: str) -> Look:
        """As the agency's pages look; a logo that lies elsewhere is not fetched for a document."""
        known = await CurrentTenants(self.resources.platform).by_id(tenant)
        if known is None:
            return Look()
        async with in_tenant(self.resources.sessions, tenant) as session:
            image = await TenantRepository(session, tenant).logo() if known.branding.logo else None
        logo = f"data:image/webp;base64,{b64encode(image).decode()}" if image else ""
        house = Look()
        return Look(
            name=known.name,
            primary=known.branding.primary or house.primary,
            accent=known.branding.accent or house.accent,
            logo=logo,
        )

    async def _pictures(self, itinerary: Itinerary, variant: Variant) -> dict[str, Picture]:
        """The photos that may be kept and came in time, by place; drawings stand for the others."""
        wanted = [
            place for place in _shown(itinerary, variant) if place.photos and place.photos[0].url.startswith("http")
        ]
        found: dict[str, Picture] = {}
        if not wanted:
            return found
        hands = asyncio.Semaphore(_AT_ONCE)
        async with open_gallery(self.resources.settings) as gallery:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PICTURES_S), asyncio.TaskGroup() as group:
                    for place in wanted:
                        group.create_task(_fetch(gallery, place, _width(place, itinerary, variant), hands, found))
        return found


async def _fetch(
    gallery: Gallery, place: Place, width: int, hands: asyncio.Semaphore, found: dict[str, Picture]
) -> None:
    photo = place.photos[0]
    link = PictureLink(photo.source.provider, photo.url, place.category, place.name)
    if gallery.serving(link) != "keep":
        return  # its terms want it loaded from there each time, which a document cannot
    async with hands:
        with suppress(NoPicture):
            picture = await gallery.picture(link, width, "jpeg")
            found[place.id] = Picture(
                source=f"data:image/jpeg;base64,{b64encode(picture.body).decode()}",
                alt=photo.alt,
                credit=photo.credit,
                credit_url=photo.credit_url,
                licence=photo.licence,
                licence_url=licence_url(photo.licence),
            )


def _shown(itinerary: Itinerary, variant: Variant) -> list[Place]:
    """In compact nothing but the cover's strip."""
    ids = [stop.place_id for day in itinerary.days for stop in day.stops]
    if variant is Variant.COMPACT:
        best = max((itinerary.place(one) for one in ids), key=lambda place: place.popularity, default=None)
        return [best] if best else []
    return [itinerary.place(one) for one in dict.fromkeys([*ids, *(stay.place_id for stay in itinerary.stays)])]


def _width(place: Place, itinerary: Itinerary, variant: Variant) -> int:
    """The best known may be the cover's."""
    most = max(itinerary.place(stop.place_id).popularity for day in itinerary.days for stop in day.stops)
    wide = variant in (Variant.FULL, Variant.MOBILE) and place.popularity == most
    return _COVER_WIDTH if wide else _WIDTHS.get(variant, 320)


def _facts(job: DocumentJob, dossier: Dossier, order: Order) -> Facts:
    itinerary = dossier.itinerary
    cities = ", ".join(city.name for city in itinerary.cities)
    return Facts(
        title=itinerary.title,
        author=order.look.name,
        subject=itinerary.summary or cities,
        keywords=f"{cities}, {dossier.certificate.sha256}",
        language=order.language,
        right_to_left=order.language == "ar",
        made_at=job.created_at,
    )


def _page_count(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)
