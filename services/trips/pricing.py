"""What a plan is sold for: the seam where an agency's own rates come in."""

from __future__ import annotations

from typing import Protocol

from domain.itinerary import Itinerary
from domain.money import Money
from services.trips.draft_schemas import Price, PriceLine

KINDS = ("stays", "tickets", "meals", "local_transport", "travel")


class Rates(Protocol):
    """What a tenant asks for a position beyond what it costs."""

    def gross(self, kind: str, net: Money) -> Money: ...


class AtCost:
    """Sold for what it costs: the rates of a tenant that has none of its own."""

    def gross(self, kind: str, net: Money) -> Money:
        del kind
        return net


def price_of(itinerary: Itinerary, sha256: str, rates: Rates) -> Price:
    """Position by position; the sums are those of the lines."""
    currency = itinerary.currency
    lines = tuple(
        PriceLine(kind=kind, net=net, gross=rates.gross(kind, net))
        for kind in KINDS
        for net in (getattr(itinerary.costs, kind),)
    )
    return Price(
        sha256=sha256,
        lines=lines,
        net=Money.total((line.net for line in lines), currency),
        gross=Money.total((line.gross for line in lines), currency),
        unknown=itinerary.costs.unknown,
    )
