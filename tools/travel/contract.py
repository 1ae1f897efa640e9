"""Ways to get between two cities, one of which may be home."""

from __future__ import annotations

from dataclasses import dataclass

from domain.candidates import TravelOption
from domain.city import CityFacts
from domain.request import Origin
from tools.adapter import Adapter
from tools.capability import Capability

HOME = "home"


@dataclass(frozen=True)
class TravelQuery:
    """`start` and `end`: a city of the atlas, or the traveller's home; never both home."""

    start: CityFacts | Origin
    end: CityFacts | Origin


TravelAdapter = Adapter[TravelQuery, tuple[TravelOption, ...]]
TRAVEL: Capability[TravelQuery, tuple[TravelOption, ...]] = Capability("travel", tuple[TravelOption, ...], "search")


def end_id(end: CityFacts | Origin) -> str:
    return end.id if isinstance(end, CityFacts) else HOME
