from __future__ import annotations

from evals.harness.mutation import mutate
from evals.suites.naturalplan.answer import answer
from evals.suites.naturalplan.suite import SUITE
from tests.evals.suites.naturalplan.tasks import CALENDAR_FIELDS, MEETING_FIELDS, TRIP_FIELDS, sample

ALL = (TRIP_FIELDS, MEETING_FIELDS, CALENDAR_FIELDS)


async def test_every_corruption_is_noticed_in_every_task():
    pairs = [(answer(one.input), one) for one in (sample(fields, f"{i}") for i, fields in enumerate(ALL))]
    found = await mutate(SUITE.scorers, pairs, SUITE.corruptions)
    assert found.survivors == ()
    assert found.untried == ()
    assert len(found.mutants) == len(pairs) * len(SUITE.corruptions)
