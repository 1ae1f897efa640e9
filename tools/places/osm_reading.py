"""One element of OpenStreetMap as a place: what its tags say, and nothing that they do not."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from domain.checks.places import is_web_address
from domain.city import CityFacts
from domain.geo import Point
from domain.hours import OpeningHours
from domain.money import Money
from domain.place import Access, Category, Children, Diet, Freshness, Kind, Level, Place, Source
from tools.places.osm_tags import OPEN_AIR, Tags, category_of, popularity_of, words_of
from tools.places.spelling import fold
from tools.places.typical import TYPICAL, best_parts, kind_of, visit_minutes

PROVIDER: Final = "osm-places"
_ACCESS = {"yes": Access.YES, "designated": Access.YES, "limited": Access.LIMITED, "no": Access.NO}
_DIETS: tuple[Diet, ...] = ("vegetarian", "vegan", "halal", "kosher", "gluten_free")
_SYMBOLS = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "₽": "RUB",
    "₹": "INR",
    "₺": "TRY",
    "zł": "PLN",
    "Kč": "CZK",
    "฿": "THB",
}
_AMOUNT = re.compile(r"(?P<before>\D{0,4}?)\s*(?P<amount>\d{1,9}(?:[.,]\d{1,2})?)\s*(?P<after>\D{0,4}?)")
_ONLY_WORDS = re.compile(r'(?:^|[;|])\s*"[^"]*"\s*(?:$|[;|])')  # "by appointment" is no hour
_LONGEST_NAME, _LONGEST_TEXT, _LONGEST_HOURS, _MOST_CUISINES = 120, 300, 250, 4
_LOOKED_AT = tuple(date(2027, month, 1) + timedelta(days=n) for month in (2, 7) for n in range(7))


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Centre(_Wire):
    lat: float
    lon: float


class Element(_Wire):
    """A node with its position, or a way or relation with the middle of its box (`out center`)."""

    type: Literal["node", "way", "relation"]
    id: int
    lat: float | None = None
    lon: float | None = None
    center: Centre | None = None
    tags: dict[str, str] = {}

    @property
    def at(self) -> Point | None:
        lat, lon = (self.lat, self.lon) if self.center is None else (self.center.lat, self.center.lon)
        return None if lat is None or lon is None else Point(lat=lat, lon=lon)


def read_place(element: Element, city: CityFacts, language: str, as_of: date, read_at: datetime) -> Place | None:
    """None for what has no name, is no place for travellers, or lies outside the city's reach.

    Raises ValidationError where the element is not what the documentation says.
    """
    tags, at = element.tags, element.at
    category, name = category_of(tags), _name(tags, language)
    if category is None or not name or at is None or at.metres_to(city.at) > city.reach_km * 1000:
        return None
    kind = kind_of(category)
    typical, short = visit_minutes(category)
    open_air = _is_open_air(tags, category)
    source = Source(
        provider=PROVIDER,
        reference=f"{element.type}/{element.id}",
        freshness=Freshness.LIVE,
        as_of=as_of,
        read_at=read_at,
    )
    local = _plain(tags.get("name", ""), _LONGEST_NAME)
    return Place(
        id=_id(city, name, category, element),
        kind=kind,
        name=name,
        local_name=local if local and local != name else None,
        category=category,
        at=at,
        area=_plain(tags.get("addr:suburb") or tags.get("addr:neighbourhood") or "", 60) or None,
        hours=_hours(tags, city) or (OpeningHours(spec="24/7", country=city.country) if open_air else None),
        visit_min=typical,
        visit_min_short=short,
        price=_price(tags, city) or (Money.zero(city.currency) if open_air else None),
        setting=TYPICAL[category].setting,
        step_free=_ACCESS.get(tags.get("wheelchair", ""), Access.UNKNOWN),
        children=_children(category),
        tags=tuple(dict.fromkeys(words_of(tags))),
        site=_site(tags),
        about=_plain(tags.get(f"description:{language}") or tags.get("description:en") or "", _LONGEST_TEXT),
        popularity=popularity_of(tags),
        best=best_parts(category),
        cuisines=_cuisines(tags) if kind is Kind.EAT else (),
        meals=TYPICAL[category].meals,
        diets=tuple(diet for diet in _DIETS if tags.get(f"diet:{diet}") in {"yes", "only"}),
        level=_level(category, tags) if kind is Kind.STAY else None,
        stars=_stars(tags) if kind is Kind.STAY else None,
        phone=_phone(tags),
        source=source,
        more_sources=(_rule_source(as_of),) if open_air and not {"opening_hours", "fee"} <= tags.keys() else (),
    )


def _rule_source(as_of: date) -> Source:
    """Hours and price of what stands in the street are a rule of ours, and said to be."""
    return Source(provider="open-air", reference="hours and price", freshness=Freshness.ESTIMATED, as_of=as_of)


def _id(city: CityFacts, name: str, category: Category, element: Element) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name).encode("ascii", "ignore").decode()).strip("-")[:48].strip("-")
    return f"{city.id}/{slug or category.value.replace('_', '-')}-osm-{element.type[0]}{element.id}"


def _plain(text: str, longest: int) -> str:
    """In one line, without control characters: it is anybody's text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:longest].strip()


def _name(tags: Tags, language: str) -> str:
    said = (tags.get(key, "") for key in (f"name:{language}", "name:en", "int_name", "name"))
    return next(filter(None, (_plain(name, _LONGEST_NAME) for name in said)), "")


def _hours(tags: Tags, city: CityFacts) -> OpeningHours | None:
    """As they stand, where they are in the syntax and ever open; None: not known."""
    spec = tags.get("opening_hours", "").strip()
    if not spec or len(spec) > _LONGEST_HOURS or _ONLY_WORDS.search(spec):
        return None
    try:
        hours = OpeningHours(spec=spec, country=city.country, subdivision=city.subdivision)
        return hours if any(hours.windows_on(on) for on in _LOOKED_AT) else None
    except (ValueError, OverflowError):
        return None


def _is_open_air(tags: Tags, category: Category) -> bool:
    shut = tags.get("fee", "no") not in {"no", "donation"} or "charge" in tags or tags.get("indoor") == "yes"
    return category in OPEN_AIR and not shut and "barrier" not in tags


def _price(tags: Tags, city: CityFacts) -> Money | None:
    """Nothing where there is no fee; a charge where it is one plain amount in the city's currency."""
    if tags.get("fee") == "no":
        return Money.zero(city.currency)
    match = _AMOUNT.fullmatch(tags.get("charge", "").strip())
    if match is None:
        return None
    unit = (match["before"].strip() or match["after"].strip()) or city.currency
    if _SYMBOLS.get(unit, unit.upper()) != city.currency or (match["before"].strip() and match["after"].strip()):
        return None
    return Money.of(Decimal(match["amount"].replace(",", ".")), city.currency)


def _children(category: Category) -> Children:
    if category in {Category.ZOO, Category.AQUARIUM, Category.THEME_PARK}:
        return Children.GREAT
    return Children.ADULTS_ONLY if category is Category.NIGHTLIFE else Children.OK


def _site(tags: Tags) -> str | None:
    said = tags.get("website") or tags.get("contact:website") or tags.get("url") or ""
    address = said.split(";")[0].strip()
    address = f"https://{address}" if address.startswith("www.") else address
    return address if is_web_address(address) else None


def _phone(tags: Tags) -> str | None:
    """Only in international form: another cannot be dialled from abroad."""
    said = _plain((tags.get("phone") or tags.get("contact:phone") or "").split(";")[0], 30)
    return said if re.fullmatch(r"\+[\d ()./-]{6,28}", said) else None


def _cuisines(tags: Tags) -> tuple[str, ...]:
    said = (_plain(word.replace("_", " ").lower(), 40) for word in tags.get("cuisine", "").split(";"))
    return tuple(dict.fromkeys(filter(None, said)))[:_MOST_CUISINES]


def _stars(tags: Tags) -> int | None:
    match = re.match(r"[1-5]", tags.get("stars", ""))
    return int(match[0]) if match else None


def _level(category: Category, tags: Tags) -> Level | None:
    """Hostels and up to two stars are for small budgets, five stars for large ones; without stars nobody knows."""
    if category is Category.HOSTEL:
        return Level.BUDGET
    stars = _stars(tags)
    if stars is None:
        return None
    return Level.BUDGET if stars <= 2 else Level.LUXURY if stars == 5 else Level.MODERATE
