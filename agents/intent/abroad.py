"""Whether a message to the trip there is wants to go on to a city beyond the atlas: then it is planned again."""

# ruff: noqa: E501 - patterns read best one alternative after the other
from __future__ import annotations

import re
from datetime import date

from agents.intent.offline import read
from domain.request import TripRequest
from tools.places import world_cities
from tools.places.spelling import fold

_GOES_THERE = re.compile(
    r"\b(?:add|adding|include|also|too|as well|plus|then|afterwards|instead|rather than|extend|continue|go(?:ing)? (?:on )?to|visit|travel to|fly to|stop in|"
    r"anad\w+|agrega\w*|incluye\w*|tambien|luego|en vez de|ajoute\w*|aussi|puis|ensuite|au lieu de|fug\w*|hinzu|auch|noch|danach|dann|statt|anstatt)\b"
)


def goes_beyond(text: str, request: TripRequest, today: date) -> bool:
    """Whether it names such a city that the trip does not have, as one to go to."""
    draft = read(text, today, request.language, world=True)
    ids = {stay.name for stay in draft.destinations if world_cities.find_by_id(stay.name) is not None}
    if ids <= {stay.city_id for stay in request.destinations}:
        return False
    lasts = any(stay.nights or stay.days for stay in draft.destinations) or draft.days or draft.nights
    return bool(lasts) or _GOES_THERE.search(fold(text)) is not None
