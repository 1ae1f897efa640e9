from __future__ import annotations

from datetime import datetime

import pytest

from tests.tools.routes.spots import COLOSSEUM, ROME, ST_PETERS
from tools.routes.contract import DIRECTIONS, MATRIX, DirectionsQuery, MatrixQuery

AT_TEN = datetime(2027, 4, 7, 10)
MATRICES = [
    MatrixQuery(ROME, "walk"),
    MatrixQuery(ROME[::-1], "walk"),
    MatrixQuery(ROME[:3], "walk"),
    MatrixQuery(ROME, "drive"),
    MatrixQuery(ROME, "walk", to_m=1600),
    MatrixQuery(ROME, "walk", from_m=900),
    MatrixQuery(ROME, "walk", town="town"),
    MatrixQuery(ROME, "walk", AT_TEN, "Europe/Rome"),
    MatrixQuery(ROME, "walk", AT_TEN, "Europe/London"),
]
WAYS = [
    DirectionsQuery(COLOSSEUM, ST_PETERS, "walk"),
    DirectionsQuery(ST_PETERS, COLOSSEUM, "walk"),
    DirectionsQuery(COLOSSEUM, ST_PETERS, "transit"),
    DirectionsQuery(COLOSSEUM, ST_PETERS, "walk", language="de"),
    DirectionsQuery(COLOSSEUM, ST_PETERS, "walk", AT_TEN, "Europe/Rome"),
]


@pytest.mark.parametrize(
    ("capability", "queries"), [(MATRIX, MATRICES), (DIRECTIONS, WAYS)], ids=["matrix", "directions"]
)
def test_other_questions_have_other_keys_and_the_same_the_same(capability, queries):
    keys = [capability.key(query) for query in queries]
    assert len(set(keys)) == len(queries)
    assert keys == [capability.key(query) for query in queries]
