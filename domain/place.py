"""A place a traveller can visit, eat at or sleep in, with the source of its facts."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.geo import Point
from domain.hours import OpeningHours
from domain.money import Money


def _unsaid(value: object) -> bool:
    """Left out of the JSON, so that documents of before there was the field keep their hash."""
    return value is None or value == ()


class Kind(StrEnum):
    SIGHT = "sight"
    EAT = "eat"
    STAY = "stay"


class Category(StrEnum):
    """What a place is; sights first, then places to eat, then places to stay."""

    MUSEUM = "museum"
    GALLERY = "gallery"
    TEMPLE = "temple"
    SHRINE = "shrine"
    CHURCH = "church"
    MOSQUE = "mosque"
    SYNAGOGUE = "synagogue"
    PALACE = "palace"
    CASTLE = "castle"
    MONUMENT = "monument"
    LANDMARK = "landmark"
    ARCHITECTURE = "architecture"
    ARCHAEOLOGY = "archaeology"
    VIEWPOINT = "viewpoint"
    SQUARE = "square"
    BRIDGE = "bridge"
    PARK = "park"
    GARDEN = "garden"
    NATURE = "nature"
    BEACH = "beach"
    CEMETERY = "cemetery"
    MARKET = "market"
    SHOPPING = "shopping"
    BOOKSHOP = "bookshop"
    LIBRARY = "library"
    NEIGHBOURHOOD = "neighbourhood"
    ZOO = "zoo"
    AQUARIUM = "aquarium"
    THEME_PARK = "theme_park"
    THEATRE = "theatre"
    MUSIC = "music"
    NIGHTLIFE = "nightlife"
    SPORT = "sport"
    WELLNESS = "wellness"
    WORKSHOP = "workshop"
    CRUISE = "cruise"
    TOUR = "tour"
    RESTAURANT = "restaurant"
    CAFE = "cafe"
    BAR = "bar"
    BAKERY = "bakery"
    STREET_FOOD = "street_food"
    FOOD_MARKET = "food_market"
    HOTEL = "hotel"
    HOSTEL = "hostel"
    GUESTHOUSE = "guesthouse"
    APARTMENT = "apartment"
    RYOKAN = "ryokan"
    RIAD = "riad"


class Freshness(StrEnum):
    LIVE = "live"
    CACHED = "cached"
    ESTIMATED = "estimated"
    ATLAS = "atlas"


class Source(BaseModel):
    """Who said so, and when."""

    model_config = ConfigDict(frozen=True)

    provider: str
    reference: str = Field(description="the provider's own id for the fact")
    freshness: Freshness
    as_of: date = Field(description="the date the fact is known to have been true")
    read_at: datetime | None = Field(default=None, description="aware UTC instant of the read")


class Photo(BaseModel):
    """A picture with what its licence asks to be shown beside it; addresses are the provider's own."""

    model_config = ConfigDict(frozen=True)

    url: str = Field(description="at full size")
    thumb_url: str = Field(default="", description="some 400 px wide; empty: resize the full one")
    width: int | None = Field(default=None, ge=1, description="pixels, at full size")
    height: int | None = Field(default=None, ge=1)
    alt: str = Field(default="", description="what is to be seen, for those who cannot see it")
    credit: str = Field(description="who made it, as the licence wants it said")
    credit_url: str = ""
    licence: str = ""
    source: Source


class Setting(StrEnum):
    INDOOR = "indoor"
    OUTDOOR = "outdoor"
    MIXED = "mixed"


class Access(StrEnum):
    """Step-free access; unknown is not no."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    UNKNOWN = "unknown"


class Children(StrEnum):
    """How a place takes children: made for them, fine with them, adults only."""

    GREAT = "great"
    OK = "ok"
    ADULTS_ONLY = "adults_only"


class Booking(StrEnum):
    NONE = "none"
    ADVISED = "advised"
    REQUIRED = "required"


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Meal(StrEnum):
    BREAKFAST = "breakfast"
    LUNCH = "lunch"
    DINNER = "dinner"


class Level(StrEnum):
    """Price class of a stay, and the budget level of a trip."""

    BUDGET = "budget"
    MODERATE = "moderate"
    LUXURY = "luxury"


Diet = Literal["vegetarian", "vegan", "halal", "kosher", "gluten_free"]


class Place(BaseModel):
    """One place. Fields that nobody is sure of are None: unknown is never a guess."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", description="city/slug, stable for ever")
    kind: Kind
    name: str
    local_name: str | None = None
    category: Category
    at: Point
    area: str | None = Field(default=None, description="neighbourhood")
    hours: OpeningHours | None = Field(default=None, description="None: not known")
    last_entry_min: int = Field(default=0, ge=0, description="minutes before closing")
    visit_min: int = Field(ge=5, le=720, description="typical length of a visit in minutes")
    visit_min_short: int = Field(ge=5, le=720, description="a visit shorter than this is not worth it")
    price: Money | None = Field(default=None, description="per adult; for a stay per room and night; None: not known")
    child_price: Money | None = Field(default=None, description="per child; None: as an adult")
    child_free_under: int = Field(default=0, ge=0, le=18, description="free below this age")
    setting: Setting = Setting.INDOOR
    step_free: Access = Access.UNKNOWN
    children: Children = Children.OK
    tags: tuple[str, ...] = ()
    booking: Booking = Booking.NONE
    site: str | None = None
    about: str = ""
    popularity: int = Field(default=3, ge=1, le=5, description="5: the city's icons")
    best: tuple[DayPart, ...] = ()
    cuisines: tuple[str, ...] = ()
    meals: tuple[Meal, ...] = ()
    diets: tuple[Diet, ...] = ()
    level: Level | None = None
    sleeps: int | None = Field(default=None, ge=1, description="people in the room that the price is for")
    stars: int | None = Field(default=None, ge=1, le=5)
    check_in: str | None = Field(default=None, pattern=r"^\d\d:\d\d$", description="earliest, local time")
    check_out: str | None = Field(default=None, pattern=r"^\d\d:\d\d$", description="latest, local time")
    rating: float | None = Field(default=None, ge=1, le=5, exclude_if=_unsaid, description="mean of reviews, 1 to 5")
    reviews: int | None = Field(default=None, ge=0, exclude_if=_unsaid, description="how many reviews")
    price_level: int | None = Field(default=None, ge=1, le=4, exclude_if=_unsaid, description="1 cheap to 4 very dear")
    phone: str | None = Field(default=None, exclude_if=_unsaid, description="in international form")
    photos: tuple[Photo, ...] = Field(default=(), exclude_if=_unsaid)
    tips: tuple[str, ...] = Field(default=(), exclude_if=_unsaid, description="what a local would tell")
    best_time: str | None = Field(default=None, exclude_if=_unsaid, description="when it is quiet, in words")
    more_sources: tuple[Source, ...] = Field(
        default=(), exclude_if=_unsaid, description="who else was asked and gave a fact of this place"
    )
    source: Source
