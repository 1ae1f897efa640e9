"""Wikimedia Commons: free pictures taken near a point, or called by a name.

Written from https://www.mediawiki.org/wiki/API:Imageinfo, https://www.mediawiki.org/wiki/API:Geosearch and
https://commons.wikimedia.org/wiki/Commons:Machine-readable_data as known in 2025; formatversion 2. No key; the user
agent must say who asks. Widths are those that https://www.mediawiki.org/wiki/Common_thumbnail_sizes lists.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from pydantic import BaseModel, Field, ValidationError

from domain.errors import Failure, Unavailable
from domain.place import Photo
from tools.images.contract import ImageQuery
from tools.images.licences import is_free
from tools.images.picture_bank import PictureBank
from tools.images.plain import plain, web_address
from tools.images.relevance import shows

_NEAR_M = 300
_LOOKED_AT = 20
_SMALLEST = 640
_STEPS = (120, 250, 330, 500, 960, 1280, 1920, 3840)
_WIDEST = 1280
_SHOWN = "ObjectName|ImageDescription|Artist|LicenseShortName|NonFree|Categories"
_KINDS = {"image/jpeg", "image/png", "image/webp"}
_THUMB = re.compile(r"/\d+px-(?=[^/]+$)")


class _Said(BaseModel):
    value: str | int | float | bool = ""


class _Info(BaseModel):
    url: str
    descriptionurl: str = ""
    thumburl: str = ""
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    mime: str
    extmetadata: dict[str, _Said] = Field(default_factory=dict)

    def said(self, name: str) -> str:
        return str(self.extmetadata[name].value) if name in self.extmetadata else ""


class _Page(BaseModel):
    title: str
    index: int = 0
    imageinfo: list[_Info] = Field(default_factory=list)


class _Pages(BaseModel):
    pages: list[_Page] = Field(default_factory=list)


class _Answer(BaseModel):
    """`query` is absent when nothing was found; `batchcomplete` then says that the search is over."""

    batchcomplete: bool | None = None
    query: _Pages | None = None
    error: dict[str, Any] | None = None


class Wikimedia(PictureBank):
    name = "wikimedia"
    version = "2"
    home: ClassVar[str] = "https://commons.wikimedia.org"
    calls: ClassVar[tuple[int, float]] = (120, 60.0)
    keep_s: ClassVar[float] = 7 * 24 * 3600.0  # its pictures seldom change, and it asks for caching

    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        near = await self._asked(_near(query), query) if query.at is not None else ()
        return near or await self._asked(_named(query), query)

    def sized(self, url: str, width: int) -> str:
        """The smallest of the usual widths that is not too small; an original that is smaller has no other size."""
        step = next((step for step in _STEPS if step >= width), _STEPS[-1])
        return _THUMB.sub(f"/{step}px-", url)

    async def _asked(self, generator: dict[str, str], query: ImageQuery) -> tuple[Photo, ...]:
        parameters = {
            "action": "query",
            "format": "json",
            "formatversion": "2",
            **generator,
            "prop": "imageinfo",
            "iiprop": "url|size|mime|extmetadata",
            "iiurlwidth": str(_WIDEST),
            "iiextmetadatafilter": _SHOWN,
            "iiextmetadatalanguage": "en",
        }
        pages = self._pages(await self.get("/w/api.php", parameters))
        usable = [
            (page, page.imageinfo[0]) for page in pages if page.imageinfo and _usable(page, page.imageinfo[0], query)
        ]
        found = (
            self._photo(page, info, query)
            for page, info in sorted(usable, key=lambda one: _worse(one[0], one[1], query))
        )
        return tuple(photo for photo in found if photo is not None)[: query.count]

    def _pages(self, answer: Any) -> list[_Page]:
        """Errors come with status 200 and say so in the body."""
        try:
            read = _Answer.model_validate(answer)
        except ValidationError as error:
            raise self.malformed(error) from error
        if read.error is not None:
            code = plain(str(read.error.get("code", "")))
            kind = Failure.RATE_LIMITED if code in {"ratelimited", "maxlag"} else Failure.REFUSED
            raise Unavailable(self.name, f"refused: {code}", kind)
        if read.query is None and read.batchcomplete is None:
            raise Unavailable(self.name, "neither an answer nor the end of one", Failure.MALFORMED)
        return read.query.pages if read.query else []

    def _photo(self, page: _Page, info: _Info, query: ImageQuery) -> Photo | None:
        url = web_address(info.thumburl) or web_address(info.url)
        if not url:
            return None
        author = plain(info.said("Artist"), 80) or "Unknown author"
        return Photo(
            url=url,
            thumb_url=self.sized(url, 330),
            width=info.width,
            height=info.height,
            alt=plain(info.said("ImageDescription"), 140) or plain(info.said("ObjectName")) or query.text,
            credit=f"{author}, Wikimedia Commons",
            credit_url=web_address(info.descriptionurl),
            licence=plain(info.said("LicenseShortName"), 40),
            source=self._source(page.title),
        )


def _near(query: ImageQuery) -> dict[str, str]:
    assert query.at is not None
    return {
        "generator": "geosearch",
        "ggscoord": f"{query.at.lat:.5f}|{query.at.lon:.5f}",
        "ggsradius": str(_NEAR_M),
        "ggslimit": str(_LOOKED_AT),
        "ggsnamespace": "6",  # files
        "ggsprimary": "all",
    }


def _named(query: ImageQuery) -> dict[str, str]:
    words = re.sub(r'["\\:|]', " ", query.words)
    return {
        "generator": "search",
        "gsrsearch": f"filetype:bitmap {words}",
        "gsrnamespace": "6",
        "gsrlimit": str(_LOOKED_AT),
    }


def _usable(page: _Page, info: _Info, query: ImageQuery) -> bool:
    fine = info.mime in _KINDS and info.width >= _SMALLEST and info.said("NonFree").lower() not in {"true", "1"}
    words = (page.title, info.said("ObjectName"), plain(info.said("ImageDescription"), 1000), info.said("Categories"))
    return fine and is_free(info.said("LicenseShortName")) and shows(query, *words)


def _worse(page: _Page, info: _Info, query: ImageQuery) -> tuple[bool, int, str]:
    """For sorting: the asked orientation first, then the search's own order."""
    ratio = info.width / info.height
    fits = {"landscape": ratio > 1.1, "portrait": ratio < 0.9, "square": 0.9 <= ratio <= 1.1}[query.orientation]
    return (not fits, page.index, page.title)
