"""What the atlas's stays would cost on given nights: its typical price by season and weekday, an estimate.

High season is the city's best months. Factors are hand-fitted to typical hotel prices of 2025. Whether a room is free
nobody here knows.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from domain.city import CityFacts
from domain.money import Money
from domain.offers import Found, StayOffer
from domain.place import Freshness, Kind, Place, Source
from tools.adapter import Keyless
from tools.hotels.contract import HotelQuery
from tools.places.atlas.records import city_ids, load_city, load_places

_HIGH, _LOW = Decimal("1.12"), Decimal("0.94")
_WEEKEND, _WEEKDAY = Decimal("1.06"), Decimal("0.98")
_WEEKEND_NIGHTS = (4, 5)  # Friday, Saturday


class StayEstimates(Keyless):
    name = "stay-estimates"
    version = "1"

    async def execute(self, query: HotelQuery) -> Found[StayOffer]:
        """None for a city that is not the atlas's."""
        if query.city_id not in city_ids():
            return Found()
        city = load_city(query.city_id)
        stays = (place for place in load_places(city.id).values() if place.kind is Kind.STAY)
        near = (place for place in stays if place.at.metres_to(query.at) <= query.radius_km * 1000)
        return Found(offers=tuple(_offer(place, city, query) for place in near if place.price))


def _offer(place: Place, city: CityFacts, query: HotelQuery) -> StayOffer:
    assert place.price is not None
    rooms = max(query.rooms, ceil(query.guests / (place.sleeps or 2)))
    nights = [query.check_in_on + timedelta(days=number) for number in range(query.nights)]
    total = sum((place.price.major * _season(on, city) for on in nights), Decimal(0)) * rooms
    return StayOffer(
        name=place.name,
        at=place.at,
        place_id=place.id,
        check_in_on=query.check_in_on,
        check_out_on=query.check_out_on,
        rooms=rooms,
        guests=query.guests,
        price=Money.of(total.quantize(Decimal(1)), place.price.currency),
        category=place.category.value,
        source=Source(provider=StayEstimates.name, reference=place.id, freshness=Freshness.ESTIMATED, as_of=city.as_of),
    )


def _season(night: date, city: CityFacts) -> Decimal:
    season = _HIGH if night.month in city.best_months else _LOW
    return season * (_WEEKEND if night.weekday() in _WEEKEND_NIGHTS else _WEEKDAY)
