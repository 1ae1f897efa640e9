"""Exchange rates of several currencies into one."""

from __future__ import annotations

from dataclasses import dataclass

from domain.candidates import Rate
from tools.adapter import Adapter
from tools.capability import Capability


@dataclass(frozen=True)
class RatesQuery:
    """An answer holds the bases that a provider knows; one that knows none of them is Unavailable (refused).

    A rate far from the dated table's is malformed, unless `far_too`: for who compares what two providers say.
    """

    bases: frozenset[str]
    quote: str
    far_too: bool = False


def _key(query: RatesQuery) -> str:
    return f"{query.quote}:{','.join(sorted(query.bases))}{':far' if query.far_too else ''}"


RatesAdapter = Adapter[RatesQuery, tuple[Rate, ...]]
RATES: Capability[RatesQuery, tuple[Rate, ...]] = Capability("rates", tuple[Rate, ...], "rates", key=_key, keep_s=3600)
