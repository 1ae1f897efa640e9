"""What the tests of the picture banks ask for."""

from __future__ import annotations

from domain.geo import Point
from domain.place import Category
from tools.images.contract import ImageQuery
from tools.places.atlas.records import load_places


def of(place_id: str, city: str, **changes: object) -> ImageQuery:
    place = load_places(place_id.split("/", maxsplit=1)[0])[place_id]
    fields = {"text": place.name, "city": city, "at": place.at, "category": place.category}
    return ImageQuery(**{**fields, **changes})


GOLDEN = of("kyoto/kinkaku-ji", "Kyoto")
UNKNOWN = ImageQuery("Nowhere Pavilion", "Kyoto", Point(lat=0.5, lon=0.5), Category.TEMPLE)
