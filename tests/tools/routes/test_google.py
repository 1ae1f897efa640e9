from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import Failure, Unavailable
from domain.place import Freshness
from tests.emulators.access import emulated
from tests.emulators.single import answering, serving
from tests.tools.routes.spots import COLOSSEUM, ROME, ST_PETERS, TREVI, around
from tools.adapter import Access
from tools.routes.contract import DirectionsQuery, MatrixQuery
from tools.routes.google import GoogleDirections, GoogleMatrix

FAR = (COLOSSEUM, ST_PETERS)


def element(i: int, j: int, **changes) -> dict:
    told = {"originIndex": i, "destinationIndex": j, "status": {}, "distanceMeters": 4500, "duration": "1500s"}
    return told | {"condition": "ROUTE_EXISTS"} | changes


@pytest.mark.parametrize("mode", ["walk", "transit", "drive", "bicycle"])
async def test_every_pair_has_a_time_and_none_is_faster_than_its_mode(mode, emulators, http):
    times = await emulated(GoogleMatrix, emulators, http).execute(MatrixQuery(ROME, mode))
    assert len(times.minutes) == len(times.metres) == 16
    assert times.source.provider == "google-matrix"
    assert times.source.freshness is Freshness.LIVE
    for i, start in enumerate(ROME):
        for j, end in enumerate(ROME):
            if i != j:
                assert times.minutes[4 * i + j] >= 1
                assert times.metres[4 * i + j] >= start.metres_to(end)
            else:
                assert times.minutes[4 * i + j] == -1


@pytest.mark.parametrize(("mode", "count"), [("drive", 40), ("transit", 16), ("walk", 30)])
async def test_what_is_too_much_for_one_request_is_asked_in_tiles(mode, count, emulators, http):
    points = around(count)
    times = await emulated(GoogleMatrix, emulators, http).execute(MatrixQuery(points, mode))
    unknown = [n for n, minutes in enumerate(times.minutes) if minutes < 0]
    assert unknown == [n * count + n for n in range(count)]
    assert emulators.faults.calls["google-matrix"] > 1


async def test_only_pairs_within_reach_are_asked_and_paid_for(http):
    asked: list[dict] = []
    points = (COLOSSEUM, TREVI, ST_PETERS)
    near = MatrixQuery(points, "walk", to_m=1600)
    reply = json.dumps([element(0, 0, distanceMeters=1700, duration="1300s")])
    with serving(answering(reply, asked=asked)) as address:
        times = await GoogleMatrix(Access(http, key="k", address=address)).execute(near)
    bodies = [json.loads(one["body"]) for one in asked]
    assert sum(len(body["origins"]) * len(body["destinations"]) for body in bodies) == 1
    assert times.minutes == (-1, 22, -1, 22, -1, -1, -1, -1, -1)


async def test_a_day_beyond_the_timetables_is_asked_as_the_same_weekday_within_them(http):
    asked: list[dict] = []
    far = datetime(2031, 4, 9, 10, 0)  # a Wednesday
    query = MatrixQuery(FAR, "transit", far, "Europe/Rome")
    with serving(answering(json.dumps([element(0, 0)]), asked=asked)) as address:
        await GoogleMatrix(Access(http, key="k", address=address)).execute(query)
    told = datetime.fromisoformat(json.loads(asked[0]["body"])["departureTime"])
    assert told.weekday() == 2
    assert timedelta(days=80) < told - datetime.now(UTC) < timedelta(days=100)
    assert told.hour in (8, 9)  # ten in Rome, in summer or in winter


async def test_a_pair_without_a_way_is_unknown_and_no_way_at_all_is_refused(http):
    nothing = [element(0, 0, condition="ROUTE_NOT_FOUND")]
    with serving(answering(json.dumps(nothing))) as address, pytest.raises(Unavailable) as told:
        await GoogleMatrix(Access(http, key="k", address=address)).execute(MatrixQuery(FAR, "transit"))
    assert told.value.kind is Failure.REFUSED


@pytest.mark.parametrize(
    "lie",
    [
        {"duration": "0s"},
        {"duration": "1s"},
        {"duration": "1000000000s"},
        {"distanceMeters": 10},
        {"distanceMeters": 10**9},
        {"duration": "-5s"},
        {"duration": "NaNs"},
        {"distanceMeters": "far"},
        {"destinationIndex": 3},
    ],
)
async def test_times_that_cannot_be_are_malformed(lie, http):
    with serving(answering(json.dumps([element(0, 0, **lie)]))) as address, pytest.raises(Unavailable) as told:
        await GoogleMatrix(Access(http, key="k", address=address)).execute(MatrixQuery(FAR, "transit"))
    assert told.value.kind is Failure.MALFORMED


async def test_a_single_lie_among_truths_is_left_out_and_counted(http):
    points = (COLOSSEUM, TREVI, ST_PETERS)
    true = {"distanceMeters": 4500, "duration": "1500s"}
    told = [element(i, j, **true) for i in range(3) for j in range(3)]
    told[1] = element(0, 1, distanceMeters=1500, duration="2s")
    with serving(answering(json.dumps(told))) as address:
        times = await GoogleMatrix(Access(http, key="k", address=address)).execute(MatrixQuery(points, "drive"))
    assert times.doubted == 1
    assert times.minutes[1] == -1
    assert times.minutes[2] == 25


async def test_without_a_valid_key_it_is_not_allowed_or_refused(emulators, http):
    wrong = GoogleMatrix(Access(http, key="stolen", address=f"{emulators.url}/google-matrix"))
    with pytest.raises(Unavailable) as told:
        await wrong.execute(MatrixQuery(FAR, "walk"))
    assert told.value.kind in (Failure.REFUSED, Failure.FORBIDDEN)


@pytest.mark.parametrize("mode", ["walk", "transit", "drive", "bicycle"])
async def test_directions_have_a_line_and_steps(mode, emulators, http):
    found = await emulated(GoogleDirections, emulators, http).execute(DirectionsQuery(COLOSSEUM, ST_PETERS, mode))
    assert max(found.line[0].metres_to(COLOSSEUM), found.line[-1].metres_to(ST_PETERS)) < 2
    assert found.metres >= COLOSSEUM.metres_to(ST_PETERS)
    assert found.minutes >= 5
    assert [step.text for step in found.steps] == ["Head north", "Turn right"]


async def test_no_way_by_transit_is_refused_not_malformed(emulators, http):
    milan = COLOSSEUM.model_copy(update={"lat": 45.46, "lon": 9.19})
    with pytest.raises(Unavailable) as told:
        await emulated(GoogleDirections, emulators, http).execute(DirectionsQuery(COLOSSEUM, milan, "transit"))
    assert told.value.kind is Failure.REFUSED
