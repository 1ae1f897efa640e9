"""Photos that Google's Places has of a place.

Written from https://developers.google.com/maps/documentation/places/web-service/place-photos and
…/text-search (Places API, New) as known in 2025; the path pins version 1. The names of photos expire and its
pictures must not be stored, so they are fetched when shown and passed on. Authors must be named.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from domain.place import Photo
from tools.images.contract import ImageQuery
from tools.images.picture_bank import PictureBank, Serving, with_parameters
from tools.images.plain import plain, web_address
from tools.images.relevance import shows

_FIELDS = ("id", "displayName", "location", "photos")
_PHOTO = re.compile(r"^places/[\w-]+/photos/[\w-]+$")
_PLACE = re.compile(r"^[\w-]+$")
_MEDIA = re.compile(r"/v1/places/[\w-]+/photos/[\w-]+/media$")
_NEAR_M = 1000
_WIDEST = 1280
_THUMB = 400


class _Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class _Author(_Wire):
    display_name: str = ""
    uri: str = ""


class _Photo(_Wire):
    name: str
    width_px: int = Field(default=0, ge=0)
    height_px: int = Field(default=0, ge=0)
    author_attributions: list[_Author] = Field(default_factory=list)


class _Name(_Wire):
    text: str


class _Location(_Wire):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class _Place(_Wire):
    id: str
    display_name: _Name
    location: _Location | None = None
    photos: list[_Photo] = Field(default_factory=list)


class _Places(_Wire):
    places: list[_Place] = Field(default_factory=list)


class GooglePhotos(PictureBank):
    name = "google-photos"
    version = "v1"
    account: ClassVar[str] = "google"
    home: ClassVar[str] = "https://places.googleapis.com"
    serving: ClassVar[Serving] = "pass"
    keep_s: ClassVar[float] = 3600.0  # names of photos must not be stored for long, and expire

    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        try:
            place = await self._known(query) or await self._searched(query)
        except ValidationError as error:
            raise self.malformed(error) from error
        if place is None:
            return ()
        wanted = sorted(place.photos, key=lambda one: not _lies(one, query))
        return tuple(self._photo(one, place) for one in wanted if _PHOTO.match(one.name))[: query.count]

    def sized(self, url: str, width: int) -> str:
        return with_parameters(url, maxWidthPx=min(width, 4800))

    def picture_headers(self, url: str) -> dict[str, str]:
        """The key, for its own media addresses alone: they redirect to another host, which must not hear it."""
        ours, asked = urlsplit(self.address), urlsplit(url)
        own = (ours.scheme, ours.netloc) == (asked.scheme, asked.netloc) and _MEDIA.search(asked.path)
        return {"X-Goog-Api-Key": self._access.key} if own else {}

    async def _known(self, query: ImageQuery) -> _Place | None:
        """By Google's own id, where another of our adapters has found it."""
        for provider, reference in query.references:
            place_id = reference.removeprefix("places/")
            if provider.startswith("google") and _PLACE.match(place_id):
                headers = self._asking(*_FIELDS)
                answer = await self.request("GET", f"/v1/places/{place_id}", headers=headers)
                return _Place.model_validate(answer)
        return None

    async def _searched(self, query: ImageQuery) -> _Place | None:
        """By name; one that lies elsewhere or is called otherwise is another place."""
        body: dict[str, Any] = {"textQuery": query.words, "pageSize": 5}
        if query.at is not None:
            centre = {"latitude": query.at.lat, "longitude": query.at.lon}
            body["locationBias"] = {"circle": {"center": centre, "radius": float(_NEAR_M)}}
        headers = self._asking(*(f"places.{field}" for field in _FIELDS))
        found = _Places.model_validate(await self.request("POST", "/v1/places:searchText", json=body, headers=headers))
        return next((place for place in found.places if place.photos and _is(place, query)), None)

    def _asking(self, *fields: str) -> dict[str, str]:
        return {"X-Goog-Api-Key": self._access.key, "X-Goog-FieldMask": ",".join(fields)}

    def _photo(self, photo: _Photo, place: _Place) -> Photo:
        authors = [plain(author.display_name) for author in photo.author_attributions if author.display_name]
        links = [web_address(author.uri) for author in photo.author_attributions]
        url = f"{self.address}/v1/{photo.name}/media"
        return Photo(
            url=self.sized(url, _WIDEST),
            thumb_url=self.sized(url, _THUMB),
            width=photo.width_px or None,
            height=photo.height_px or None,
            alt=plain(place.display_name.text),
            credit=f"{', '.join(authors) or 'Photo'} on Google Maps",
            credit_url=next(filter(None, links), ""),
            licence="Google Maps",
            source=self._source(photo.name),
        )


def _is(place: _Place, query: ImageQuery) -> bool:
    if query.at is not None and place.location is not None:
        at = query.at.model_copy(update={"lat": place.location.latitude, "lon": place.location.longitude})
        if query.at.metres_to(at) > _NEAR_M:
            return False
    return shows(query, place.display_name.text, query.city)


def _lies(photo: _Photo, query: ImageQuery) -> bool:
    """Whether it has the asked orientation."""
    ratio = photo.width_px / max(1, photo.height_px)
    return {"landscape": ratio > 1.1, "portrait": ratio < 0.9, "square": 0.9 <= ratio <= 1.1}[query.orientation]
