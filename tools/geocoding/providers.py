"""Who can be asked where something is, first asked first."""

from __future__ import annotations

from tools.geocoding.contract import GeocodingAdapter
from tools.geocoding.embedded import EmbeddedGeocoding
from tools.geocoding.google import GoogleGeocoding
from tools.geocoding.mapbox import MapboxGeocoding
from tools.geocoding.nominatim import NominatimGeocoding

PROVIDERS: tuple[type[GeocodingAdapter], ...] = (
    GoogleGeocoding,
    MapboxGeocoding,
    NominatimGeocoding,
    EmbeddedGeocoding,
)
