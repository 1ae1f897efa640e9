"""Logs of runs as the graph writes them, also with a worker that died in the middle."""

from __future__ import annotations

from hypothesis import strategies as st

from domain.certificate import certify
from domain.conflict import Wished
from domain.events import (
    CandidatesFound,
    DayPlanned,
    Declined,
    Failed,
    Final,
    NodeFinished,
    NodeStarted,
    Progress,
    Proposed,
    Question,
    RunEvent,
    RunQueued,
    Stopped,
    TextDelta,
    TextReset,
    Understood,
    Warned,
)
from tests.make import make_itinerary, make_request

REQUEST, ITINERARY = make_request(), make_itinerary()
CERTIFICATE = certify(REQUEST, ITINERARY)
FINAL = Final(itinerary=ITINERARY, certificate=CERTIFICATE, changes=("Museum dropped.",), served_by="offline")
PROPOSED = Proposed(diff=None, request=REQUEST, itinerary=ITINERARY, certificate=CERTIFICATE, said="Shall I?")
QUESTION = Question(field="start_on", text="When would you like to go?", options=("in May", "in June"))
REFUSED = Failed(
    code="infeasible",
    message="Two days are too short.",
    conflict=(Wished(text="Louvre", kind="must", place_id="paris/louvre"), Wished(text="2 days", kind="days")),
    ways_out=("three days",),
)
UNMET = PROPOSED.model_copy(update={"unmet": REFUSED})
BROKEN = Failed(code="internal", message="Something went wrong on our side.")
_NODES = ("intent", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering")
_WITHIN = st.one_of(
    st.builds(TextDelta, text=st.text(min_size=1, max_size=20)),
    st.just(TextReset()),
    st.builds(Progress, node=st.sampled_from(_NODES), message=st.just("Days solved"), done=st.integers(0, 9)),
    st.just(Understood(request=REQUEST)),
    st.just(CandidatesFound(city_id="avonlea", sights=1, eats=1, stays=1, top=())),
    st.builds(DayPlanned, number=st.integers(1, 9), day=st.just(ITINERARY.days[0])),
    st.builds(Warned, message=st.text(max_size=20)),
)
ENDS: st.SearchStrategy[RunEvent] = st.sampled_from(
    [FINAL, PROPOSED, QUESTION, UNMET, REFUSED, BROKEN, Stopped(), Declined()]
)


@st.composite
def _visit(draw: st.DrawFn) -> list[RunEvent]:
    """A node's events; one whose worker died has no end."""
    node = draw(st.sampled_from(_NODES))
    ended: list[RunEvent] = [NodeFinished(node=node, seconds=0.1)] if draw(st.integers(0, 9)) else []
    begun: list[RunEvent] = [NodeStarted(node=node), *draw(st.lists(_WITHIN, max_size=5))]
    return begun + ended


@st.composite
def logs(draw: st.DrawFn) -> list[RunEvent]:
    """A log that has come to an end, or is cut off somewhere before."""
    log: list[RunEvent] = [RunQueued()]
    for visit in draw(st.lists(_visit(), max_size=8)):
        log += visit
    return [*log, draw(ENDS)] if draw(st.booleans()) else log
