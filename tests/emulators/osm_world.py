"""Elements of OpenStreetMap for any city on Earth: the atlas's own where it has the city, made up but believable elsewhere.

Deterministic: a city's elements follow from its GeoNames id, those of the atlas from the atlas.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from domain.geo import Point
from domain.place import Access, Category, Kind, Place
from tools.cities.countries import find_country
from tools.places import world_cities
from tools.places.atlas.records import city_ids, load_city, load_places
from tools.places.world_cities import WorldCity

C = Category
Element = dict[str, Any]
TAGS: dict[Category, dict[str, str]] = {
    C.MUSEUM: {"tourism": "museum"},
    C.GALLERY: {"tourism": "gallery"},
    C.TEMPLE: {"amenity": "place_of_worship", "religion": "buddhist", "tourism": "attraction"},
    C.SHRINE: {"amenity": "place_of_worship", "religion": "shinto", "tourism": "attraction"},
    C.CHURCH: {"amenity": "place_of_worship", "religion": "christian", "building": "church"},
    C.MOSQUE: {"amenity": "place_of_worship", "religion": "muslim", "building": "mosque"},
    C.SYNAGOGUE: {"amenity": "place_of_worship", "religion": "jewish"},
    C.PALACE: {"historic": "palace", "tourism": "attraction"},
    C.CASTLE: {"historic": "castle", "tourism": "attraction"},
    C.MONUMENT: {"historic": "monument"},
    C.LANDMARK: {"tourism": "attraction"},
    C.ARCHITECTURE: {"man_made": "tower", "tourism": "attraction"},
    C.ARCHAEOLOGY: {"historic": "archaeological_site"},
    C.VIEWPOINT: {"tourism": "viewpoint"},
    C.SQUARE: {"place": "square"},
    C.BRIDGE: {"man_made": "bridge"},
    C.PARK: {"leisure": "park"},
    C.GARDEN: {"leisure": "garden"},
    C.NATURE: {"leisure": "nature_reserve"},
    C.BEACH: {"natural": "beach"},
    C.CEMETERY: {"landuse": "cemetery"},
    C.MARKET: {"amenity": "marketplace"},
    C.SHOPPING: {"shop": "mall"},
    C.BOOKSHOP: {"shop": "books"},
    C.LIBRARY: {"amenity": "library"},
    C.ZOO: {"tourism": "zoo"},
    C.AQUARIUM: {"tourism": "aquarium"},
    C.THEME_PARK: {"tourism": "theme_park"},
    C.THEATRE: {"amenity": "theatre"},
    C.MUSIC: {"amenity": "music_venue"},
    C.NIGHTLIFE: {"amenity": "nightclub"},
    C.SPORT: {"leisure": "stadium"},
    C.WELLNESS: {"amenity": "public_bath"},
    C.RESTAURANT: {"amenity": "restaurant"},
    C.CAFE: {"amenity": "cafe"},
    C.BAR: {"amenity": "bar", "food": "yes"},
    C.BAKERY: {"shop": "bakery"},
    C.STREET_FOOD: {"amenity": "fast_food"},
    C.FOOD_MARKET: {"amenity": "food_court"},
    C.HOTEL: {"tourism": "hotel"},
    C.HOSTEL: {"tourism": "hostel"},
    C.GUESTHOUSE: {"tourism": "guest_house"},
    C.APARTMENT: {"tourism": "apartment"},
}
_LANGUAGES = "en de fr es it pt nl pl ru uk cs sv fi da hu tr ar he ja ko zh th vi id el ro bg sr hr lt lv et".split()
# What stands where, how often, and its name's pattern; a native word where the script is another.
_SIGHTS = (
    (C.MUSEUM, "{city} Museum of History", "ru:Исторический музей|ja:歴史博物館|ar:متحف التاريخ|el:Ιστορικό Μουσείο"),
    (C.MUSEUM, "Museum of Fine Arts", "ru:Музей изобразительных искусств|ja:美術館|ar:متحف الفنون|zh:美术馆"),
    (C.MUSEUM, "Natural Science Museum", "ru:Музей природы|ja:科学館|zh:自然博物馆"),
    (C.MUSEUM, "Museum of the Railway", ""),
    (C.GALLERY, "{city} Contemporary", ""),
    (C.GALLERY, "Gallery on the Corner", ""),
    (C.CHURCH, "Cathedral of the Assumption", "ru:Успенский собор|el:Μητρόπολη|ka:სიონის ტაძარი"),
    (C.CHURCH, "Church of Saint Nicholas", "ru:Никольская церковь"),
    (C.MOSQUE, "Great Mosque", "ar:المسجد الكبير|ru:Соборная мечеть"),
    (C.TEMPLE, "Temple of the White Lotus", "zh:白莲寺|ja:白蓮寺|th:วัดบัวขาว"),
    (C.CASTLE, "{city} Fortress", "ru:Крепость|ja:城"),
    (C.PALACE, "Governor's Palace", "ru:Дворец губернатора"),
    (C.MONUMENT, "Monument to the Founders", "ru:Памятник основателям"),
    (C.MONUMENT, "Memorial of Independence", ""),
    (C.MONUMENT, "Poet's Statue", ""),
    (C.ARCHAEOLOGY, "Old Settlement", ""),
    (C.ARCHITECTURE, "Water Tower", "ru:Водонапорная башня"),
    (C.VIEWPOINT, "Upper Terrace", ""),
    (C.VIEWPOINT, "Harbour View", ""),
    (C.SQUARE, "Market Square", "ru:Рыночная площадь"),
    (C.SQUARE, "Theatre Square", "ru:Театральная площадь"),
    (C.BRIDGE, "Old Bridge", "ru:Старый мост"),
    (C.PARK, "Central Park", "ru:Центральный парк|ja:中央公園|zh:中央公园"),
    (C.PARK, "Riverside Park", ""),
    (C.PARK, "Victory Park", "ru:Парк Победы"),
    (C.GARDEN, "Botanical Garden", "ru:Ботанический сад|ja:植物園"),
    (C.GARDEN, "Rose Garden", ""),
    (C.NATURE, "{city} Wetlands", ""),
    (C.MARKET, "Central Market", "ru:Центральный рынок|ar:السوق المركزي|zh:中央市场"),
    (C.MARKET, "Flea Market", ""),
    (C.ZOO, "{city} Zoo", ""),
    (C.THEATRE, "Drama Theatre", "ru:Драматический театр"),
    (C.LIBRARY, "City Library", ""),
    (C.BOOKSHOP, "Paper Boat Books", ""),
    (C.SHOPPING, "Galleria", ""),
    (C.LANDMARK, "Clock House", ""),
    (C.LANDMARK, "Merchant Street", ""),
    (C.NIGHTLIFE, "Club Meridian", ""),
    (C.SPORT, "{city} Stadium", ""),
    (C.WELLNESS, "Old Baths", "ru:Старые бани|ja:銭湯"),
    (C.MUSEUM, "House of the Painter", ""),
    (C.MUSEUM, "Ethnographic Museum", "ru:Этнографический музей"),
    (C.CHURCH, "Chapel on the Hill", ""),
    (C.SYNAGOGUE, "Old Synagogue", ""),
    (C.MONUMENT, "Fountain of the Four Rivers", ""),
    (C.MONUMENT, "Seafarers' Memorial", ""),
    (C.PARK, "Children's Park", "ru:Детский парк"),
    (C.PARK, "University Park", ""),
    (C.GARDEN, "Japanese Garden", ""),
    (C.SQUARE, "Station Square", "ru:Вокзальная площадь"),
    (C.BRIDGE, "Footbridge of the Arts", ""),
    (C.VIEWPOINT, "Tower Hill", ""),
    (C.GALLERY, "Photo House", ""),
    (C.LANDMARK, "Old Fire Station", ""),
    (C.THEATRE, "Puppet Theatre", "ru:Театр кукол"),
    (C.AQUARIUM, "{city} Aquarium", ""),
)
_EATS = (
    "The Copper Pot|Grandmother's Table|Harbour Kitchen|The Green Plate|Two Cooks|Station Canteen|House of Noodles|"
    "Pepper and Salt|The Old Mill|Garden of Spices|Blue Door|The Fisherman|Corner Grill|Little Lamb|Bread and Olives|"
    "Sunny Side|The Long Table|Firewood|Rice Bowl|Lantern"
).split("|")
_STAYS = "Grand Hotel|Hotel Central|Park Hotel|Riverside Inn|Hotel Europa|Backpackers Lodge|Station Hostel|Villa Rosa|Hotel Royal|City Rooms"
_HOURS = {
    C.MUSEUM: ("Tu-Su 10:00-18:00", "We-Mo 09:00-17:00; PH off", "Tu-Su 10:00-18:00; Th 10:00-21:00"),
    C.GALLERY: ("Tu-Sa 11:00-19:00", "by appointment"),
    C.CHURCH: ("Mo-Su 08:00-19:00",),
    C.MOSQUE: ("Mo-Su 09:00-12:00,14:00-18:00",),
    C.TEMPLE: ("Mo-Su 06:00-18:00",),
    C.CASTLE: ("Mo-Su 09:00-18:00",),
    C.PALACE: ("Tu-Su 10:00-17:00",),
    C.GARDEN: ("Mo-Su 08:00-20:00",),
    C.MARKET: ("Mo-Sa 07:00-16:00",),
    C.ZOO: ("Mo-Su 09:00-18:00",),
    C.THEATRE: ("Tu-Su 18:00-22:00",),
    C.LIBRARY: ("Mo-Sa 09:00-19:00",),
    C.BOOKSHOP: ("Mo-Sa 10:00-20:00",),
    C.SHOPPING: ("Mo-Su 10:00-22:00",),
    C.NIGHTLIFE: ("Th-Sa 22:00-04:00",),
    C.WELLNESS: ("Mo-Su 09:00-21:00",),
    C.ARCHITECTURE: ("Mo-Fr 9-17 or so",),  # what people write; no parser takes it
}
_CUISINES = (
    "regional;grill italian seafood vegetarian;regional indian chinese georgian pizza burger;american regional".split()
)


def elements_around(at: Point) -> tuple[Element, ...]:
    """All that is mapped of the city whose centre is nearest to a point."""
    known = min((load_city(city_id) for city_id in city_ids()), key=lambda city: city.at.metres_to(at))
    if known.at.metres_to(at) < 12_000:
        return _of_atlas(known.id)
    return _made_up(_nearest(round(at.lat, 3), round(at.lon, 3)))


@cache
def _nearest(lat: float, lon: float) -> WorldCity:
    at = Point(lat=lat, lon=lon)
    near = [c for c in world_cities.all_cities() if abs(c.lat - lat) < 2]
    return min(near or world_cities.all_cities(), key=lambda city: city.at.metres_to(at))


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16) % 9_000_000_000 + 1


@cache
def _of_atlas(city_id: str) -> tuple[Element, ...]:
    places = load_places(city_id).values()
    return tuple(_of_place(place) for place in places if place.category in TAGS)


def _of_place(place: Place) -> Element:
    tags = {**TAGS[place.category], "name": place.local_name or place.name, "name:en": place.name}
    if place.hours is not None:
        tags["opening_hours"] = place.hours.spec
    if place.price is not None and place.kind is Kind.SIGHT:
        tags |= (
            {"fee": "yes", "charge": f"{place.price.major} {place.price.currency}"}
            if place.price.minor
            else {"fee": "no"}
        )
    if place.step_free is not Access.UNKNOWN:
        tags["wheelchair"] = place.step_free.value
    if place.site:
        tags["website"] = place.site
    if place.cuisines:
        tags["cuisine"] = ";".join(cuisine.replace(" ", "_") for cuisine in place.cuisines)
    tags |= {f"diet:{diet}": "yes" for diet in place.diets}
    if place.stars:
        tags["stars"] = str(place.stars)
    return _element(place.id, place.at, tags | _fame(place.id, place.name, place.popularity))


def _fame(key: str, name: str, popularity: int) -> dict[str, str]:
    """As many entries, articles and translations as make it so well known."""
    tags: dict[str, str] = {}
    if popularity >= 2:
        tags["wikidata"] = f"Q{_number(key) % 100_000_000}"
    if popularity >= 3:
        tags |= {"wikipedia": f"en:{name}", **{f"name:{language}": name for language in _LANGUAGES[:6]}}
    if popularity >= 4:
        tags |= {f"name:{language}": name for language in _LANGUAGES[:14]}
    if popularity == 5:
        tags |= {"heritage": "1", **{f"name:{language}": name for language in _LANGUAGES}}
    return tags


def _element(key: str, at: Point, tags: dict[str, str]) -> Element:
    """Houses and grounds are mapped as ways or relations, small things as nodes."""
    number, lat, lon = _number(key), round(at.lat, 7), round(at.lon, 7)
    sort = ("node", "way", "relation")[number % 3] if {"building", "leisure", "tourism"} & tags.keys() else "node"
    if sort == "node":
        return {"type": "node", "id": number, "lat": lat, "lon": lon, "tags": tags}
    return {"type": sort, "id": number, "center": {"lat": lat, "lon": lon}, "tags": tags}


@cache
def _made_up(city: WorldCity) -> tuple[Element, ...]:
    return tuple(_invented(city, Random(city.geoname_id)))


def _invented(city: WorldCity, chance: Random) -> Iterator[Element]:
    country = find_country(city.country)
    language = country.languages[0] if country else "en"
    for index, (category, pattern, native) in enumerate(_SIGHTS):
        name = pattern.format(city=city.name)
        words = dict(word.split(":", 1) for word in native.split("|") if word)
        tags = {**TAGS[category], "name": words.get(language, name), "name:en": name}
        if category in _HOURS and chance.random() < 0.8:
            tags["opening_hours"] = chance.choice(_HOURS[category])
        if category in {C.MUSEUM, C.CASTLE, C.ZOO, C.PALACE}:
            tags |= chance.choice(({"fee": "yes"}, {"fee": "no"}, {"fee": "yes", "charge": "5-10 EUR"}))
        if chance.random() < 0.4:
            tags["wheelchair"] = chance.choice(("yes", "limited", "no"))
        popularity = min(5, max(1, 5 - index // 4 + chance.randint(-1, 1))) if index % 3 == 0 else chance.randint(1, 3)
        tags |= _fame(f"{city.geoname_id}/s{index}", name, popularity)
        yield _element(f"{city.geoname_id}/s{index}", _near(city.at, chance, 2.2), tags)
    for index in range(2 * len(_EATS)):
        kind = chance.choice((C.RESTAURANT, C.RESTAURANT, C.CAFE, C.STREET_FOOD, C.BAR))
        tags = {**TAGS[kind], "name": _EATS[index % len(_EATS)] + (" II" if index >= len(_EATS) else "")}
        tags["cuisine"] = chance.choice(_CUISINES)
        if chance.random() < 0.85:
            tags["opening_hours"] = chance.choice(
                ("Mo-Su 11:00-23:00", "Mo-Sa 12:00-15:00,18:00-23:00", "Mo-Su 08:00-22:00")
            )
        if chance.random() < 0.3:
            tags |= {"diet:vegetarian": "yes", "diet:vegan": chance.choice(("yes", "only", "no"))}
        tags |= chance.choice(({}, {"website": "www.example.org"}, {"phone": "+1 555 0100"}))
        yield _element(f"{city.geoname_id}/e{index}", _near(city.at, chance, 1.4), tags)
    for index, name in enumerate(_STAYS.split("|")):
        kind = C.HOSTEL if "Hostel" in name or "Lodge" in name else C.GUESTHOUSE if "Villa" in name else C.HOTEL
        tags = {**TAGS[kind], "name": f"{name} {city.name}"}
        if kind is C.HOTEL and chance.random() < 0.7:
            tags["stars"] = chance.choice(("3", "4", "5", "4S"))
        yield _element(f"{city.geoname_id}/h{index}", _near(city.at, chance, 1.2), tags)
    yield {
        "type": "node",
        "id": _number(f"{city.geoname_id}/x"),
        "lat": city.lat,
        "lon": city.lon,
        "tags": {"tourism": "artwork"},
    }


def _near(at: Point, chance: Random, spread_km: float) -> Point:
    """Most in the middle, few farther out."""
    km, turn = abs(chance.gauss(0, spread_km)) + 0.05, chance.random() * math.tau
    lat = at.lat + km / 111.2 * math.cos(turn)
    lon = at.lon + km / 111.2 / max(0.1, math.cos(math.radians(at.lat))) * math.sin(turn)
    return Point(lat=lat, lon=max(-180.0, min(180.0, lon)))
