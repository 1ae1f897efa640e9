from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.emulators.access import emulated
from tests.tools.activities.test_viator import KYOTO as OUT_IN_KYOTO
from tests.tools.hotels.test_booking import KYOTO as NIGHTS_IN_KYOTO
from tools.activities.getyourguide import GetYourGuide
from tools.activities.viator import Viator
from tools.hotels.booking import BookingCom
from tools.hotels.expedia import Expedia
from tools.offers.booking_site import BookingSite

SITES: list[tuple[type[Any], str, Any, str, str]] = [
    (BookingCom, "search_hotels", NIGHTS_IN_KYOTO, "booking.com", "label"),
    (Expedia, "search_hotels", NIGHTS_IN_KYOTO, "expedia.com", "mdpdtl"),
    (Viator, "search_activities", OUT_IN_KYOTO, "viator.com", "campaign"),
    (GetYourGuide, "search_activities", OUT_IN_KYOTO, "getyourguide.com", "cmp"),
]


@pytest.mark.parametrize(
    ("kind", "search", "query", "host", "click"), SITES, ids=lambda one: getattr(one, "name", None)
)
async def test_a_booking_site_searches_links_and_reads_conversions(kind, search, query, host, click, emulators, http):
    site: BookingSite[Any] = emulated(kind, emulators, http)
    found = await getattr(site, search)(query)
    assert found.offers
    for offer in found.offers:
        address = urlsplit(site.generate_booking_link(offer, "click/1 &x=y"))
        assert address.scheme == "https"
        assert address.hostname.endswith(host)
        assert parse_qs(address.query)[click] == ["click/1 &x=y"]
        foreign = offer.model_copy(update={"source": offer.source.model_copy(update={"provider": "somebody"})})
        assert site.generate_booking_link(foreign, "c") == ""
