"""Unsplash: search of its picture bank.

Written from https://unsplash.com/documentation and https://help.unsplash.com/api-guidelines as known in 2025;
API version v1 is asked for by name (Accept-Version). A new application may ask 50 times an hour. The guidelines
want pictures loaded from Unsplash itself in the size shown ("hotlinking"), links with the application's name as
UTM source, and `download_location` called when a picture is put into something: `chosen` does.
"""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit

from pydantic import BaseModel, Field, ValidationError

from domain.place import Photo
from tools.images.contract import ImageQuery
from tools.images.picture_bank import PictureBank, Serving, with_parameters
from tools.images.plain import plain, web_address
from tools.images.relevance import shows
from tools.network import Parameters

_LOOKED_AT = 10
_WIDEST = 1280
_THUMB = 400
_ORIENTATION = {"landscape": "landscape", "portrait": "portrait", "square": "squarish"}


class _Urls(BaseModel):
    raw: str
    small: str = ""


class _Links(BaseModel):
    html: str
    download_location: str = ""


class _UserLinks(BaseModel):
    html: str = ""


class _User(BaseModel):
    name: str
    links: _UserLinks = Field(default_factory=_UserLinks)


class _Tag(BaseModel):
    title: str = ""


class _Photo(BaseModel):
    id: str
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    description: str | None = None
    alt_description: str | None = None
    urls: _Urls
    links: _Links
    user: _User
    tags: list[_Tag] = Field(default_factory=list)


class _Found(BaseModel):
    results: list[_Photo]


class Unsplash(PictureBank):
    name = "unsplash"
    version = "v1"
    account: ClassVar[str] = "unsplash"
    home: ClassVar[str] = "https://api.unsplash.com"
    calls: ClassVar[tuple[int, float]] = (50, 3600.0)
    serving: ClassVar[Serving] = "redirect"

    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        parameters: Parameters = {
            "query": query.words,
            "per_page": max(_LOOKED_AT, query.count),
            "orientation": _ORIENTATION[query.orientation],
            "content_filter": "high",
        }
        answer = await self.request("GET", "/search/photos", parameters=parameters, headers=self._key())
        try:
            found = _Found.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        fitting = (photo for photo in found.results if _fits(photo, query))
        return tuple(photo for one in fitting if (photo := self._photo(one, query)) is not None)[: query.count]

    def sized(self, url: str, width: int) -> str:
        """Its picture service (imgix) makes any size; `ixid` must stay, it counts the view for the photographer."""
        return with_parameters(url, w=width, q=80, fm="jpg", fit="max")

    async def chosen(self, photo: Photo) -> None:
        """Count a download for the photographer; the reference is what `download_location` said."""
        photo_id, _, counted = photo.source.reference.partition("?")
        parameters: Parameters = dict(parse_qsl(counted))
        await self.request("GET", f"/photos/{photo_id}/download", parameters=parameters, headers=self._key())

    def _key(self) -> dict[str, str]:
        return {"Authorization": f"Client-ID {self._access.key}", "Accept-Version": "v1"}

    def _photo(self, photo: _Photo, query: ImageQuery) -> Photo | None:
        url = web_address(photo.urls.raw)
        if not url:
            return None
        counted = urlsplit(photo.links.download_location).query
        author = plain(photo.user.name)
        page = web_address(photo.user.links.html) or web_address(photo.links.html)
        return Photo(
            url=self.sized(url, _WIDEST),
            thumb_url=self.sized(url, _THUMB),
            width=photo.width,
            height=photo.height,
            alt=plain(photo.alt_description or photo.description) or query.text,
            credit=f"Photo by {author} on Unsplash",
            credit_url=with_parameters(page, utm_source="tripwright", utm_medium="referral") if page else "",
            licence="Unsplash License",
            source=self._source(f"{photo.id}?{counted}" if counted else photo.id),
        )


def _fits(photo: _Photo, query: ImageQuery) -> bool:
    return shows(query, photo.description, photo.alt_description, *(tag.title for tag in photo.tags))
