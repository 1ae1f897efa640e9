"""Who can be asked for places, first asked first."""

from __future__ import annotations

from tools.places.atlas.adapter import AtlasPlaces
from tools.places.contract import PlacesAdapter

PROVIDERS: tuple[type[PlacesAdapter], ...] = (AtlasPlaces,)
