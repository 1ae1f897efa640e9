"""The link that a provider gave with an offer, made safe to show: at its own site, with no affiliate id but ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from domain.checks.places import is_web_address
from domain.offers import (
    ActivityOffer,
    CarOffer,
    FlightOffer,
    StayOffer,
    TableOffer,
    TrainOffer,
)
from tools.links.chooser import PROVIDERS, RIDE_PROVIDERS


class _Seller(NamedTuple):
    host: str
    affiliate: str


_SELLERS = {
    "booking": _Seller("booking.com", "aid"),
    "expedia": _Seller("expedia.com", "mdpcid"),
    "viator": _Seller("viator.com", "pid"),
    "getyourguide": _Seller("getyourguide.com", "partner_id"),
    "kiwi": _Seller("kiwi.com", "affilid"),
    "rentalcars": _Seller("rentalcars.com", "affiliateCode"),
    "trainline": _Seller("thetrainline.com", ""),
    "opentable": _Seller("opentable.com", "ref"),
    "google_reserve": _Seller("google.com", ""),
    "google-reserve": _Seller("google.com", ""),
}
# Whatever any of our sites takes an affiliate, a click or a campaign by.
_CREDITED = frozenset(
    {part for p in (*PROVIDERS, *RIDE_PROVIDERS) for part in (p.affiliate, p.click) if part}
    | {"affcid", "camref", "mcid", "medium", "aff_adid", "ref", "refid", "partner", "tag"}
)
Offer = TypeVar("Offer", FlightOffer, StayOffer, ActivityOffer, TableOffer, CarOffer, TrainOffer)


def own_link(provider: str, link: str, affiliates: Mapping[str, str]) -> str:
    """The link with our affiliate id in place of any other; "" where it does not lead to the provider's own site."""
    seller = _SELLERS.get(provider)
    if seller is None or not link.isascii() or not is_web_address(link):
        return ""
    parts = urlsplit(link)
    host = (parts.hostname or "").removesuffix(".")
    if parts.scheme != "https" or not (host == seller.host or host.endswith(f".{seller.host}")):
        return ""
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_credit(pair[0])]
    if seller.affiliate and affiliates.get(provider):
        kept.append((seller.affiliate, affiliates[provider]))
    return parts._replace(netloc=host, query=urlencode(kept, quote_via=quote), fragment="").geturl()


def with_own_links(offer: Offer, affiliates: Mapping[str, str]) -> Offer:
    """The offer with safe links, its other sellers' too."""
    others = tuple(
        other.model_copy(update={"link": own_link(other.source.provider, other.link, affiliates)})
        for other in offer.others
    )
    link = own_link(offer.source.provider, offer.link, affiliates)
    return offer.model_copy(update={"link": link, "others": others})


def _is_credit(parameter: str) -> bool:
    """Names are compared without case, as the sites themselves do."""
    name = parameter.casefold()
    return name.startswith("utm_") or name in {credited.casefold() for credited in _CREDITED}
