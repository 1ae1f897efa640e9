"""The same thing from several sellers, made one offer: the cheapest, with the others beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from domain.money import Money
from domain.offers import Alternative, Priced
from domain.place import Freshness

Offer = TypeVar("Offer", bound=Priced)


def joined(offers: Sequence[Offer]) -> Offer:
    """One of the same things; prices compare only within a currency, so that of the first stands for it.

    An offer that somebody sells goes before an estimate, however cheap that is.
    """
    sold = [offer for offer in offers if not _estimated(offer)] or list(offers)
    currency = sold[0].price.currency
    best = min((one for one in sold if one.price.currency == currency), key=lambda one: one.price.minor)
    known = [other for offer in offers for other in offer.others]
    rest = [_alternative(offer) for offer in offers if offer is not best]
    others = sorted(_once((*known, *rest)), key=lambda one: _order(one, currency))
    return best.model_copy(update={"others": tuple(others)})


def once_each(offers: Iterable[Offer], same: Callable[[Offer, Offer], bool]) -> tuple[Offer, ...]:
    """Every thing once, in the order in which each was first offered."""
    groups: list[list[Offer]] = []
    for offer in offers:
        group = next((group for group in groups if any(same(offer, known) for known in group)), None)
        if group is None:
            groups.append([offer])
        else:
            group.append(offer)
    return tuple(joined(group) for group in groups)


def _estimated(offer: Priced) -> bool:
    return offer.source.freshness in (Freshness.ESTIMATED, Freshness.ATLAS)


def _alternative(offer: Priced) -> Alternative:
    return Alternative(price=offer.price, link=offer.link, source=offer.source)


def _once(others: Iterable[Alternative]) -> list[Alternative]:
    return list({(one.source.provider, one.source.reference): one for one in others}.values())


def _order(one: Alternative, currency: str) -> tuple[int, int, str, str]:
    """Comparable prices first, cheapest first."""
    price: Money | None = one.price
    comparable = price is not None and price.currency == currency
    return (
        0 if comparable else 1,
        price.minor if price and comparable else 0,
        one.source.provider,
        one.source.reference,
    )
