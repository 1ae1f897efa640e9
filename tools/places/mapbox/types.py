"""Mapbox's category ids as our categories.

https://docs.mapbox.com/api/search/search-box/#category-search (canonical ids, as of mid 2025). An id that is not here
makes no place for a traveller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.place import Category

C = Category

_SAID: Mapping[Category, str] = {
    C.MUSEUM: "museum history_museum science_museum art_museum planetarium",
    C.GALLERY: "art_gallery",
    C.TEMPLE: "temple buddhist_temple hindu_temple",
    C.SHRINE: "shrine shinto_shrine",
    C.CHURCH: "church cathedral monastery",
    C.MOSQUE: "mosque",
    C.SYNAGOGUE: "synagogue",
    C.PALACE: "palace",
    C.CASTLE: "castle fort",
    C.MONUMENT: "monument memorial sculpture fountain",
    C.ARCHAEOLOGY: "archaeological_site ruins",
    C.VIEWPOINT: "viewpoint scenic_lookout observation_deck",
    C.SQUARE: "plaza town_square",
    C.BRIDGE: "bridge",
    C.PARK: "park",
    C.GARDEN: "garden botanical_garden",
    C.NATURE: "national_park nature_reserve forest lake mountain hiking_trail",
    C.BEACH: "beach",
    C.CEMETERY: "cemetery",
    C.MARKET: "market flea_market farmers_market",
    C.SHOPPING: "shopping_mall department_store souvenir_store",
    C.BOOKSHOP: "bookstore",
    C.LIBRARY: "library",
    C.ZOO: "zoo",
    C.AQUARIUM: "aquarium",
    C.THEME_PARK: "theme_park amusement_park water_park",
    C.THEATRE: "theatre theater opera_house performing_arts_venue",
    C.MUSIC: "concert_hall music_venue",
    C.NIGHTLIFE: "nightclub casino",
    C.SPORT: "stadium",
    C.WELLNESS: "spa sauna hot_spring",
    C.TOUR: "tour_operator",
    C.CAFE: "cafe coffee coffee_shop tea_house ice_cream dessert_shop",
    C.BAKERY: "bakery",
    C.BAR: "bar pub wine_bar cocktail_bar brewery",
    C.STREET_FOOD: "food_truck street_food",
    C.FOOD_MARKET: "food_court",
    C.RESTAURANT: "restaurant fast_food bistro diner",
    C.HOTEL: "hotel motel resort lodging",
    C.HOSTEL: "hostel",
    C.GUESTHOUSE: "bed_and_breakfast guest_house",
    C.APARTMENT: "vacation_rental",
    C.LANDMARK: "tourist_attraction historic_site landmark",
}
CATEGORIES: Mapping[str, Category] = {one: category for category, said in _SAID.items() for one in said.split()}
_VAGUE = ("historic_site", "tourist_attraction", "landmark", "lodging")
_NO_TAG = frozenset("tourist_attraction landmark lodging food food_and_drink shopping services".split())
# What is looked for in every city, a call each of at most 25 places.
SOUGHT = (
    "museum art_gallery historic_site tourist_attraction monument church temple park viewpoint market shopping_mall "
    "zoo theatre restaurant cafe bar hotel hostel"
).split()


def category_of(ids: Iterable[str]) -> Category | None:
    """The category that Mapbox's ids amount to; None: nothing a traveller goes to."""
    said = [one for one in ids if one in CATEGORIES or one.endswith("_restaurant")]
    telling = next((one for one in said if one not in _VAGUE), None) or next(iter(said), None)
    return None if telling is None else CATEGORIES.get(telling, Category.RESTAURANT)


def tags_of(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.replace("_", "-") for one in ids if one not in _NO_TAG))


def cuisines_of(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(one.removesuffix("_restaurant").replace("_", " ") for one in ids if one.endswith("_restaurant"))
