"""The optimisation agent: from candidates to an itinerary that can be certified."""

from __future__ import annotations

from collections.abc import Sequence

from agents.optimisation.build import cost_of
from agents.optimisation.draft import Draft, OnDays, Search, Solve, Solved, solve_draft
from agents.optimisation.exchange import Exchange, exchange_for
from agents.optimisation.finish import cost_of_draft, finish
from agents.optimisation.segments import Segment, divide
from agents.optimisation.stays import StayChoice, choose_within, stay_choices
from agents.optimisation.ways import Connections, connect, plan_ways
from domain.candidates import Candidates
from domain.errors import Infeasible
from domain.itinerary import Itinerary
from domain.money import Money
from domain.request import TripRequest
from planner.problem import Stop

STAYS_SHARE = 0.55  # of what is left after the journeys
_MEALS_MARGIN = 1.3


async def optimise(
    request: TripRequest,
    candidates: Candidates,
    *,
    solve: Solve,
    on_days: OnDays | None = None,
    seed: int = 0,
    limit_s: float = 1.2,
) -> Itinerary:
    """The best trip we can certify; `on_days` is awaited per finished city, day numbers from 1.

    Raises Infeasible, with the wishes that collide and ways out, when there is none.
    """
    exchange = exchange_for(request, candidates)
    segments = divide(request, candidates)
    budget = budget_minor(request, exchange)
    kept: tuple[int, Draft, tuple[Solved, ...]] | None = None
    search = Search(solve, Stop(limit_s), seed, on_days)
    for draft in _attempts(request, candidates, exchange, segments, budget):
        parts = await solve_draft(draft, search)
        total = cost_of_draft(draft, parts).total.minor
        missing = sum(part.missing for part in parts)
        if budget is not None and total > budget:
            if draft.frugal and kept is None:
                raise over_budget(request, exchange, total)
            continue
        if kept is None or missing < kept[0]:
            kept = missing, draft, parts
        if budget is None or not missing:
            break
    assert kept is not None, "the frugal attempt is within the budget or raises"
    return finish(kept[1], kept[2], budget)


def _attempts(
    request: TripRequest,
    candidates: Candidates,
    exchange: Exchange,
    segments: tuple[Segment, ...],
    budget: int | None,
) -> list[Draft]:
    """As wished for; with the cheapest beds and journeys; and with the cheapest of everything."""
    choices = [_some(stay_choices(request, segment, exchange), segment) for segment in segments]
    liked = connect(request, candidates, segments, frugal=False)
    if budget is None:
        return [_draft(request, candidates, exchange, segments, [options[0] for options in choices], liked, None)]
    cheap = connect(request, candidates, segments, frugal=True)
    floor = round(_MEALS_MARGIN * sum(_meals_floor(request, segment, exchange) for segment in segments))
    attempts = []
    for connections in (liked, cheap):
        rest = budget - connections.cost(request.party.size, exchange)
        limit = min(rest - floor, round(STAYS_SHARE * rest))
        stays = choose_within(choices, limit)
        if sum(stay.minor for stay in stays) <= max(limit, rest - floor):
            attempts.append(_draft(request, candidates, exchange, segments, stays, connections, budget))
            break
    cheapest = choose_within(choices, 0)
    attempts.append(_draft(request, candidates, exchange, segments, cheapest, cheap, budget))
    attempts.append(_draft(request, candidates, exchange, segments, cheapest, cheap, None, frugal=True))
    return attempts


def _draft(
    request: TripRequest,
    candidates: Candidates,
    exchange: Exchange,
    segments: tuple[Segment, ...],
    stays: Sequence[StayChoice],
    connections: Connections,
    budget: int | None,
    *,
    frugal: bool = False,
) -> Draft:
    travel = connections.cost(request.party.size, exchange)
    spent = travel + sum(stay.minor for stay in stays)
    return Draft(
        request=request,
        candidates=candidates,
        exchange=exchange,
        segments=segments,
        stays=tuple(stays),
        ways=plan_ways(request, segments, [stay.place for stay in stays], connections, exchange),
        travel_minor=travel,
        money=None if budget is None else max(0, budget - spent),
        frugal=frugal,
    )


def _some(choices: list[StayChoice], segment: Segment) -> list[StayChoice]:
    if choices:
        return choices
    name = segment.city.city.name
    raise Infeasible(
        f"no stay in {name} takes this party as asked",
        wishes=(f"a stay in {name}", "the party and its needs"),
        ways_out=(f"leave out {name}", "relax what the stay must offer"),
    )


def _meals_floor(request: TripRequest, segment: Segment, exchange: Exchange) -> int:
    """Two cheap meals a day, minor units; an estimate that only steers the choice of stays."""
    prices = sorted(cost_of(scored.place, request, exchange) for scored in segment.city.eats if scored.place.price)
    cheap = prices[: 2 * len(segment.dates)] or [0]
    return round(sum(cheap) / len(cheap) * 2 * len(segment.dates))


def budget_minor(request: TripRequest, exchange: Exchange) -> int | None:
    """In the trip's currency; None without a budget or without a rate for it."""
    if request.budget is None:
        return None
    limit = exchange.convert(request.budget)
    return None if limit is None else limit.minor


def over_budget(request: TripRequest, exchange: Exchange, least: int) -> Infeasible:
    """`least`: what the cheapest trip of ours costs, minor units."""
    needed = Money(minor=least, currency=exchange.currency)
    return Infeasible(
        f"your budget is {request.budget}; the cheapest trip we can certify costs {needed}",
        wishes=(f"a budget of {request.budget}", f"{request.days} days for {request.party.size}"),
        ways_out=(f"raise the budget to {needed}", "travel for fewer days", "choose a cheaper destination"),
    )
