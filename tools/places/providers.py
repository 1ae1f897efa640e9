"""Who can be asked for places, for what answers to a name, and for one place's details; first asked first."""

from __future__ import annotations

from tools.places.atlas.adapter import AtlasPlaceDetails, AtlasPlaces, AtlasPlaceSearch
from tools.places.contract import DetailsAdapter, PlacesAdapter, SearchAdapter
from tools.places.google.places import GooglePlaceDetails, GooglePlaces, GooglePlaceSearch
from tools.places.mapbox.places import MapboxPlaceDetails, MapboxPlaces, MapboxPlaceSearch
from tools.places.osm import OsmPlaces

PROVIDERS: tuple[type[PlacesAdapter], ...] = (GooglePlaces, MapboxPlaces, OsmPlaces, AtlasPlaces)
SEARCH_PROVIDERS: tuple[type[SearchAdapter], ...] = (GooglePlaceSearch, MapboxPlaceSearch, AtlasPlaceSearch)
DETAILS_PROVIDERS: tuple[type[DetailsAdapter], ...] = (GooglePlaceDetails, MapboxPlaceDetails, AtlasPlaceDetails)
