"""Who can be asked for things to do: those who sell them first, the atlas's prices last."""

from __future__ import annotations

from tools.activities.contract import ActivitiesAdapter
from tools.activities.estimates import SightPrices
from tools.activities.getyourguide import GetYourGuide
from tools.activities.viator import Viator

PROVIDERS: tuple[type[ActivitiesAdapter], ...] = (Viator, GetYourGuide, SightPrices)
