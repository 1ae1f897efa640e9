"""What is said when nobody has places for a city."""

from __future__ import annotations

from collections.abc import Sequence

from domain.city import CityFacts
from domain.errors import AllProvidersFailed, FieldError, InvalidRequest, TripwrightError, Unavailable
from tools.places.gazetteer import nearest_to


def nobody_knows(city: CityFacts, failures: Sequence[Unavailable]) -> TripwrightError:
    """Of a city beyond the atlas the traveller is told, with the nearest that we know; of ours it is an outage."""
    if city.source is None:
        return AllProvidersFailed("places", list(failures))
    where, nearest = f"{city.name} ({city.country_name})", nearest_to(city.at)
    why = (
        f"Places in {where} cannot be looked up at the moment"
        if failures
        else f"I found no places in {where} to plan with"
    )
    message = f"{why}; the nearest city I know by myself is {nearest.name}, {nearest.km} km away."
    return InvalidRequest([FieldError("destinations", message)])
