"""How much of a plan can be shown: the share of its stops with a photo and with a rating (PLAN-15)."""

from __future__ import annotations

from dataclasses import dataclass

from domain.itinerary import Itinerary


@dataclass(frozen=True)
class Coverage:
    """Of `stops` places that the plan leads to, stays included, so many have a photo and so many a rating."""

    stops: int
    pictured: int
    rated: int

    @property
    def images_share(self) -> float:
        """0 to 1; a plan without a stop lacks nothing."""
        return self.pictured / self.stops if self.stops else 1.0

    @property
    def ratings_share(self) -> float:
        return self.rated / self.stops if self.stops else 1.0


def coverage_of(itinerary: Itinerary) -> Coverage:
    """Each place counts once, however often it is visited."""
    used = {stop.place_id for day in itinerary.days for stop in day.stops}
    used |= {stay.place_id for stay in itinerary.stays}
    places = [place for place in itinerary.places if place.id in used]
    return Coverage(
        stops=len(places),
        pictured=sum(bool(place.photos) for place in places),
        rated=sum(place.rating is not None for place in places),
    )
