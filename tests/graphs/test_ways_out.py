"""A refusal's offers, taken as they stand, go through the whole graph to a certified trip."""

from __future__ import annotations

from domain.events import Failed, Final
from graphs.assembly import open_context
from graphs.state import TripState
from infra.settings import Settings
from tests.graphs.test_nodes import TODAY, run


async def test_each_way_out_leads_to_a_certified_trip():
    async with open_context(Settings(solver_processes=1, solver_seconds=0.3)) as context:
        wish = "2 days in Kyoto from 12 April 2027 for two, total budget 100 euros"
        _, ended = await run(context, TripState(today=TODAY, message=wish))
        assert isinstance(ended.event, Failed)
        assert ended.event.offers
        assert {wish.kind for wish in ended.event.conflict} == {"budget", "days"}
        assert all(wish.text for wish in ended.event.conflict)
        assert ended.event.ways_out == tuple(offer.text for offer in ended.event.offers)
        for number, offer in enumerate(ended.event.offers):
            assert offer.request is not None
            _, taken = await run(context, TripState(today=TODAY, accepted=offer.request), thread=f"offer-{number}")
            assert isinstance(taken.event, Final), taken.event
            assert taken.event.certificate.valid
            assert offer.request.budget is None or taken.event.itinerary.costs.total <= offer.request.budget


def test_a_refusal_that_was_stored_before_there_were_conflicts_is_read():
    stored = {"type": "error", "code": "infeasible", "message": "Two days are too short.", "ways_out": ["three days"]}
    assert Failed.model_validate(stored).conflict == ()
