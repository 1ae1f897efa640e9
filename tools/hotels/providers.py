"""Who can be asked for hotels: those who sell nights first, the atlas's typical prices last."""

from __future__ import annotations

from tools.hotels.booking import BookingCom
from tools.hotels.contract import HotelsAdapter
from tools.hotels.estimates import StayEstimates
from tools.hotels.expedia import Expedia

PROVIDERS: tuple[type[HotelsAdapter], ...] = (BookingCom, Expedia, StayEstimates)
