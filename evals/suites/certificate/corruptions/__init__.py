"""All kinds of corruption; importing this package enters them into CORRUPTIONS."""

from __future__ import annotations

from evals.suites.certificate.corruptions import dates, journeys, meals, money, nights, things, visits, ways, wishes
from evals.suites.certificate.corruptions.registry import CORRUPTIONS, Corruption, Spoil

__all__ = [
    "CORRUPTIONS",
    "Corruption",
    "Spoil",
    "dates",
    "journeys",
    "meals",
    "money",
    "nights",
    "things",
    "visits",
    "ways",
    "wishes",
]
