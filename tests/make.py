"""Valid domain values made by hand: two invented cities, Avonlea (GB) and Rivane (FR).

`make_itinerary` passes the certificate as it is; tests change one thing with `model_copy`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from domain.candidates import Rate, Weather
from domain.city import CityFacts
from domain.geo import Point
from domain.hours import OpeningHours
from domain.itinerary import Costs, Day, Itinerary, Leg, Purpose, StayBooking, Stop, Travel, TravelLeg
from domain.money import Money
from domain.place import Category, Freshness, Kind, Level, Meal, Place, Setting, Source
from domain.request import Destination, Party, TripRequest

START_ON = date(2027, 4, 14)  # a Wednesday, far from holidays and clock changes
SOURCE = Source(provider="atlas", reference="test", freshness=Freshness.ATLAS, as_of=date(2025, 6, 1))
GUESS = Source(provider="offline-routes", reference="test", freshness=Freshness.ESTIMATED, as_of=date(2025, 6, 1))
_CITIES: dict[str, dict[str, Any]] = {
    "avonlea": {"country": "GB", "country_name": "United Kingdom", "currency": "GBP", "time_zone": "Europe/London"}
    | {"at": (51.5000, -0.1200), "plugs": ("G",), "languages": ("en",)},
    "rivane": {"country": "FR", "country_name": "France", "currency": "EUR", "time_zone": "Europe/Paris"}
    | {"at": (48.8600, 2.3500), "plugs": ("C", "E"), "languages": ("fr",)},
}
RATE = Rate(base="GBP", quote="EUR", rate=Decimal("1.17"), source=SOURCE)


def make_city(city_id: str = "avonlea", **changes: Any) -> CityFacts:
    """A city of ours, or any id with Avonlea's facts."""
    facts = _CITIES.get(city_id, _CITIES["avonlea"])
    airport = {
        "code": "AVO",
        "name": "Airport",
        "at": facts["at"],
        "transfer_min": 30,
        "transfer_price": 10,
        "by": "train",
    }
    climate = [
        {"month": m, "low": 4 + m, "high": 12 + m, "rain_mm": 60, "rain_days": 9 if m < 6 else 4} for m in range(1, 13)
    ]
    fields = {
        "id": city_id,
        "name": city_id.capitalize(),
        "reach_km": 20,
        "as_of": date(2025, 6, 1),
        "summary": "A city for tests.",
        "airports": [airport],
        "stations": [{"name": "Central Station", "at": facts["at"]}],
        "climate": climate,
        "best_months": (4, 5, 9),
        "transport": {"modes": ["metro", "bus"], "single_fare": 2, "taxi_base": 3, "taxi_per_km": 2},
        "meal_times": {"breakfast": "07:00-10:00", "lunch": "12:00-14:30", "dinner": "18:30-21:00"},
        "emergency": {"general": "112"},
        "phrases": [{"en": "Hello", "local": "Hallo"}],
        "etiquette": ("Stand on the right.",),
        "dress_code": "Casual.",
        "safety": ("Mind your bag.",),
        "tipping": "Ten per cent.",
        "voltage": 230,
        "tap_water": "Safe to drink.",
    }
    return CityFacts.model_validate(fields | facts | changes)


def make_point(city_id: str = "avonlea", north_m: float = 0, east_m: float = 0) -> Point:
    """A point so many metres from the city's centre (about: a degree is taken as 111 and 71 km)."""
    lat, lon = _CITIES.get(city_id, _CITIES["avonlea"])["at"]
    return Point(lat=round(lat + north_m / 111_000, 5), lon=round(lon + east_m / 71_000, 5))


def make_place(place_id: str = "avonlea/museum", **changes: Any) -> Place:
    """A museum, open daily 09:00 to 18:00 for 10 units of its city's currency."""
    city = make_city(place_id.split("/", maxsplit=1)[0])
    fields = {
        "id": place_id,
        "kind": Kind.SIGHT,
        "name": place_id.split("/")[1].replace("-", " ").title(),
        "category": Category.MUSEUM,
        "at": make_point(city.id),
        "hours": OpeningHours(spec="Mo-Su 09:00-18:00", country=city.country),
        "visit_min": 90,
        "visit_min_short": 60,
        "price": Money.of(10, city.currency),
        "site": "https://example.org/place",
        "about": "A place for tests.",
        "source": SOURCE,
    }
    return Place.model_validate(fields | changes)


def make_eat(place_id: str = "avonlea/bistro", **changes: Any) -> Place:
    city = make_city(place_id.split("/", maxsplit=1)[0])
    fields = {
        "kind": Kind.EAT,
        "category": Category.RESTAURANT,
        "hours": OpeningHours(spec="Mo-Su 11:30-15:00,18:00-23:00", country=city.country),
        "visit_min": 60,
        "visit_min_short": 45,
        "price": Money.of("17.50", city.currency),
        "meals": (Meal.LUNCH, Meal.DINNER),
        "cuisines": ("local",),
        "diets": ("vegetarian",),
    }
    return make_place(place_id, **(fields | changes))


def make_stay(place_id: str = "avonlea/hotel", **changes: Any) -> Place:
    city = make_city(place_id.split("/", maxsplit=1)[0])
    fields = {
        "kind": Kind.STAY,
        "category": Category.HOTEL,
        "hours": None,
        "visit_min": 5,
        "visit_min_short": 5,
        "price": Money.of(120, city.currency),
        "level": Level.MODERATE,
        "sleeps": 2,
        "check_in": "15:00",
        "check_out": "11:00",
    }
    return make_place(place_id, **(fields | changes))


def make_request(days: int = 2, **changes: Any) -> TripRequest:
    """Two adults, Avonlea and then Rivane, no budget."""
    cities = ("avonlea", "rivane") if days > 1 else ("avonlea",)
    fields = {
        "text": "Avonlea and Rivane for two, museums and good food",
        "destinations": tuple(Destination(city_id=c, name=c.capitalize()) for c in cities),
        "start_on": START_ON,
        "days": days,
        "party": Party(adults=2),
        "interests": ("museums", "food"),
        "day_end_min": 22 * 60,
    }
    return TripRequest.model_validate(fields | changes)


def make_itinerary(days: int = 2, **changes: Any) -> Itinerary:
    """A plan for `make_request(days)`: the first half in Avonlea, then by train to Rivane."""
    first = (days + 1) // 2
    planned: list[Day] = []
    places: list[Place] = []
    for n in range(days):
        city = make_city("avonlea" if n < first else "rivane")
        found = _day_places(city, n)
        travel = make_travel(START_ON + timedelta(days=n)) if n == first and n else None
        planned.append(_make_day(city, START_ON + timedelta(days=n), found, travel, sleeps=n < days - 1))
        places.extend(found)
    cities = tuple(dict.fromkeys(day.city_id for day in planned))
    places.extend(make_stay(f"{city_id}/hotel") for city_id in cities)
    itinerary = Itinerary(
        title="Avonlea and Rivane",
        currency="EUR",
        days=tuple(planned),
        stays=tuple(_make_booking(city_id, planned) for city_id in cities if _nights(city_id, planned)),
        costs=make_costs(),
        places=tuple(places),
        cities=tuple(make_city(city_id) for city_id in cities),
        rates=(RATE,),
    )
    return balanced(itinerary).model_copy(update=changes)


def make_costs(currency: str = "EUR", **changes: Any) -> Costs:
    groups = ("stays", "tickets", "meals", "local_transport", "travel", "total")
    return Costs.model_validate(dict.fromkeys(groups, Money.zero(currency)) | changes)


def balanced(itinerary: Itinerary) -> Itinerary:
    """The itinerary with sums that fit its parts, so that a test can be wrong in one place only."""
    stops = [stop for day in itinerary.days for stop in day.stops]
    legs = [s.leg for s in stops] + [day.back for day in itinerary.days if day.back]
    journeys = [t for day in itinerary.days for t in (day.travel_in, day.travel_out) if t]
    groups = {
        "stays": [stay.cost.minor for stay in itinerary.stays],
        "tickets": [s.cost.minor for s in stops if s.purpose is Purpose.VISIT],
        "meals": [s.cost.minor for s in stops if s.purpose is not Purpose.VISIT],
        "local_transport": [leg.cost.minor for leg in legs],
        "travel": [leg.cost.minor for journey in journeys for leg in journey.legs],
    }
    sums = {group: Money(minor=sum(minors), currency=itinerary.currency) for group, minors in groups.items()}
    total = Money(minor=sum(m.minor for m in sums.values()), currency=itinerary.currency)
    costs = itinerary.costs.model_copy(update=sums | {"total": total})
    return itinerary.model_copy(update={"costs": costs})


def make_leg(start: Place, end: Place, depart: datetime, minutes: int = 15) -> Leg:
    """A walk that costs nothing."""
    return Leg(
        from_id=start.id,
        to_id=end.id,
        mode="walk",
        metres=round(start.at.metres_to(end.at) * 1.2),
        minutes=minutes,
        depart_local=depart,
        arrive_local=depart + timedelta(minutes=minutes),
        cost=Money.zero("EUR"),
        source=GUESS,
    )


def make_travel(on: date) -> Travel:
    """From Avonlea's hotel to Rivane's: a walk, the 08:30 train (arrives 12:00 local time), a walk."""
    parts = [
        ("walk", "avonlea", 0, "avonlea", 600, "07:45", "08:00"),
        ("train", "avonlea", 600, "rivane", 600, "08:30", "12:00"),
    ]
    parts.append(("walk", "rivane", 600, "rivane", 0, "12:05", "12:20"))
    legs = [
        TravelLeg(
            mode=mode,
            from_name=f"{a.capitalize()} {'station' if x else 'hotel'}",
            from_at=make_point(a, east_m=x),
            to_name=f"{b.capitalize()} {'station' if y else 'hotel'}",
            to_at=make_point(b, east_m=y),
            depart_local=datetime.combine(on, time.fromisoformat(depart)),
            depart_zone=make_city(a).time_zone,
            arrive_local=datetime.combine(on, time.fromisoformat(arrive)),
            arrive_zone=make_city(b).time_zone,
            metres=round(make_point(a, east_m=x).metres_to(make_point(b, east_m=y)) * 1.2),
            cost=Money.of(180 if mode == "train" else 0, "EUR"),
            source=GUESS,
        )
        for mode, a, x, b, y, depart, arrive in parts
    ]
    return Travel(from_name="Avonlea", to_name="Rivane", legs=tuple(legs))


def _day_places(city: CityFacts, n: int) -> tuple[Place, ...]:
    """Morning sight, lunch, afternoon sight, dinner: all of one day's own."""
    return (
        make_place(f"{city.id}/gallery-{n}", at=make_point(city.id, 500 + 40 * n, 100), category=Category.GALLERY),
        make_eat(f"{city.id}/lunch-{n}", at=make_point(city.id, 300, 400 + 40 * n)),
        make_place(
            f"{city.id}/park-{n}",
            at=make_point(city.id, -200 - 40 * n, 500),
            category=Category.PARK,
            setting=Setting.OUTDOOR,
            price=Money.zero(city.currency),
            hours=OpeningHours(spec="24/7", country=city.country),
        ),
        make_eat(f"{city.id}/dinner-{n}", at=make_point(city.id, -400, 100 + 40 * n)),
    )


_SLOTS = (
    (Purpose.VISIT, "09:45", "11:15"),
    (Purpose.LUNCH, "13:00", "14:00"),
    (Purpose.VISIT, "15:00", "16:30"),
    (Purpose.DINNER, "19:00", "20:15"),
)


def _make_day(city: CityFacts, on: date, places: tuple[Place, ...], travel: Travel | None, *, sleeps: bool) -> Day:
    base = make_stay(f"{city.id}/hotel")
    stops: list[Stop] = []
    here, free = base, datetime.combine(on, time(9, 15))
    for place, (purpose, start, end) in zip(places, _SLOTS, strict=True):
        begins, ends = (datetime.combine(on, time.fromisoformat(text)) for text in (start, end))
        if travel is not None and begins.time() < time(13):
            continue
        depart = max(free, begins - timedelta(minutes=20))
        stops.append(make_stop(place, purpose, begins, ends, make_leg(here, place, depart)))
        here, free = place, ends
    return Day(
        on=on,
        city_id=city.id,
        time_zone=city.time_zone,
        base_id=base.id,
        sleep_id=base.id if sleeps else None,
        travel_in=travel,
        stops=tuple(stops),
        back=make_leg(here, base, free + timedelta(minutes=5)),
        weather=Weather(on=on, city_id=city.id, low_c=8, high_c=16, rain_chance=0.3, source=SOURCE),
    )


def make_stop(place: Place, purpose: Purpose, start: datetime, end: datetime, leg: Leg) -> Stop:
    """A stop of two adults, its cost converted to euros."""
    assert place.price is not None
    rate = RATE.rate if place.price.currency == "GBP" else Decimal(1)
    return Stop(
        id=f"{start:%m%d}-{place.id.split('/')[1]}",
        place_id=place.id,
        purpose=purpose,
        start_local=start,
        end_local=end,
        leg=leg,
        cost=Money.of(place.price.major * 2 * rate, "EUR"),
        reasons=("museums",) if place.category is Category.GALLERY else (),
    )


def _nights(city_id: str, days: list[Day]) -> list[date]:
    return [day.on for day in days if day.sleep_id == f"{city_id}/hotel"]


def _make_booking(city_id: str, days: list[Day]) -> StayBooking:
    nights, price = _nights(city_id, days), make_stay(f"{city_id}/hotel").price
    assert price is not None
    rate = RATE.rate if price.currency == "GBP" else Decimal(1)
    return StayBooking(
        place_id=f"{city_id}/hotel",
        check_in_on=nights[0],
        check_out_on=nights[-1] + timedelta(days=1),
        rooms=1,
        cost=Money.of(price.major * len(nights) * rate, "EUR"),
    )


NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
