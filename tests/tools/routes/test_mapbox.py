from __future__ import annotations

import pytest

from domain.errors import Failure, Unavailable
from tests.emulators.access import emulated
from tests.tools.routes.spots import COLOSSEUM, ROME, ST_PETERS, around
from tools.adapter import Access
from tools.routes.contract import DirectionsQuery, MatrixQuery
from tools.routes.mapbox import MapboxDirections, MapboxMatrix


@pytest.mark.parametrize("mode", ["walk", "drive", "bicycle"])
async def test_every_pair_has_a_time(mode, emulators, http):
    times = await emulated(MapboxMatrix, emulators, http).execute(MatrixQuery(ROME, mode))
    assert [n for n, minutes in enumerate(times.minutes) if minutes < 0] == [0, 5, 10, 15]
    assert emulators.faults.calls["mapbox-matrix"] == 1


async def test_more_than_25_places_are_asked_in_blocks_and_come_out_as_one(emulators, http):
    points = around(30)
    adapter = emulated(MapboxMatrix, emulators, http)
    whole = await adapter.execute(MatrixQuery(points, "walk"))
    assert emulators.faults.calls["mapbox-matrix"] == 6
    few = await adapter.execute(MatrixQuery(points[10:16], "walk"))
    part = [whole.minutes[i * 30 + j] for i in range(10, 16) for j in range(10, 16)]
    assert part == list(few.minutes)


async def test_it_knows_no_public_transport(emulators, http):
    with pytest.raises(Unavailable) as told:
        await emulated(MapboxMatrix, emulators, http).execute(MatrixQuery(ROME, "transit"))
    assert told.value.kind is Failure.REFUSED


async def test_a_wrong_token_is_not_allowed(emulators, http):
    adapter = MapboxMatrix(Access(http, key="pk.wrong", address=f"{emulators.url}/mapbox-matrix"))
    with pytest.raises(Unavailable) as told:
        await adapter.execute(MatrixQuery(ROME, "walk"))
    assert told.value.kind is Failure.FORBIDDEN


async def test_directions_have_its_words_and_a_line_of_six_digits(emulators, http):
    found = await emulated(MapboxDirections, emulators, http).execute(DirectionsQuery(COLOSSEUM, ST_PETERS, "walk"))
    assert found.steps[0].text == "Walk north on High Street."
    assert found.line[-1].metres_to(ST_PETERS) < 0.2
