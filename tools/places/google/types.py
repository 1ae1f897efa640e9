"""Google's place types as our categories.

https://developers.google.com/maps/documentation/places/web-service/place-types (tables A and B, as of mid 2025).
A type that is not here (a bank, a school, a petrol station) makes no place for a traveller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.place import Category, Diet, Kind

C = Category

_SAID: Mapping[Category, str] = {
    C.MUSEUM: "museum history_museum art_museum planetarium castle_museum",
    C.GALLERY: "art_gallery art_studio",
    C.TEMPLE: "buddhist_temple hindu_temple",
    C.SHRINE: "shinto_shrine",
    C.CHURCH: "church",
    C.MOSQUE: "mosque",
    C.SYNAGOGUE: "synagogue",
    C.PALACE: "palace",
    C.CASTLE: "castle fortress",
    C.MONUMENT: "monument sculpture fountain",
    C.ARCHAEOLOGY: "archaeological_site",
    C.VIEWPOINT: "observation_deck scenic_spot",
    C.SQUARE: "plaza town_square",
    C.BRIDGE: "bridge",
    C.PARK: "park city_park state_park dog_park skateboard_park cycling_park picnic_ground playground",
    C.GARDEN: "garden botanical_garden",
    C.NATURE: "national_park hiking_area wildlife_park wildlife_refuge nature_preserve mountain_peak lake river island "
    "woods natural_feature off_roading_area marina",
    C.BEACH: "beach",
    C.CEMETERY: "cemetery",
    C.MARKET: "market flea_market farmers_market",
    C.SHOPPING: "shopping_mall department_store gift_shop clothing_store jewelry_store discount_store store "
    "home_goods_store furniture_store sporting_goods_store electronics_store",
    C.BOOKSHOP: "book_store",
    C.LIBRARY: "library",
    C.NEIGHBOURHOOD: "neighborhood",
    C.ZOO: "zoo",
    C.AQUARIUM: "aquarium",
    C.THEME_PARK: "amusement_park amusement_center water_park roller_coaster ferris_wheel video_arcade "
    "indoor_playground childrens_camp miniature_golf_course",
    C.THEATRE: "performing_arts_theater opera_house auditorium amphitheatre movie_theater comedy_club",
    C.MUSIC: "concert_hall philharmonic_hall live_music_venue",
    C.NIGHTLIFE: "night_club dance_hall karaoke casino",
    C.SPORT: "stadium arena athletic_field bowling_alley golf_course ice_skating_rink ski_resort sports_complex "
    "swimming_pool sports_activity_location sports_club adventure_sports_center tennis_court race_course "
    "go_karting_venue paintball_center",
    C.WELLNESS: "spa sauna public_bath massage wellness_center hot_spring",
    C.WORKSHOP: "cooking_school",
    C.TOUR: "tour_agency",
    C.CAFE: "cafe coffee_shop tea_house cat_cafe dog_cafe internet_cafe juice_shop ice_cream_shop dessert_shop "
    "dessert_restaurant chocolate_shop confectionery candy_store acai_shop cafeteria coffee_roastery",
    C.BAKERY: "bakery bagel_shop donut_shop cake_shop pastry_shop",
    C.BAR: "bar pub wine_bar cocktail_bar brewery brewpub beer_garden lounge_bar irish_pub hookah_bar",
    C.STREET_FOOD: "food_stall meal_takeaway",
    C.FOOD_MARKET: "food_court food_hall",
    C.RESTAURANT: "restaurant bar_and_grill diner deli sandwich_shop steak_house food pizza_place gastropub bistro "
    "noodle_shop",
    C.HOTEL: "hotel resort_hotel extended_stay_hotel motel lodging business_hotel",
    C.HOSTEL: "hostel",
    C.GUESTHOUSE: "guest_house bed_and_breakfast inn budget_japanese_inn private_guest_room farmstay cottage",
    C.APARTMENT: "apartment_hotel vacation_rental serviced_apartment",
    C.RYOKAN: "japanese_inn",
    C.LANDMARK: "tourist_attraction historical_landmark cultural_landmark historical_place cultural_center "
    "visitor_center landmark",
}
CATEGORIES: Mapping[str, Category] = {one: category for category, said in _SAID.items() for one in said.split()}
# They say little: they count only where no other type does, in this order.
_VAGUE = (
    "garden park historical_place historical_landmark cultural_landmark tourist_attraction landmark cultural_center "
    "visitor_center lodging food store"
).split()
_NO_TAG = frozenset("point_of_interest establishment food store lodging tourist_attraction landmark".split())
_NO_CUISINE = frozenset("fast_food fine_dining family buffet breakfast brunch dessert".split())

# What is looked for in every city, a call each: at most 20 places come back for one, the most popular first.
# Only types of table A, which may be asked for.
SOUGHT: tuple[tuple[str, ...], ...] = (
    ("museum", "art_gallery"),
    ("historical_landmark", "cultural_landmark", "monument", "historical_place", "tourist_attraction"),
    ("church", "hindu_temple", "mosque", "synagogue"),
    ("park", "botanical_garden", "garden", "national_park", "beach", "observation_deck", "plaza"),
    ("market", "shopping_mall", "book_store", "library"),
    ("zoo", "aquarium", "amusement_park", "performing_arts_theater", "opera_house", "night_club", "spa"),
    ("restaurant",),
    ("cafe", "bakery", "bar"),
    ("hotel", "resort_hotel"),
    ("hostel", "guest_house", "bed_and_breakfast", "japanese_inn"),
)
KIND_TYPES: Mapping[Kind, str] = {Kind.EAT: "restaurant", Kind.STAY: "lodging"}


def category_of(types: Iterable[str], primary: str | None) -> Category | None:
    """The category that Google's types amount to; None: nothing a traveller goes to."""
    said = [one for one in ([primary] if primary else []) + list(types) if _category(one) is not None]
    telling = next((one for one in said if one not in _VAGUE), None)
    vague = next((one for one in _VAGUE if one in said), None)
    chosen = telling or vague
    return _category(chosen) if chosen else None


def _category(name: str) -> Category | None:
    return Category.RESTAURANT if name.endswith("_restaurant") and name not in CATEGORIES else CATEGORIES.get(name)


def tags_of(types: Iterable[str]) -> tuple[str, ...]:
    """Types as tags: `art_museum` is `art-museum`, which interests match by word."""
    return tuple(dict.fromkeys(one.replace("_", "-") for one in types if one not in _NO_TAG))


def cuisines_of(types: Iterable[str]) -> tuple[str, ...]:
    said = (one.removesuffix("_restaurant") for one in types if one.endswith("_restaurant"))
    return tuple(dict.fromkeys(one.replace("_", " ") for one in said if one not in _NO_CUISINE))


def diets_of(types: Iterable[str], serves_vegetarian: bool | None) -> tuple[Diet, ...]:
    said = set(types)
    if "vegan_restaurant" in said:
        return ("vegetarian", "vegan")
    return ("vegetarian",) if "vegetarian_restaurant" in said or serves_vegetarian else ()
