"""The pictures of a trip: which there are, with their credits, and the pictures themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, cast
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import AfterValidator, BaseModel, Field

from api.declarations import repeated, uncounted
from api.deps import Res
from api.guard import anyone, needs
from api.problems import refusals
from domain.errors import NotFound
from domain.identity import Permission
from domain.itinerary import Itinerary
from domain.place import Category, Kind, Photo, Place
from tools.images.drawn import draw
from tools.images.licences import licence_url
from tools.images.serving.fetch import NoPicture
from tools.images.serving.gallery import Gallery
from tools.images.serving.links import PictureLink
from tools.images.serving.resize import WIDTHS

_WEEK = "public, max-age=604800, immutable"
_HOUR = "private, max-age=3600"  # what must not be stored, not even by a CDN
_SOON = "public, max-age=60"


router = APIRouter(tags=["images"])


def _made(width: int) -> int:
    if width not in WIDTHS:
        raise ValueError(f"one of {', '.join(map(str, WIDTHS))}")
    return width


Width = Annotated[
    int, AfterValidator(_made), Query(description="pixels at most", json_schema_extra={"enum": list(WIDTHS)})
]


def _gallery(request: Request) -> Gallery:
    return cast("Gallery", request.app.state.gallery)


Pictures = Annotated[Gallery, Depends(_gallery)]


class PlaceImage(BaseModel):
    """A picture as we serve it (`address`, with `?w=` 160, 320, 640 or 1280), and what must stand beside it."""

    place_id: str
    address: str
    alt: str
    width: int | None = Field(description="pixels, of the original")
    height: int | None
    credit: str
    credit_url: str
    licence: str
    licence_url: str
    provider: str
    drawing: str = Field(description="the address of what is drawn where the picture does not come")


class TripImages(BaseModel):
    """`hero` stands for the trip: the photo of the best-known sight that is in it, None where there is none."""

    hero: PlaceImage | None
    images: tuple[PlaceImage, ...]


@router.get(
    "/v1/trips/{trip_id}/images", responses=refusals(404), dependencies=[needs(Permission.READ_ITINERARY), *repeated()]
)
async def list_images(trip_id: UUID, res: Res, gallery: Pictures) -> TripImages:
    """The pictures of the newest version's places; a place without one has none here."""
    async with res.trips() as trips:
        trip = await trips.view(trip_id)
    if trip.itinerary is None:
        return TripImages(hero=None, images=())
    images = tuple(_images(trip.itinerary, gallery))
    return TripImages(hero=_hero(trip.itinerary, images), images=images)


@router.get("/v1/images/drawn/{category}", response_class=Response, dependencies=[anyone(), uncounted()])
def get_drawing(category: Category, name: Annotated[str, Query(max_length=300)] = "") -> Response:
    """A landscape in the colours of that kind of place; the same name gives the same hills."""
    return _drawing(category, name, _WEEK)


@router.get(
    "/v1/images/{key}",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}, "image/jpeg": {}, "image/svg+xml": {}}}, **refusals(404)},
    dependencies=[anyone(), uncounted()],
)
async def get_image(
    key: str,
    gallery: Pictures,
    w: Width = 640,
    accept: Annotated[str, Header()] = "",
    if_none_match: Annotated[str, Header()] = "",
) -> Response:
    """A picture of a trip, made small; a drawing while its provider cannot be reached.

    Where the provider's terms ask for it, a redirect to its own address in that size.
    """
    link = gallery.signer.link(key)
    if link is None:
        raise NotFound("picture", key[:40])
    elsewhere = gallery.elsewhere(link, w)
    if elsewhere is not None and not gallery.offline:
        return RedirectResponse(elsewhere, 302, {"Cache-Control": _WEEK})
    try:
        picture = await gallery.picture(link, w, "webp" if "image/webp" in accept else "jpeg")
    except NoPicture:
        return _drawing(link.category, link.name, _SOON, labelled=True)
    headers = {
        "Cache-Control": _WEEK if picture.kept else _HOUR,
        "ETag": picture.etag,
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
    }
    if picture.etag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(picture.body, media_type=f"image/{picture.form}", headers=headers)


def _drawing(category: Category, name: str, keep: str, *, labelled: bool = False) -> Response:
    headers = {
        "Cache-Control": keep,
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(draw(category, name, labelled=labelled), media_type="image/svg+xml", headers=headers)


def images_of(itinerary: Itinerary, gallery: Gallery, place_ids: frozenset[str]) -> TripImages:
    """The pictures of these of its places."""
    images = tuple(image for image in _images(itinerary, gallery) if image.place_id in place_ids)
    return TripImages(hero=_hero(itinerary, images), images=images)


def _images(itinerary: Itinerary, gallery: Gallery) -> Iterator[PlaceImage]:
    for place in itinerary.places:
        if place.photos:
            yield _image(place, place.photos[0], gallery)


def _image(place: Place, photo: Photo, gallery: Gallery) -> PlaceImage:
    key = gallery.signer.key(PictureLink(photo.source.provider, photo.url, place.category, place.name))
    return PlaceImage(
        place_id=place.id,
        address=f"/v1/images/{key}",
        alt=photo.alt or place.name,
        width=photo.width,
        height=photo.height,
        credit=photo.credit,
        credit_url=photo.credit_url,
        licence=photo.licence,
        licence_url=licence_url(photo.licence),
        provider=photo.source.provider,
        drawing=f"/v1/images/drawn/{place.category}?name={quote(place.name)}",
    )


def _hero(itinerary: Itinerary, images: tuple[PlaceImage, ...]) -> PlaceImage | None:
    """Of the sights on the way, the best known; a wide picture before a tall one."""
    stops = [stop.place_id for day in itinerary.days for stop in day.stops]
    places = {place.id: place for place in itinerary.places if place.kind is Kind.SIGHT}
    shown = [image for image in images if image.place_id in places and image.place_id in stops]

    def rank(image: PlaceImage) -> tuple[bool, int, int]:
        tall = (image.height or 0) > (image.width or 1)
        return tall, -places[image.place_id].popularity, stops.index(image.place_id)

    return min(shown, key=rank, default=None)
