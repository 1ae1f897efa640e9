"""What adapters of sites that pay for referred bookings do beside searching."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from domain.offers import Conversion

Offer_contra = TypeVar("Offer_contra", contravariant=True)


class BookingSite(Protocol[Offer_contra]):
    """Beside `search_hotels` or `search_activities`; neither of these calls anybody."""

    name: str

    def generate_booking_link(self, offer: Offer_contra, click_id: str = "") -> str:
        """The offer's page there with our ids and the click's; "" for an offer that is not this site's."""

    def track_conversion(self, report: Mapping[str, Any]) -> Conversion:
        """One booking as the site reports it; raises Unavailable when the report is not of the documented shape."""


def with_ids(address: str, ids: Mapping[str, str]) -> str:
    """The address with our parameters, and without whatever it had under these names; empty ones are only taken out."""
    if not address:
        return ""
    parts = urlsplit(address)
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in ids]
    ours = urlencode({name: value for name, value in ids.items() if value}, quote_via=quote)
    return urlunsplit(parts._replace(query="&".join([*kept, ours] if ours else kept)))
