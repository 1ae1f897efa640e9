import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.city import LocalTransport
from domain.geo import Point
from tests.make import make_city, make_point
from tools.routes.offline import Traveller, matrix

CITY = make_city()
NO_TRANSIT = make_city(transport=CITY.transport.model_copy(update={"modes": ("taxi", "walking")}))
FASTEST_KMH = {"walk": 6, "transit": 50, "taxi": 70}  # straight-line; beyond it nobody would believe the leg

offsets = st.tuples(st.integers(-40_000, 40_000), st.integers(-40_000, 40_000))
travellers = st.builds(
    Traveller,
    size=st.integers(1, 12),
    slow=st.booleans(),
    avoid=st.frozensets(st.sampled_from(["walk", "transit", "taxi"])),
)


@given(st.lists(offsets, min_size=2, max_size=6, unique=True), travellers, st.sampled_from([CITY, NO_TRANSIT]))
def test_no_leg_is_faster_than_its_mode_and_none_takes_no_time(spots, traveller, city):
    points = [make_point(north_m=n, east_m=e) for n, e in spots]
    result = matrix(points, city, traveller)
    for i, start in enumerate(points):
        for j, end in enumerate(points):
            if i != j:
                straight = start.metres_to(end)
                assert result.minutes[i, j] >= 1
                assert straight / 1000 / (result.minutes[i, j] / 60) <= FASTEST_KMH[result.mode(i, j)]
                assert straight <= result.metres[i, j] <= 1.4 * straight + 2
    assert not np.diag(result.minutes).any()


@pytest.mark.parametrize(
    ("metres", "traveller", "city", "mode"),
    [
        (900, Traveller(), CITY, "walk"),
        (900, Traveller(slow=True), CITY, "transit"),
        (3_000, Traveller(), CITY, "transit"),
        (3_000, Traveller(), NO_TRANSIT, "taxi"),
        (3_000, Traveller(avoid=frozenset({"transit"})), CITY, "taxi"),
        (3_000, Traveller(avoid=frozenset({"transit", "taxi"})), CITY, "walk"),
        (900, Traveller(avoid=frozenset({"walk"})), CITY, "transit"),
        (200, Traveller(avoid=frozenset({"walk"})), CITY, "walk"),
    ],
)
def test_the_mode_follows_distance_city_and_wishes(metres, traveller, city, mode):
    assert matrix([make_point(), make_point(north_m=metres)], city, traveller).mode(0, 1) == mode


def test_fares_are_for_the_party_and_taxis_take_four():
    transport = LocalTransport(modes=("metro",), single_fare="2.90", taxi_base="4", taxi_per_km="2")
    city = make_city(transport=transport)
    points = [make_point(), make_point(north_m=5_000)]
    assert matrix(points, city, Traveller(size=3)).fares[0, 1] == 870
    taxi = Traveller(size=5, avoid=frozenset({"transit"}))
    road_km = matrix(points, city, taxi).metres[0, 1] / 1000
    assert matrix(points, city, taxi).fares[0, 1] == pytest.approx(100 * 2 * (4 + 2 * road_km), abs=2)


@pytest.mark.parametrize(
    ("start", "end", "shortest", "longest"),
    [
        # Door to door in minutes, as people there reckon; ours may be a little longer, never much shorter.
        ((41.8902, 12.4922), (41.9022, 12.4539), 22, 35),  # Colosseum to St Peter's
        ((34.9858, 135.7588), (35.0394, 135.7292), 32, 50),  # Kyoto Station to Kinkaku-ji
        ((35.6896, 139.7006), (35.7148, 139.7967), 33, 48),  # Shinjuku to Senso-ji
        ((51.5138, -0.0984), (51.5194, -0.1270), 18, 32),  # St Paul's to the British Museum
    ],
)
def test_known_journeys_come_out_about_right(start, end, shortest, longest):
    points = [Point(lat=start[0], lon=start[1]), Point(lat=end[0], lon=end[1])]
    assert shortest <= matrix(points, CITY, Traveller()).minutes[0, 1] <= longest
