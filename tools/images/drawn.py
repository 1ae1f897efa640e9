"""Pictures that are drawn when nobody has a photo: a landscape in the colours of the kind of place."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random
from typing import ClassVar
from urllib.parse import quote

from domain.place import Category, Freshness, Photo, Source
from tools.adapter import Keyless
from tools.images.contract import Attribution, ImageQuery

_AS_OF = date(2026, 11, 21)
_WIDTH, _HEIGHT = 640, 360
_LABEL = '<text x="24" y="332" font-family="sans-serif" font-size="34" fill="#fff" opacity=".9">Drawing</text>'
_HUES: dict[str, int] = {
    **dict.fromkeys(("temple", "shrine", "church", "mosque", "synagogue"), 8),
    **dict.fromkeys(("park", "garden", "nature", "cemetery", "zoo"), 128),
    **dict.fromkeys(("beach", "aquarium", "wellness", "cruise", "bridge"), 190),
    **dict.fromkeys(("viewpoint", "square", "landmark", "neighbourhood"), 212),
    **dict.fromkeys(("hotel", "hostel", "guesthouse", "apartment", "ryokan", "riad"), 236),
    **dict.fromkeys(("theatre", "music", "nightlife", "theme_park", "sport", "workshop", "tour"), 282),
    **dict.fromkeys(("restaurant", "cafe", "bar", "bakery", "street_food", "food_market"), 18),
    **dict.fromkeys(("market", "shopping", "bookshop"), 46),
}


class Drawn(Keyless):
    """Needs nobody; its photos say that they are drawings."""

    name = "drawn"
    version = "1"
    serving: ClassVar[str] = "keep"

    async def execute(self, query: ImageQuery) -> tuple[Photo, ...]:
        reference = f"{query.category}/{query.words}"
        source = Source(provider=self.name, reference=reference, freshness=Freshness.ESTIMATED, as_of=_AS_OF)
        url = f"/v1/images/drawn/{query.category}?name={quote(query.words)}"
        alt = f"A drawing in place of a photo of {query.text}"
        return (Photo(url=url, width=_WIDTH, height=_HEIGHT, alt=alt, credit="Drawn by Tripwright", source=source),)

    async def search_images(self, query: ImageQuery) -> tuple[Photo, ...]:
        return await self.execute(query)

    def image_url(self, photo: Photo, width: int) -> str:
        """Lines have any size."""
        del width
        return photo.url

    def attribution(self, photo: Photo) -> Attribution:
        return Attribution(photo.credit, "", "", "")


def draw(category: Category, name: str, *, labelled: bool = False) -> str:
    """A landscape as SVG; the same name gives the same hills. `labelled` where it stands in for a credited photo."""
    chance = Random(f"{category}/{name}")
    hue = _HUES.get(category.value, 28) + chance.randrange(-8, 9)
    sun_x, sun_y, sun_r = chance.randrange(90, 550), chance.randrange(80, 150), chance.randrange(26, 44)
    hills = "".join(
        f'<path d="{_ridge(chance, base, swing)}" fill="hsl({hue + turn} {fill})"/>'
        for base, swing, turn, fill in ((210, 70, 12, "32% 66%"), (262, 52, 6, "36% 50%"), (312, 34, 0, "40% 34%"))
    )
    label = _LABEL if labelled else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        '<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1">'
        f'<stop offset="0" stop-color="hsl({hue + 20} 58% 80%)"/>'
        f'<stop offset="1" stop-color="hsl({hue} 66% 94%)"/></linearGradient></defs>'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="url(#s)"/>'
        f'<circle cx="{sun_x}" cy="{sun_y}" r="{sun_r}" fill="hsl({hue - 16} 80% 72%)"/>{hills}{label}</svg>'
    )


def _ridge(chance: Random, base: int, swing: int) -> str:
    steps = 7
    points = [(round(_WIDTH / steps * n), base - swing // 2 + chance.randrange(swing)) for n in range(steps + 1)]
    curve = ""
    for (x, y), (next_x, next_y) in pairwise(points):
        middle = (x + next_x) // 2
        curve += f"C{middle} {y} {middle} {next_y} {next_x} {next_y}"
    return f"M0 {_HEIGHT}V{points[0][1]}{curve}V{_HEIGHT}Z"
