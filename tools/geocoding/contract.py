"""Geocoding: what on Earth a text names, and what is at a point."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.geo import Point
from domain.place import Source
from tools.adapter import Adapter
from tools.capability import Capability


class Grain(StrEnum):
    """How small the thing is that was found."""

    POI = "poi"
    ADDRESS = "address"
    STREET = "street"
    AREA = "area"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


@dataclass(frozen=True)
class GeocodingQuery:
    """Either `text` (forward) or `at` (reverse); with both, `at` says near what the text is meant.

    `language`: ISO 639-1, of the names; `country`: ISO 3166-1 alpha-2, None: anywhere.
    """

    text: str = ""
    at: Point | None = None
    language: str = "en"
    country: str | None = None
    limit: int = 5

    @property
    def reverse(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Located:
    """One thing on the map; `label` is its full address in one line, `country` ISO 3166-1 alpha-2, "" unknown."""

    name: str
    label: str
    grain: Grain
    at: Point
    source: Source
    country: str = ""
    region: str = ""
    city: str = ""
    postcode: str = ""


def _key(query: GeocodingQuery) -> str:
    at = "" if query.at is None else f"{query.at.lat:.5f},{query.at.lon:.5f}"
    return ":".join((query.language, query.country or "", str(query.limit), at, query.text.strip().lower()))


GeocodingAdapter = Adapter[GeocodingQuery, tuple[Located, ...]]
GEOCODING: Capability[GeocodingQuery, tuple[Located, ...]] = Capability(
    "geocoding", tuple[Located, ...], "maps", key=_key, keep_s=7 * 24 * 3600
)
