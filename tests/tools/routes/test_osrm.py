from __future__ import annotations

import json

import pytest

from domain.errors import Failure, Unavailable
from tests.emulators.access import emulated
from tests.emulators.single import answering, serving
from tests.tools.routes.spots import COLOSSEUM, ROME, ST_PETERS, around
from tools.adapter import Access
from tools.routes.contract import DirectionsQuery, MatrixQuery
from tools.routes.osrm import OsrmDirections, OsrmMatrix

FAR = (COLOSSEUM, ST_PETERS)


@pytest.mark.parametrize(("mode", "slower"), [("walk", "bicycle"), ("bicycle", "drive")])
async def test_each_mode_has_its_own_server(mode, slower, emulators, http):
    adapter = emulated(OsrmMatrix, emulators, http)
    slow = await adapter.execute(MatrixQuery(ROME, mode))
    fast = await adapter.execute(MatrixQuery(ROME, slower))
    assert sum(slow.minutes) > sum(fast.minutes)
    assert slow.metres == fast.metres
    assert emulators.faults.calls["osrm-matrix"] == 2


async def test_it_knows_no_public_transport_and_asks_nobody(emulators, http):
    for adapter, query in (
        (emulated(OsrmMatrix, emulators, http), MatrixQuery(ROME, "transit")),
        (emulated(OsrmDirections, emulators, http), DirectionsQuery(COLOSSEUM, ST_PETERS, "transit")),
    ):
        with pytest.raises(Unavailable) as told:
            await adapter.execute(query)
        assert told.value.kind is Failure.REFUSED
    assert not emulators.faults.calls


async def test_more_points_than_the_policy_bears_are_refused(emulators, http):
    with pytest.raises(Unavailable, match="100"):
        await emulated(OsrmMatrix, emulators, http).execute(MatrixQuery(around(101), "walk"))


@pytest.mark.parametrize(
    ("durations", "distances"),
    [
        ([[0, 0], [0, 0]], [[0, 4500], [4500, 0]]),
        ([[0, 1e9], [1e9, 0]], [[0, 4500], [4500, 0]]),
        ([[0, 3000], [3000, 0]], [[0, 1], [1, 0]]),
        ([[0, 3000]], [[0, 4500], [4500, 0]]),
        ([[0, 3000], [3000]], [[0, 4500], [4500, 0]]),
        ([[0, -3000], [-3000, 0]], [[0, 4500], [4500, 0]]),
        ([[0, "x"], [3000, 0]], [[0, 4500], [4500, 0]]),
    ],
)
async def test_tables_that_cannot_be_are_malformed(durations, distances, http):
    body = json.dumps({"code": "Ok", "durations": durations, "distances": distances})
    with serving(answering(body)) as address, pytest.raises(Unavailable) as told:
        await OsrmMatrix(Access(http, address=address)).execute(MatrixQuery(FAR, "walk"))
    assert told.value.kind is Failure.MALFORMED


async def test_not_a_number_is_malformed(http):
    body = '{"code":"Ok","durations":[[0,NaN],[NaN,0]],"distances":[[0,4500],[4500,0]]}'
    with serving(answering(body)) as address, pytest.raises(Unavailable) as told:
        await OsrmMatrix(Access(http, address=address)).execute(MatrixQuery(FAR, "walk"))
    assert told.value.kind is Failure.MALFORMED


async def test_a_pair_that_no_street_joins_is_unknown(http):
    body = {"code": "Ok", "durations": [[0, 3300], [None, 0]], "distances": [[0, 4500], [None, 0]]}
    with serving(answering(json.dumps(body))) as address:
        times = await OsrmMatrix(Access(http, address=address)).execute(MatrixQuery(FAR, "drive"))
    assert times.minutes == (-1, 55, -1, -1)


async def test_places_off_the_street_are_unknown_but_nobody_lied(http):
    near = (COLOSSEUM, COLOSSEUM.model_copy(update={"lat": COLOSSEUM.lat + 0.001}))  # 111 m
    body = {"code": "Ok", "durations": [[0, 20], [20, 0]], "distances": [[0, 25], [25, 0]]}
    with serving(answering(json.dumps(body))) as address, pytest.raises(Unavailable) as told:
        await OsrmMatrix(Access(http, address=address)).execute(MatrixQuery(near, "walk"))
    assert told.value.kind is Failure.REFUSED


async def test_directions_are_told_in_few_words(emulators, http):
    found = await emulated(OsrmDirections, emulators, http).execute(DirectionsQuery(COLOSSEUM, ST_PETERS, "walk"))
    assert [step.text for step in found.steps] == ["depart right: High Street", "turn left: Mill Lane"]
    assert found.line[0].metres_to(COLOSSEUM) < 2
    assert 40 <= found.minutes <= 70


async def test_who_does_not_say_who_he_is_is_blocked(emulators, http):
    """The emulator keeps the policy that our User-Agent is for."""
    answer = await http.get(f"{emulators.url}/osrm-matrix/routed-foot/table/v1/driving/12.4,41.9;12.5,41.9")
    assert answer.status_code == 403
