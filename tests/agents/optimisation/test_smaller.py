from hypothesis import given
from hypothesis import strategies as st

from agents.optimisation.smaller import ONE_DAY_LESS, smaller_trips, with_days
from domain.request import DayLimit, Destination, PlaceWish
from tests.agents.optimisation.trips import make_trip_request
from tools.places.atlas.records import load_places


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


def test_what_may_be_left_out_is_named():
    place = load_places("rome")["rome/colosseum"]
    musts = (PlaceWish(text="x", place_id=place.id),)
    request = make_trip_request("rome", "florence", days=4, must_see=musts, avoid_modes=("flight",))
    found = dict(smaller_trips(request, place))
    without = f"do without {place.name}"
    assert list(found) == [ONE_DAY_LESS, "leave out Rome", "leave out Florence", without, "allow flight"]
    assert found[ONE_DAY_LESS].days == 3
    assert [d.city_id for d in found["leave out Rome"].destinations] == ["florence"]
    assert found[without].must_see == ()
    assert found["allow flight"].avoid_modes == ()


def test_a_trip_of_one_day_cannot_be_shorter():
    assert list(smaller_trips(make_trip_request("rome", days=1), None)) == []
