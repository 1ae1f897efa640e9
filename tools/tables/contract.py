"""Where tables at restaurants can be reserved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.city import CityFacts
from domain.offers import Found, TableOffer
from domain.place import Place
from domain.request import Party
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class TableQuery:
    """Restaurants of one city at a time, which is wall time in the city's zone."""

    city: CityFacts
    places: tuple[Place, ...]
    at_local: datetime
    party: Party
    language: str = "en"


TablesAdapter = Adapter[TableQuery, Found[TableOffer]]
TABLES: Capability[TableQuery, Found[TableOffer]] = Capability("tables", Found[TableOffer], "search")
