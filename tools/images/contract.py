"""Pictures of one place or city, each with what its licence asks to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from domain.geo import Point
from domain.place import Category, Photo
from tools.adapter import Adapter
from tools.capability import Capability

Orientation = Literal["landscape", "portrait", "square"]
_DAY_S = 24 * 3600


@dataclass(frozen=True)
class ImageQuery:
    """What is to be seen: its name, the city it is in ("" for a city itself), and where it stands.

    `references` are what providers call it, as (provider, reference), where one of them is known.
    """

    text: str
    city: str = ""
    at: Point | None = None
    category: Category = Category.LANDMARK
    count: int = 1
    orientation: Orientation = "landscape"
    references: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """What one types into a search form."""
        return f"{self.text} {self.city}".strip()


@dataclass(frozen=True)
class Attribution:
    """What stands beside a photo; the addresses are "" where there is none."""

    text: str
    url: str
    licence: str
    licence_url: str


class ImagesAdapter(Adapter[ImageQuery, tuple[Photo, ...]], Protocol):
    """Beyond the seven members: the same search by its own name, an address by size, and the credit.

    Nothing found that shows what was asked is no photos, not an error.
    """

    async def search_images(self, query: ImageQuery) -> tuple[Photo, ...]:
        """As `execute`."""

    def image_url(self, photo: Photo, width: int) -> str:
        """The provider's own address of it, about `width` pixels wide and not much wider."""

    def attribution(self, photo: Photo) -> Attribution:
        """What its licence asks to be said."""


def _same(query: ImageQuery) -> str:
    at = f"{query.at.lat:.4f},{query.at.lon:.4f}" if query.at else ""
    names = ",".join(f"{provider}={reference}" for provider, reference in query.references)
    return f"{query.text}|{query.city}|{at}|{query.category}|{query.count}|{query.orientation}|{names}"


IMAGES: Capability[ImageQuery, tuple[Photo, ...]] = Capability(
    "images", tuple[Photo, ...], "images", key=_same, keep_s=_DAY_S
)
