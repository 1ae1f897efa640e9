from __future__ import annotations

from datetime import date, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.geo import Point
from domain.money import Money
from domain.offers import Bound, FlightOffer, Found, Segment, StayOffer
from domain.place import Freshness, Source

SOURCE = Source(provider="p", reference="r", freshness=Freshness.LIVE, as_of=date(2026, 11, 21))


def leg(start: str, end: str, zones: tuple[str, str], times: tuple[str, str], number: str = "1") -> Segment:
    return Segment(
        carrier="LH",
        number=number,
        from_code=start,
        to_code=end,
        depart_local=datetime.fromisoformat(times[0]),
        from_zone=zones[0],
        arrive_local=datetime.fromisoformat(times[1]),
        to_zone=zones[1],
    )


OUT = leg("FRA", "JFK", ("Europe/Berlin", "America/New_York"), ("2027-03-28T08:25", "2027-03-28T11:05"))
HOME = leg("JFK", "FRA", ("America/New_York", "Europe/Berlin"), ("2027-04-04T16:00", "2027-04-05T05:30"), "2")


def flight(*bounds: Bound, minor: int = 100) -> FlightOffer:
    price = Money(minor=minor, currency="EUR")
    return FlightOffer(
        bounds=bounds, from_code="FRA", to_code="JFK", minutes=1, passengers=1, price=price, source=SOURCE
    )


def test_a_flight_takes_as_long_as_it_does_across_time_zones_and_clock_changes():
    assert OUT.minutes == 8 * 60 + 40
    assert HOME.minutes == 7 * 60 + 30


@pytest.mark.parametrize("arrival", ["2027-03-28T02:25", "2027-03-27T23:00"])
def test_nothing_lands_before_it_has_taken_off(arrival):
    with pytest.raises(ValidationError):
        leg("FRA", "JFK", ("Europe/Berlin", "America/New_York"), ("2027-03-28T08:25", arrival))


def test_back_is_after_there_and_a_price_is_more_than_nothing():
    there, back = Bound(segments=(OUT,)), Bound(segments=(HOME,))
    assert flight(there, back).stops == 0
    for wrong in ((back, there),):
        with pytest.raises(ValidationError):
            flight(*wrong)
    with pytest.raises(ValidationError):
        flight(there, minor=0)


def test_times_are_wall_times_and_never_instants():
    with pytest.raises(ValidationError):
        leg("FRA", "JFK", ("Europe/Berlin", "America/New_York"), ("2027-03-28T08:25Z", "2027-03-28T11:05Z"))


def test_a_stay_has_a_night():
    with pytest.raises(ValidationError):
        StayOffer(
            name="Inn",
            at=Point(lat=0, lon=0),
            check_in_on=date(2027, 1, 1),
            check_out_on=date(2027, 1, 1),
            rooms=1,
            guests=1,
            price=Money(minor=1, currency="EUR"),
            source=SOURCE,
        )


def test_what_was_found_is_the_same_after_being_kept():
    kind = TypeAdapter(Found[FlightOffer])
    found = Found(offers=(flight(Bound(segments=(OUT,)), Bound(segments=(HOME,))),), dropped=2)
    assert kind.validate_json(kind.dump_json(found)) == found
