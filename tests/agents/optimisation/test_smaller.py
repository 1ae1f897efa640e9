from hypothesis import given
from hypothesis import strategies as st

from agents.optimisation.smaller import with_days, without_city
from domain.request import DayLimit, Destination, PlaceWish
from tests.agents.optimisation.trips import make_trip_request


@given(st.lists(st.none() | st.integers(1, 4), min_size=1, max_size=3), st.integers(0, 4), st.integers(1, 12))
def test_a_shorter_trip_is_a_valid_request(nights, spare, days):
    cities = tuple(Destination(city_id=c, name=c, nights=n) for c, n in zip("abc", nights, strict=False))
    whole = sum(n or 1 for n in nights) + 1 + spare
    last = DayLimit(day=whole, start_min=600)
    request = make_trip_request("rome", days=whole, destinations=cities, day_limits=(last,))
    shorter = with_days(request, min(days, whole))
    if shorter is not None:
        assert type(request).model_validate(shorter.model_dump()) == shorter
        assert shorter.days == min(days, whole)


def test_without_a_city_its_sights_are_not_asked_for():
    musts = (PlaceWish(text="x", place_id="rome/colosseum"), PlaceWish(text="y", place_id="florence/uffizi"))
    left = without_city(make_trip_request("rome", "florence", days=4, must_see=musts), "rome")
    assert [d.city_id for d in left.destinations] == ["florence"]
    assert [wish.place_id for wish in left.must_see] == ["florence/uffizi"]


def test_a_trip_of_one_day_cannot_be_shorter():
    assert with_days(make_trip_request("rome", days=1), 0) is None
