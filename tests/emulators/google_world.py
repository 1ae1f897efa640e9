"""The places that the emulated Google knows: most of the atlas's, said in Google's own way, and some it alone has.

Deterministic: what varies from place to place hangs on a checksum of its id.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from math import cos, radians
from typing import Any
from zlib import crc32

from domain.geo import Point
from domain.place import Access, Category, Kind, Meal, Place
from tools.places.atlas.records import city_ids, load_city, load_places

C = Category
_SUNDAY = date(2027, 3, 7)  # a week without holidays in most countries
TYPES: dict[Category, tuple[str, ...]] = {
    C.MUSEUM: ("museum", "tourist_attraction"),
    C.GALLERY: ("art_gallery", "tourist_attraction"),
    C.TEMPLE: ("tourist_attraction", "place_of_worship"),
    C.SHRINE: ("tourist_attraction", "place_of_worship"),
    C.CHURCH: ("church", "tourist_attraction", "place_of_worship"),
    C.MOSQUE: ("mosque", "tourist_attraction", "place_of_worship"),
    C.SYNAGOGUE: ("synagogue", "place_of_worship"),
    C.PALACE: ("historical_landmark", "tourist_attraction", "museum"),
    C.CASTLE: ("castle", "historical_landmark", "tourist_attraction"),
    C.MONUMENT: ("monument", "tourist_attraction"),
    C.LANDMARK: ("tourist_attraction",),
    C.ARCHITECTURE: ("cultural_landmark", "tourist_attraction"),
    C.ARCHAEOLOGY: ("historical_place", "tourist_attraction"),
    C.VIEWPOINT: ("observation_deck", "tourist_attraction"),
    C.SQUARE: ("plaza", "tourist_attraction"),
    C.BRIDGE: ("bridge", "tourist_attraction"),
    C.PARK: ("park", "tourist_attraction"),
    C.GARDEN: ("botanical_garden", "garden", "park", "tourist_attraction"),
    C.NATURE: ("national_park", "park", "tourist_attraction"),
    C.BEACH: ("beach", "natural_feature"),
    C.CEMETERY: ("cemetery", "tourist_attraction"),
    C.MARKET: ("market", "tourist_attraction"),
    C.SHOPPING: ("shopping_mall", "store"),
    C.BOOKSHOP: ("book_store", "store"),
    C.LIBRARY: ("library",),
    C.NEIGHBOURHOOD: ("neighborhood", "political"),
    C.ZOO: ("zoo", "tourist_attraction"),
    C.AQUARIUM: ("aquarium", "tourist_attraction"),
    C.THEME_PARK: ("amusement_park", "tourist_attraction"),
    C.THEATRE: ("performing_arts_theater",),
    C.MUSIC: ("concert_hall", "performing_arts_theater"),
    C.NIGHTLIFE: ("night_club", "bar"),
    C.SPORT: ("stadium",),
    C.WELLNESS: ("spa", "health"),
    C.WORKSHOP: ("tourist_attraction",),
    C.CRUISE: ("tour_agency", "travel_agency"),
    C.TOUR: ("tour_agency", "travel_agency"),
    C.RESTAURANT: ("restaurant", "food"),
    C.CAFE: ("cafe", "coffee_shop", "food"),
    C.BAR: ("bar", "food"),
    C.BAKERY: ("bakery", "food", "store"),
    C.STREET_FOOD: ("meal_takeaway", "restaurant", "food"),
    C.FOOD_MARKET: ("food_court", "market", "food"),
    C.HOTEL: ("hotel", "lodging"),
    C.HOSTEL: ("hostel", "lodging"),
    C.GUESTHOUSE: ("guest_house", "lodging"),
    C.APARTMENT: ("extended_stay_hotel", "lodging"),
    C.RYOKAN: ("japanese_inn", "lodging"),
    C.RIAD: ("guest_house", "lodging"),
}
_CUISINES = frozenset(
    "american asian brazilian chinese french greek indian indonesian italian japanese korean lebanese mediterranean "
    "mexican pizza ramen seafood spanish sushi thai turkish vegan vegetarian vietnamese".split()
)
_REVIEWS = {1: 90, 2: 420, 3: 2_100, 4: 9_800, 5: 46_000}
_OWN = (  # what it has beyond the atlas in every city: a name, a category, kilometres north and east of the centre
    ("Corner House Coffee", C.CAFE, 0.4, 0.3),
    ("The Copper Kettle", C.CAFE, -0.6, 0.2),
    ("Old Mill Bakery", C.BAKERY, 0.2, -0.7),
    ("Lantern Street Kitchen", C.RESTAURANT, -0.3, -0.4),
    ("Harbour & Rye", C.RESTAURANT, 0.8, 0.1),
    ("Saffron Table", C.RESTAURANT, 0.1, 0.9),
    ("Museum of Everyday Things", C.MUSEUM, 0.7, -0.5),
    ("Clockmakers' House", C.MUSEUM, -0.9, 0.6),
    ("Riverside Sculpture Park", C.PARK, 1.4, -0.8),
    ("Hotel Meridian Gate", C.HOTEL, 0.5, 0.5),
    ("The Blue Door Hostel", C.HOSTEL, -0.5, 0.8),
)


def world() -> dict[str, dict[str, Any]]:
    """Every place it knows, whole, by id; what begins with `_` is ours, and never sent."""
    return {place_id: place for city_id in city_ids() for place_id, place in of_city(city_id).items()}


def near(at: Point, metres: float) -> dict[str, dict[str, Any]]:
    """The places of the cities that reach so near."""
    close = (city for city in map(load_city, city_ids()) if city.at.metres_to(at) <= metres + city.reach_km * 1000)
    return {place_id: place for city in close for place_id, place in of_city(city.id).items()}


def find(place_id: str) -> dict[str, Any] | None:
    """The place with that id."""
    city_id = place_id.partition("_")[2].rpartition("_")[0]
    return of_city(city_id).get(place_id) if city_id in city_ids() else None


@cache
def of_city(city_id: str) -> dict[str, dict[str, Any]]:
    """One in eight of the little known places of the atlas it does not know; some it knows alone."""
    city, known = load_city(city_id), tuple(load_places(city_id).values())
    places = {
        id_of(place.id): _said_of(place, city.name, known)
        for place in known
        if _sum(place.id, 8) or place.popularity > 2
    }
    for name, category, north_km, east_km in _OWN:
        at = Point(lat=city.at.lat + north_km / 111.2, lon=city.at.lon + east_km / (111.2 * cos(radians(city.at.lat))))
        places[id_of(f"{city_id}:{name}")] = _own(f"{city_id}:{name}", name, category, at)
    return places


def id_of(place_id: str) -> str:
    """An id of Google's kind, the same as google_photos gives; in it stands the city, so that one need not read all."""
    city_id = re.split(r"[/:]", place_id, maxsplit=1)[0]
    return f"ChIJ_{city_id}_{crc32(place_id.encode()):08x}"


def _sum(key: str, of: int) -> int:
    return crc32(key.encode()) % of


def _said_of(place: Place, city: str, known: tuple[Place, ...]) -> dict[str, Any]:
    said = {**_basic(place.id, _name(place), place.category, _nudged(place)), **_address(place, city)}
    said["_names"] = f"{place.name} {place.local_name or ''}"
    rated = _sum(place.id + "r", 40) > 0  # some few have no reviews yet
    if rated:
        said["rating"] = 3.7 + _sum(place.id + "s", 13) / 10
        said["userRatingCount"] = _REVIEWS[place.popularity] + _sum(place.id + "n", _REVIEWS[place.popularity])
    if place.hours is not None and (periods := _periods(place)):
        said["regularOpeningHours"] = {"openNow": False, "periods": periods, "weekdayDescriptions": []}
    said |= _price(place, known)
    if place.step_free is not Access.UNKNOWN:
        said["accessibilityOptions"] = {"wheelchairAccessibleEntrance": place.step_free is Access.YES}
    if place.about and place.popularity >= 3:
        said["editorialSummary"] = {"text": place.about, "languageCode": "en"}
    if place.site:
        said["websiteUri"] = place.site
    if place.kind is Kind.EAT:
        said |= {
            "servesBreakfast": Meal.BREAKFAST in place.meals,
            "servesLunch": Meal.LUNCH in place.meals,
            "servesDinner": Meal.DINNER in place.meals,
            "servesVegetarianFood": "vegetarian" in place.diets,
        }
        said["types"] = [*_kitchens(place), *said["types"]]
    if _sum(place.id + "p", 50):
        said["photos"] = _photos(id_of(place.id), city)
    return said


def _basic(key: str, name: str, category: Category, at: Point) -> dict[str, Any]:
    types = TYPES[category]
    return {
        "_at": at,
        "_category": category,
        "id": id_of(key),
        "name": f"places/{id_of(key)}",
        "displayName": {"text": name, "languageCode": "en"},
        "primaryType": types[0],
        "types": [*types, "point_of_interest", "establishment"],
        "location": {"latitude": at.lat, "longitude": at.lon},
        "businessStatus": "OPERATIONAL",
        "internationalPhoneNumber": f"+1 555-01{_sum(key, 100):02d}",
        "utcOffsetMinutes": 0,
    }


def _own(key: str, name: str, category: Category, at: Point) -> dict[str, Any]:
    days = [
        {"open": {"day": day, "hour": 9, "minute": 0}, "close": {"day": day, "hour": 22, "minute": 0}}
        for day in range(7)
    ]
    return {
        **_basic(key, name, category, at),
        "formattedAddress": f"{name}, {key.partition(':')[0]}",
        "addressComponents": [],
        "rating": 4.0 + _sum(key, 8) / 10,
        "userRatingCount": 150 + _sum(key, 900),
        "regularOpeningHours": {"openNow": True, "periods": days, "weekdayDescriptions": []},
        "priceLevel": "PRICE_LEVEL_MODERATE",
    }


def _name(place: Place) -> str:
    """As Google writes it: without our brackets, and some by their local name."""
    bare = place.name.split(" (")[0]
    return place.local_name if place.local_name and place.local_name.isascii() and not _sum(place.id, 5) else bare


def _nudged(place: Place) -> Point:
    """Some tens of metres off, for nobody's pin is where another's is."""
    north, east = _sum(place.id + "y", 61) - 30, _sum(place.id + "x", 61) - 30
    return Point(
        lat=round(place.at.lat + north / 111_200, 6),
        lon=round(place.at.lon + east / (111_200 * cos(radians(place.at.lat))), 6),
    )


def _address(place: Place, city: str) -> dict[str, Any]:
    area = [{"longText": place.area, "shortText": place.area, "types": ["neighborhood", "political"]}]
    town = {"longText": city, "shortText": city, "types": ["locality", "political"]}
    return {
        "formattedAddress": f"{place.area}, {city}" if place.area else city,
        "addressComponents": [*(area if place.area else []), town],
    }


def _periods(place: Place) -> list[dict[str, Any]]:
    """An ordinary week, day 0 being Sunday; open at all hours is one period without an end."""
    assert place.hours is not None
    if place.hours.spec == "24/7":
        return [{"open": {"day": 0, "hour": 0, "minute": 0}}]
    return [
        {
            "open": {"day": day, "hour": window.start // 60, "minute": window.start % 60},
            "close": {
                "day": (day + window.end // 1440) % 7,
                "hour": window.end % 1440 // 60,
                "minute": window.end % 60,
            },
        }
        for day in range(7)
        for window in place.hours.windows_on(_SUNDAY + timedelta(days=day))
        if window.end - window.start < 1440
    ]


def _price(place: Place, known: tuple[Place, ...]) -> dict[str, Any]:
    if place.price is None or place.kind is Kind.STAY:
        return {}
    if place.kind is Kind.SIGHT:
        return {"priceLevel": "PRICE_LEVEL_FREE"} if place.price.minor == 0 else {}
    usual = sorted(p.price.minor for p in known if p.kind is Kind.EAT and p.price)
    share = sum(minor < place.price.minor for minor in usual) / len(usual)
    levels = ("INEXPENSIVE", "MODERATE", "EXPENSIVE", "VERY_EXPENSIVE")
    units = int(place.price.major)
    return {
        "priceLevel": f"PRICE_LEVEL_{levels[min(3, int(share * 3.2))]}",
        "priceRange": {
            "startPrice": {"currencyCode": place.price.currency, "units": str(units * 4 // 5)},
            "endPrice": {"currencyCode": place.price.currency, "units": str(units * 6 // 5)},
        },
    }


def _kitchens(place: Place) -> list[str]:
    words = {word for cuisine in place.cuisines for word in cuisine.lower().split()}
    return [f"{word}_restaurant" for word in sorted(words & _CUISINES)]


def _photos(place_id: str, city: str) -> list[dict[str, Any]]:
    return [
        {
            "name": f"places/{place_id}/photos/AdCG2D{number}{place_id[-8:]}",
            "widthPx": 4032,
            "heightPx": 3024,
            "authorAttributions": [
                {"displayName": f"Visitor {number + 1} of {city}", "uri": f"//maps.google.com/maps/contrib/10{number}"}
            ],
        }
        for number in range(3)
    ]
