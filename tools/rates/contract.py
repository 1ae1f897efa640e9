"""Exchange rates of several currencies into one."""

from __future__ import annotations

from dataclasses import dataclass

from domain.candidates import Rate
from tools.chain import Adapter


@dataclass(frozen=True)
class RatesQuery:
    bases: frozenset[str]
    quote: str


RatesAdapter = Adapter[RatesQuery, tuple[Rate, ...]]
