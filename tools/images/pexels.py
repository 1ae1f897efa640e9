"""Pexels: search of its picture bank.

Written from https://www.pexels.com/api/documentation/ as known in 2025; the path pins version 1. 200 requests an
hour and 20,000 a month. The guidelines want a link to Pexels and the photographer named where possible.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import BaseModel, Field, ValidationError

from domain.place import Photo
from tools.images.contract import ImageQuery
from tools.images.picture_bank import PictureBank, with_parameters
from tools.images.plain import plain, web_address
from tools.images.relevance import shows
from tools.network import Parameters

_LOOKED_AT = 10
_WIDEST = 1280
_THUMB = 400


class _Sizes(BaseModel):
    original: str


class _Photo(BaseModel):
    id: int
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    url: str
    photographer: str
    alt: str | None = None
    src: _Sizes


class _Found(BaseModel):
    photos: list[_Photo]


class Pexels(PictureBank):
    name = "pexels"
    version = "v1"
    account: ClassVar[str] = "pexels"
    home: ClassVar[str] = "https://api.pexels.com"
    calls: ClassVar[tuple[int, float]] = (200, 3600.0)

    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        parameters: Parameters = {
            "query": query.words,
            "per_page": max(_LOOKED_AT, query.count),
            "orientation": query.orientation,
        }
        answer = await self.get("/v1/search", parameters, Authorization=self._access.key)
        try:
            found = _Found.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        # Its addresses say in words what is to be seen: …/photo/golden-pavilion-in-kyoto-402028/
        fitting = (one for one in found.photos if shows(query, one.alt, one.url.rsplit("/photo/", 1)[-1]))
        return tuple(photo for one in fitting if (photo := self._photo(one, query)) is not None)[: query.count]

    def sized(self, url: str, width: int) -> str:
        """As its own `src` addresses do."""
        return with_parameters(url, auto="compress", cs="tinysrgb", fit="max", w=width)

    def _photo(self, photo: _Photo, query: ImageQuery) -> Photo | None:
        url = web_address(photo.src.original)
        if not url:
            return None
        return Photo(
            url=self.sized(url, _WIDEST),
            thumb_url=self.sized(url, _THUMB),
            width=photo.width,
            height=photo.height,
            alt=plain(photo.alt) or query.text,
            credit=f"Photo by {plain(photo.photographer)} on Pexels",
            credit_url=web_address(photo.url),
            licence="Pexels License",
            source=self._source(str(photo.id)),
        )
