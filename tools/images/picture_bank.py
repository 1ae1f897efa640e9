"""What the networked adapters of pictures share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime
from typing import ClassVar, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.place import Freshness, Photo, Source
from tools.images.contract import Attribution, ImageQuery
from tools.images.licences import licence_url
from tools.network import Networked

# How its terms let a picture reach the traveller: kept by us in the sizes that we show; passed on and not kept;
# or loaded from the provider itself, in the size that we show.
Serving = Literal["keep", "pass", "redirect"]


class PictureBank(Networked, ABC):
    """The members beyond the seven, and how its pictures may be served."""

    serving: ClassVar[Serving] = "keep"

    @abstractmethod
    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        """Photos for the query, the best first."""

    async def search_images(self, query: ImageQuery) -> tuple[Photo, ...]:
        return await self.execute(query)

    def image_url(self, photo: Photo, width: int) -> str:
        return self.sized(photo.url, width)

    def attribution(self, photo: Photo) -> Attribution:
        return Attribution(photo.credit, photo.credit_url, photo.licence, licence_url(photo.licence))

    def sized(self, url: str, width: int) -> str:
        """The address of the same picture about `width` pixels wide."""
        del width
        return url

    def picture_headers(self, url: str) -> dict[str, str]:
        """What a request for a picture of its own needs; never sent to anybody else."""
        del url
        return {}

    async def chosen(self, photo: Photo) -> None:
        """Tell the provider that the photo is used, where its terms ask for that."""

    def _source(self, reference: str) -> Source:
        now = datetime.now(UTC)
        return Source(provider=self.name, reference=reference, freshness=Freshness.LIVE, as_of=now.date(), read_at=now)


def with_parameters(url: str, **parameters: str | int) -> str:
    """The address with these query parameters in place of those of the same names."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in parameters]
    return urlunsplit(parts._replace(query=urlencode([*kept, *((n, str(v)) for n, v in parameters.items())])))
