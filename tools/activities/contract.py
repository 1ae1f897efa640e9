"""Tours, tickets and classes in a city on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.geo import Point
from domain.offers import ActivityOffer, Found
from tools.adapter import Adapter
from tools.capability import Capability
from tools.places.spelling import fold

KEEP_S = 900.0


@dataclass(frozen=True)
class ActivityQuery:
    """`text` narrows down what is wanted, "" everything; `city_id` is a city of ours where it is one."""

    name: str
    at: Point
    country: str
    on: date
    adults: int = 1
    children: tuple[int, ...] = ()
    text: str = ""
    currency: str = "EUR"
    city_id: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        if self.adults < 1:
            raise ValueError("one adult at least")


def activities_key(query: ActivityQuery) -> str:
    where = f"{query.city_id or query.name}@{query.at.lat:.3f},{query.at.lon:.3f}"
    words = " ".join(query.text.casefold().split())
    return f"activity:{where}:{query.on.isoformat()}:{words}/{query.currency}/{query.language}"


def fits(offer: ActivityOffer, text: str) -> bool:
    """Whether every word that is looked for begins a word of what the offer says of itself."""
    said = fold(" ".join((offer.title, offer.about, *offer.categories))).split()
    return all(any(word.startswith(sought) for word in said) for sought in fold(text).split())


ActivitiesAdapter = Adapter[ActivityQuery, Found[ActivityOffer]]
ACTIVITIES: Capability[ActivityQuery, Found[ActivityOffer]] = Capability(
    "activities", Found[ActivityOffer], "search", key=activities_key, keep_s=KEEP_S
)
