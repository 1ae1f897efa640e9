"""What OpenStreetMap's tags say a thing is, in our categories.

After the pages of https://wiki.openstreetmap.org/wiki/Map_features (as known in 2025): the first rule that fits holds,
so that a castle that is a museum is a castle, and a theatre in a listed house a theatre.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from domain.place import Category

C = Category
Tags = Mapping[str, str]


class _Rule(NamedTuple):
    key: str
    values: frozenset[str]
    category: Category


def _rule(key: str, values: str, category: Category) -> _Rule:
    return _Rule(key, frozenset(values.split()), category)


_RULES: Final = (
    _rule("tourism", "hotel motel", C.HOTEL),
    _rule("tourism", "hostel", C.HOSTEL),
    _rule("tourism", "guest_house", C.GUESTHOUSE),
    _rule("tourism", "apartment", C.APARTMENT),
    _rule("amenity", "restaurant", C.RESTAURANT),
    _rule("amenity", "cafe ice_cream", C.CAFE),
    _rule("amenity", "fast_food", C.STREET_FOOD),
    _rule("amenity", "food_court", C.FOOD_MARKET),
    _rule("shop", "bakery pastry", C.BAKERY),
    _rule("tourism", "aquarium", C.AQUARIUM),
    _rule("tourism", "zoo", C.ZOO),
    _rule("tourism", "theme_park", C.THEME_PARK),
    _rule("leisure", "water_park", C.THEME_PARK),
    _rule("historic", "castle fort", C.CASTLE),
    _rule("historic", "palace manor", C.PALACE),
    _rule("historic", "archaeological_site ruins", C.ARCHAEOLOGY),
    _rule("tourism", "museum", C.MUSEUM),
    _rule("tourism", "gallery", C.GALLERY),
    _rule("amenity", "arts_centre", C.GALLERY),
    _rule("amenity", "theatre", C.THEATRE),
    _rule("amenity", "music_venue", C.MUSIC),
    _rule("amenity", "nightclub", C.NIGHTLIFE),
    _rule("amenity", "library", C.LIBRARY),
    _rule("amenity", "marketplace", C.MARKET),
    _rule("amenity", "public_bath spa", C.WELLNESS),
    _rule("leisure", "sauna", C.WELLNESS),
    _rule("leisure", "stadium", C.SPORT),
    _rule("shop", "books", C.BOOKSHOP),
    _rule("shop", "mall department_store", C.SHOPPING),
    _rule("tourism", "viewpoint", C.VIEWPOINT),
    _rule("leisure", "garden", C.GARDEN),
    _rule("leisure", "park", C.PARK),
    _rule("leisure", "nature_reserve", C.NATURE),
    _rule("natural", "beach", C.BEACH),
    _rule("leisure", "beach_resort", C.BEACH),
    _rule("natural", "peak volcano cave_entrance waterfall", C.NATURE),
    _rule("waterway", "waterfall", C.NATURE),
    _rule("landuse", "cemetery", C.CEMETERY),
    _rule("place", "square", C.SQUARE),
    _rule("man_made", "bridge", C.BRIDGE),
    _rule("historic", "monument memorial", C.MONUMENT),
    _rule("tourism", "artwork", C.MONUMENT),
    _rule("historic", "city_gate citywalls tower", C.ARCHITECTURE),
    _rule("man_made", "tower lighthouse", C.ARCHITECTURE),
    _rule("historic", "building yes house", C.ARCHITECTURE),
    _rule("tourism", "attraction", C.LANDMARK),
)
_WORSHIP: Final = {
    "christian": C.CHURCH,
    "muslim": C.MOSQUE,
    "jewish": C.SYNAGOGUE,
    "shinto": C.SHRINE,
    "buddhist": C.TEMPLE,
    "hindu": C.TEMPLE,
    "taoist": C.TEMPLE,
    "sikh": C.TEMPLE,
    "jain": C.TEMPLE,
    "bahai": C.TEMPLE,
}
# Out of doors in a public place, so that there is no gate to be shut and no till to pay at.
OPEN_AIR: Final = frozenset({C.VIEWPOINT, C.SQUARE, C.BRIDGE, C.BEACH, C.MONUMENT})
_GONE = ("disused", "abandoned", "demolished", "razed", "construction", "proposed", "removed")


def category_of(tags: Tags) -> Category | None:
    """None for what is none of our business, or is no longer."""
    if any(tags.get(word) == "yes" for word in _GONE) or tags.get("access") in {"private", "no"}:
        return None
    if tags.get("amenity") == "place_of_worship":
        return _WORSHIP.get(tags.get("religion", ""), C.TEMPLE)
    if tags.get("amenity") in {"bar", "pub", "biergarten"}:
        return C.BAR if tags.get("food") == "yes" or "cuisine" in tags else C.NIGHTLIFE
    return next((rule.category for rule in _RULES if tags.get(rule.key) in rule.values), None)


_WORDS: Final = {
    "museum": {"art": "art", "history": "history", "science": "science", "nature": "natural-history"},
    "tourism": {"artwork": "street-art", "gallery": "art"},
    "artwork_type": {"mural": "murals", "sculpture": "sculpture", "statue": "sculpture"},
    "historic": {"castle": "medieval", "archaeological_site": "archaeology", "ruins": "ruins"},
    "leisure": {"garden": "garden", "park": "park", "nature_reserve": "wildlife"},
    "garden:type": {"botanical": "botanical"},
    "natural": {"peak": "mountain", "beach": "sea"},
    "building": {"cathedral": "cathedral", "mosque": "mosque", "temple": "temple"},
    "church:type": {"cathedral": "cathedral", "monastery": "monastery"},
    "outdoor_seating": {"yes": "terrace"},
    "live_music": {"yes": "music"},
    "internet_access": {"wlan": "wifi"},
}


def words_of(tags: Tags) -> Iterator[str]:
    """Tags in the words that interests are told in."""
    if tags.get("heritage") == "1":
        yield "unesco"
    if "historic" in tags:
        yield "history"
    for key, words in _WORDS.items():
        if word := words.get(tags.get(key, "")):
            yield word
    for subject in tags.get("museum", "").split(";"):
        if subject in {"technology", "railway", "maritime", "military", "local"}:
            yield subject


def popularity_of(tags: Tags) -> int:
    """1 to 5, from how much the world's mappers and writers made of it.

    A point for an entry in Wikidata and one for an article in Wikipedia, one to three for names in 4, 12 or 30
    languages, two for world heritage and one for the nation's, one for being called an attraction. Seven or more
    points are an icon (5), then 5, 3 and 1 a step down each.
    """
    languages = sum(key.startswith("name:") and key.count(":") == 1 for key in tags)
    points = ("wikidata" in tags) + ("wikipedia" in tags) + ("attraction" in tags.get("tourism", ""))
    points += sum(languages >= many for many in (4, 12, 30))
    points += {"1": 2, "2": 1}.get(tags.get("heritage", ""), 0)
    return 1 + sum(points >= least for least in (1, 3, 5, 7))
