from __future__ import annotations

from datetime import date

from domain.geo import Point
from domain.money import Money
from domain.place import Freshness
from domain.request import Origin
from tools.places.atlas.records import load_city
from tools.rides.contract import TrainQuery
from tools.rides.trains import RailTimes, Trainline

ON = date(2027, 4, 5)


async def test_the_timetable_has_the_first_and_the_last_train_and_the_price_for_all():
    query = TrainQuery(load_city("london"), load_city("paris"), ON, 2, (3, 9))
    (offer,) = (await RailTimes().execute(query)).offers
    assert offer.source.freshness is Freshness.ATLAS
    assert (offer.minutes, offer.passengers) == (140, 4)
    assert offer.price == Money.of(3 * 95, "GBP")
    assert (offer.first_local.isoformat(), offer.last_local.isoformat()) == (
        "2027-04-05T06:30:00",
        "2027-04-05T20:00:00",
    )
    assert (offer.from_zone, offer.to_zone) == ("Europe/London", "Europe/Paris")


async def test_beyond_the_timetable_it_is_an_estimate_without_hours():
    home = Origin(name="Lyon", country="FR", at=Point(lat=45.75, lon=4.85), time_zone="Europe/Paris")
    (offer,) = (await RailTimes().execute(TrainQuery(home, load_city("paris"), ON))).offers
    assert offer.source.freshness is Freshness.ESTIMATED
    assert (offer.first_local, offer.last_local) == (None, None)
    assert 120 <= offer.minutes <= 360


async def test_where_no_train_goes_there_is_none():
    assert (await RailTimes().execute(TrainQuery(load_city("sydney"), load_city("tokyo"), ON))).offers == ()


async def test_trainline_is_linked_where_it_sells():
    (offer,) = (await Trainline().execute(TrainQuery(load_city("london"), load_city("paris"), ON, 2))).offers
    assert offer.link.startswith("https://www.thetrainline.com/book/results?")
    assert offer.price is None
    assert (await Trainline().execute(TrainQuery(load_city("kyoto"), load_city("tokyo"), ON))).offers == ()
