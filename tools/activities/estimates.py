"""What there is to do at the atlas's sights, at the price that the atlas knows: who sells the ticket it does not know.

Sights that are closed on the day are left out; free ones too, since nothing of them is booked.
"""

from __future__ import annotations

from domain.city import CityFacts
from domain.money import Money
from domain.offers import ActivityOffer, Found
from domain.place import Freshness, Kind, Place, Source
from tools.activities.contract import ActivityQuery, fits
from tools.adapter import Keyless
from tools.places.atlas.records import city_ids, load_city, load_places


class SightPrices(Keyless):
    name = "sight-prices"
    version = "1"

    async def execute(self, query: ActivityQuery) -> Found[ActivityOffer]:
        """None for a city that is not the atlas's."""
        if query.city_id not in city_ids():
            return Found()
        city = load_city(query.city_id)
        sights = (place for place in load_places(city.id).values() if place.kind is Kind.SIGHT)
        offers = (
            _offer(place, place.price, city, query)
            for place in sights
            if place.price is not None and place.price.minor > 0 and _is_open(place, query)
        )
        return Found(offers=tuple(offer for offer in offers if fits(offer, query.text)))


def _offer(place: Place, price: Money, city: CityFacts, query: ActivityQuery) -> ActivityOffer:
    return ActivityOffer(
        title=place.name,
        about=place.about,
        at=place.at,
        place_id=place.id,
        on=query.on,
        minutes=place.visit_min,
        price=price,
        categories=(place.category.value, *place.tags),
        source=Source(provider=SightPrices.name, reference=place.id, freshness=Freshness.ATLAS, as_of=city.as_of),
    )


def _is_open(place: Place, query: ActivityQuery) -> bool:
    """Hours that nobody knows keep nobody away."""
    return place.hours is None or bool(place.hours.windows_on(query.on))
