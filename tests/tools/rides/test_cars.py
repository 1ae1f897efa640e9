from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.geo import Point
from domain.place import Freshness
from tools.rides.cars import CarEstimates, Rentalcars
from tools.rides.contract import CarQuery, Stand

LISBON = Stand("Lisbon Airport", Point(lat=38.7742, lon=-9.1342), "PT", "Europe/Lisbon")
PORTO = Stand("Porto Airport", Point(lat=41.2481, lon=-8.6814), "PT", "Europe/Lisbon")
ASKED = CarQuery(LISBON, datetime(2027, 4, 5, 10), datetime(2027, 4, 8, 10))


async def prices(query: CarQuery) -> dict[str, int]:
    found = (await CarEstimates().execute(query)).offers
    assert all(one.source.freshness is Freshness.ESTIMATED for one in found)
    return {one.car_class: one.price.minor for one in found}


async def test_a_class_costs_by_days_season_and_country():
    three = await prices(ASKED)
    assert list(three.values()) == sorted(three.values())
    assert (await prices(replace(ASKED, drop_off_local=datetime(2027, 4, 8, 10, 1))))["mini"] > three["mini"]
    summer = CarQuery(LISBON, datetime(2027, 7, 5, 10), datetime(2027, 7, 8, 10))
    assert (await prices(summer))["mini"] > three["mini"]
    assert (await prices(replace(ASKED, drop_off=PORTO)))["mini"] > three["mini"] + 40_00
    oslo = replace(LISBON, country="NO", zone="Europe/Oslo")
    found = (await CarEstimates().execute(replace(ASKED, pick_up=oslo))).offers
    assert {one.price.currency for one in found} == {"NOK"}


async def test_the_party_must_fit_in():
    assert "mini" in await prices(replace(ASKED, people=3))
    assert set(await prices(replace(ASKED, people=7))) == {"van"}
    assert await prices(replace(ASKED, people=9)) == {}


async def test_a_day_is_24_hours_even_when_the_clocks_change():
    over = CarQuery(LISBON, datetime(2027, 3, 27, 10), datetime(2027, 3, 28, 11))  # 24 hours: the night is one shorter
    long = CarQuery(LISBON, datetime(2027, 3, 26, 10), datetime(2027, 3, 27, 11))  # 25 hours
    assert (await prices(long))["mini"] == 2 * (await prices(over))["mini"]


async def test_the_site_is_linked_with_places_and_hours_and_without_a_price():
    (offer,) = (await Rentalcars().execute(replace(ASKED, drop_off=PORTO))).offers
    link = urlsplit(offer.link)
    said = parse_qs(link.query)
    assert link.hostname == "www.rentalcars.com"
    assert (said["locationName"], said["dropLocationName"]) == (["Lisbon Airport"], ["Porto Airport"])
    assert (said["puDay"], said["doDay"]) == (["5"], ["8"])
    assert offer.price is None


def test_a_car_is_given_back_after_it_is_taken():
    with pytest.raises(ValueError):
        CarQuery(LISBON, datetime(2027, 4, 5, 10), datetime(2027, 4, 5, 10))
