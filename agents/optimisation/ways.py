"""The journeys of a trip, timed, and what they leave of each day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.optimisation.assemble import Outline
from agents.optimisation.exchange import Exchange
from agents.optimisation.frames import Frame, frame_between
from agents.optimisation.journeys import (
    HOME,
    End,
    Journey,
    arrival,
    cheapest,
    departure,
    options_between,
    to_travel,
    transfer,
    travel_cost,
)
from agents.optimisation.segments import Segment
from domain.candidates import Candidates, TravelOption
from domain.errors import Infeasible
from domain.itinerary import Travel
from domain.place import Place
from domain.request import TripRequest


@dataclass(frozen=True)
class Connections:
    """The chosen option into each segment and, last, the one home; None where one travels on one's own."""

    options: tuple[TravelOption | None, ...]

    def cost(self, size: int, exchange: Exchange) -> int:
        """Minor units for the party."""
        return sum(travel_cost(option, size, exchange).minor for option in self.options if option)


@dataclass(frozen=True)
class Ways:
    """Outlines and frames, one per date of the trip."""

    outlines: tuple[Outline, ...]
    frames: tuple[Frame, ...]


def connect(
    request: TripRequest,
    candidates: Candidates,
    segments: Sequence[Segment],
    *,
    frugal: bool,
    before: Collection[Travel] = (),
) -> Connections:
    """The quick or the cheapest, or what a journey of `before` takes; Infeasible without an allowed one."""
    ids = [HOME, *(segment.id for segment in segments), HOME]
    chosen: list[TravelOption | None] = []
    for start, end in pairwise(ids):
        options = options_between(request, candidates, start, end)
        if not options and HOME not in (start, end):
            raise _unconnected(request, segments, start, end)
        chosen.append(_choose(options, frugal, before))
    return Connections(tuple(chosen))


def _choose(options: Sequence[TravelOption], frugal: bool, before: Collection[Travel]) -> TravelOption | None:
    taken = {(leg.mode, leg.from_name, leg.to_name) for journey in before for leg in journey.legs}
    for option in options:
        if (option.mode, option.depart.name, option.arrive.name) in taken:
            return option
    return (cheapest(options) if frugal else options[0]) if options else None


def _unconnected(request: TripRequest, segments: Sequence[Segment], start: str, end: str) -> Infeasible:
    names = {segment.id: segment.city.city.name for segment in segments}
    between = f"from {names[start]} to {names[end]}"
    if not request.avoid_modes:
        return Infeasible(f"we know no connection {between}", wishes=(between,), ways_out=(f"leave out {names[end]}",))
    avoided = ", ".join(request.avoid_modes)
    return Infeasible(
        f"without {avoided} there is no connection {between}",
        wishes=(f"no {avoided}", between),
        ways_out=(f"allow {avoided}", f"leave out {names[end]}"),
    )


def plan_ways(
    request: TripRequest,
    segments: Sequence[Segment],
    stays: Sequence[Place],
    connections: Connections,
    exchange: Exchange,
) -> Ways:
    """Times for every connection, with the stays as their ends."""
    ends = [End(stay.name, stay.at, s.city.city.time_zone) for s, stay in zip(segments, stays, strict=True)]
    into = _journeys_in(request, segments, ends, connections)
    home = _journey_home(request, segments, ends, connections)
    outlines, frames = [], []
    for index, (segment, stay) in enumerate(zip(segments, stays, strict=True)):
        for day, on in enumerate(segment.dates):
            last = segment.first_day + day == request.days - 1
            come = into[index] if day == 0 else None
            go = home if last else None
            outlines.append(
                Outline(
                    on=on,
                    base=stay,
                    sleep_id=None if last else stay.id,
                    travel_in=to_travel(come, request.party.size, exchange) if come else None,
                    travel_out=to_travel(go, request.party.size, exchange) if go else None,
                )
            )
    for number, outline in enumerate(outlines):
        following = outlines[number + 1].travel_in if number + 1 < len(outlines) else None
        frames.append(frame_between(request, outline.on, (outline.travel_in, outline.travel_out), following))
    return Ways(tuple(outlines), tuple(frames))


def _journeys_in(
    request: TripRequest, segments: Sequence[Segment], ends: Sequence[End], connections: Connections
) -> list[Journey | None]:
    found: list[Journey | None] = []
    for index, (segment, end, option) in enumerate(zip(segments, ends, connections.options, strict=False)):
        if option is None:
            found.append(None)
        elif index:
            journey = transfer(option, ends[index - 1], end, segment.dates[0], request.day_start_min)
            if journey is None:
                raise _unconnected(request, segments, segments[index - 1].id, segment.id)
            found.append(journey)
        else:
            found.append(_arrive(request, end, option))
    return found


def _home(request: TripRequest) -> End | None:
    origin = request.origin
    return End(origin.name, origin.at, origin.time_zone) if origin else None


def _arrive(request: TripRequest, stay: End, option: TravelOption) -> Journey | None:
    home = _home(request)
    return arrival(option, home, stay, request.start_on, request.arrive_min) if home else None


def _journey_home(
    request: TripRequest, segments: Sequence[Segment], ends: Sequence[End], connections: Connections
) -> Journey | None:
    option, home = connections.options[-1], _home(request)
    if option is None or home is None:
        return None
    return departure(option, ends[-1], home, segments[-1].dates[-1], request.leave_min)
