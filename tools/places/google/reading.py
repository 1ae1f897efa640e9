"""What Google says of a place, as our Place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from pydantic import ValidationError

from domain.city import CityFacts
from domain.geo import Point
from domain.hours import OpeningHours
from domain.money import Money
from domain.place import Access, Booking, Category, Children, Freshness, Kind, Meal, Photo, Place, Source
from tools.places.google.types import category_of, cuisines_of, diets_of, tags_of
from tools.places.google.wire import Accessibility, Amount, Hours, WirePhoto, WirePlace
from tools.places.ids import place_id
from tools.places.typical import TYPICAL, best_parts, kind_of, visit_minutes
from tools.places.week import ALWAYS, Period, week_of

_PRICE_LEVELS = {
    "PRICE_LEVEL_INEXPENSIVE": 1,
    "PRICE_LEVEL_MODERATE": 2,
    "PRICE_LEVEL_EXPENSIVE": 3,
    "PRICE_LEVEL_VERY_EXPENSIVE": 4,
}
_FREE = "PRICE_LEVEL_FREE"
# Reviews that make a popularity of 2, 3, 4 and 5. Our own rule, set on what the icons of large cities have;
# people review where they sleep and eat about a fifth as often as where everybody goes.
_REVIEWS = {Kind.SIGHT: (200, 1_000, 5_000, 20_000), Kind.EAT: (100, 500, 2_000, 5_000)}
_PHOTOS = 3
_PHOTO_WIDTH, _THUMB_WIDTH = 1600, 400
_LONGEST_ABOUT = 300
_AREAS = ("neighborhood", "sublocality_level_1", "sublocality")
_CLOSED = "off"
_SHUT_NOW = "Said to be closed for the time being: ask before you go."


def place_of(wire: WirePlace, city: CityFacts, provider: str, address: str, read_at: datetime) -> Place | None:
    """None for what no traveller goes to, or what lies beyond the city's reach.

    `address` is the API's, for the photos; they are read with the key in a header, which their addresses never carry.
    """
    category = category_of(wire.types, wire.primaryType)
    at = Point(lat=wire.location.latitude, lon=wire.location.longitude)
    if category is None or not wire.displayName.text or at.metres_to(city.at) > city.reach_km * 1000:
        return None
    kind = kind_of(category)
    visit, short = visit_minutes(category)
    source = Source(
        provider=provider, reference=wire.id, freshness=Freshness.LIVE, as_of=read_at.date(), read_at=read_at
    )
    name = wire.displayName.text
    return Place(
        id=place_id(city.id, name, category.value, "google", wire.id),
        kind=kind,
        name=name,
        category=category,
        at=at,
        area=_area(wire),
        hours=_hours(wire, city),
        visit_min=visit,
        visit_min_short=short,
        price=_price(wire, city) if kind is not Kind.STAY else None,
        setting=TYPICAL[category].setting,
        step_free=_step_free(wire.accessibilityOptions),
        children=Children.GREAT if wire.goodForChildren else Children.OK,
        tags=tags_of(wire.types),
        booking=Booking.ADVISED if wire.reservable else Booking.NONE,
        site=wire.websiteUri if (wire.websiteUri or "").startswith(("http://", "https://")) else None,
        about=(wire.editorialSummary.text if wire.editorialSummary else "")[:_LONGEST_ABOUT],
        popularity=_popularity(wire.userRatingCount, kind),
        best=best_parts(category),
        cuisines=cuisines_of(wire.types) if kind is Kind.EAT else (),
        meals=_meals(wire, category),
        diets=diets_of(wire.types, wire.servesVegetarianFood) if kind is Kind.EAT else (),
        rating=wire.rating if wire.rating is not None and 1 <= wire.rating <= 5 else None,
        reviews=wire.userRatingCount if (wire.userRatingCount or 0) > 0 else None,
        price_level=_PRICE_LEVELS.get(wire.priceLevel or ""),
        phone=wire.internationalPhoneNumber,
        photos=tuple(_photo(photo, name, address, source) for photo in wire.photos[:_PHOTOS]),
        tips=(_SHUT_NOW,) if wire.businessStatus == "CLOSED_TEMPORARILY" else (),
        source=source,
    )


def _area(wire: WirePlace) -> str | None:
    named = ((part.longText, kind) for kind in _AREAS for part in wire.addressComponents if kind in part.types)
    return next((name for name, _ in named if name), None)


def _hours(wire: WirePlace, city: CityFacts) -> OpeningHours | None:
    """The regular week; never open where the place is closed for good."""
    spec = _CLOSED if wire.businessStatus == "CLOSED_PERMANENTLY" else _week(wire.regularOpeningHours)
    if spec is None:
        return None
    try:
        return OpeningHours(spec=spec, country=city.country, subdivision=city.subdivision)
    except ValidationError:
        return None


def _week(hours: Hours | None) -> str | None:
    """Google says "always" with a single period that begins on Sunday at midnight and never closes."""
    if hours is None or not hours.periods:
        return None
    if any(period.close is None for period in hours.periods):
        return ALWAYS
    return week_of(_periods(hours))


def _periods(hours: Hours) -> Iterator[Period]:
    for period in hours.periods:
        if period.close is not None:
            start, end = period.open, period.close
            yield Period(start.day, start.hour * 60 + start.minute, end.day, end.hour * 60 + end.minute)


def _price(wire: WirePlace, city: CityFacts) -> Money | None:
    """Free where Google says so, else the middle of the range a visitor is said to pay; None: not known."""
    if wire.priceLevel == _FREE:
        return Money(minor=0, currency=city.currency)
    said = wire.priceRange
    ends = [end for end in (said.startPrice, said.endPrice) if end is not None] if said else []
    if not ends or any(end.currencyCode != city.currency for end in ends):
        return None
    return Money.of(sum(map(_decimal, ends), Decimal(0)) / len(ends), city.currency)


def _decimal(amount: Amount) -> Decimal:
    return Decimal(amount.units) + Decimal(amount.nanos) / Decimal(10**9)


def _step_free(said: Accessibility | None) -> Access:
    if said is None:
        return Access.UNKNOWN
    if said.wheelchairAccessibleEntrance is not None:
        return Access.YES if said.wheelchairAccessibleEntrance else Access.NO
    inside = (said.wheelchairAccessibleRestroom, said.wheelchairAccessibleSeating)
    return Access.LIMITED if True in inside else Access.UNKNOWN


def _popularity(reviews: int | None, kind: Kind) -> int:
    if reviews is None:
        return 2
    return 1 + sum(reviews >= least for least in _REVIEWS[Kind.SIGHT if kind is Kind.SIGHT else Kind.EAT])


def _meals(wire: WirePlace, category: Category) -> tuple[Meal, ...]:
    """Those that Google says are served; where it says nothing, what is typical."""
    told = {
        Meal.BREAKFAST: wire.servesBreakfast,
        Meal.LUNCH: wire.servesLunch,
        Meal.DINNER: wire.servesDinner,
    }
    if kind_of(category) is not Kind.EAT:
        return ()
    if True in told.values():
        return tuple(meal for meal, served in told.items() if served)
    return tuple(meal for meal in TYPICAL[category].meals if told[meal] is not False)


def _photo(photo: WirePhoto, name: str, address: str, source: Source) -> Photo:
    author = photo.authorAttributions[0] if photo.authorAttributions else None
    media = f"{address}/v1/{photo.name}/media?maxWidthPx="
    uri = author.uri if author else ""
    return Photo(
        url=f"{media}{_PHOTO_WIDTH}",
        thumb_url=f"{media}{_THUMB_WIDTH}",
        width=photo.widthPx if (photo.widthPx or 0) > 0 else None,
        height=photo.heightPx if (photo.heightPx or 0) > 0 else None,
        alt=name,
        credit=(author.displayName if author else "") or "Google Maps",
        credit_url=f"https:{uri}" if uri.startswith("//") else uri if uri.startswith("https://") else "",
        licence="Google Maps",
        source=source.model_copy(update={"reference": photo.name}),
    )
