"""The optimisation agent: from candidates to an itinerary that can be certified."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from agents.optimisation.build import cost_of, must_ids
from agents.optimisation.draft import Draft, OnDays, Search, Solve, Solved, solve_draft
from agents.optimisation.exchange import Exchange, exchange_for
from agents.optimisation.finish import cost_of_draft, finish
from agents.optimisation.segments import Segment, divide
from agents.optimisation.smaller import ONE_DAY_LESS, smaller_trips, with_days
from agents.optimisation.stays import StayChoice, choose_within, stay_choices
from agents.optimisation.ways import Connections, connect, plan_ways
from domain.candidates import Candidates
from domain.errors import Infeasible
from domain.itinerary import Itinerary
from domain.money import Money
from domain.place import Place
from domain.request import TripRequest
from planner.problem import Stop

STAYS_SHARE = 0.55  # of what is left after the journeys
_MEALS_MARGIN = 1.3
_NEARLY = 1.1  # times the budget: dearer than that even at its cheapest, no dropping of stops will help
_PROBE_S, _PROBE_EVALUATIONS = 0.03, 500  # of search per tried way out: free sights and cheap meals are soon found


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
    search, least = Search(solve, Stop(limit_s), seed, on_days), 0
    for draft in _attempts(request, candidates, exchange, segments, budget):
        parts = await solve_draft(draft, search)
        total = cost_of_draft(draft, parts).total.minor
        missing = sum(part.missing for part in parts)
        if budget is not None and total > budget:
            least = min(least or total, total)
            if draft.frugal and total > _NEARLY * budget:
                break
            continue
        if kept is None or missing < kept[0]:
            kept = missing, draft, parts
        if budget is None or not missing:
            break
    if kept is None:
        assert budget is not None, "without a budget the first attempt is kept"
        needed = Money(minor=least, currency=exchange.currency)
        raise over_budget(request, needed, await ways_out(request, candidates, needed, budget, search))
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
    bare = _draft(request, candidates, exchange, segments, cheapest, cheap, budget)
    frugal = _draft(request, candidates, exchange, segments, cheapest, cheap, None, frugal=True)
    # Where not even the meals seem to be in it, the cheapest of all tells soonest.
    hopeless = bare.money is not None and bare.money < floor
    return [*attempts, frugal, bare] if hopeless else [*attempts, bare, frugal]


async def ways_out(
    request: TripRequest, candidates: Candidates, least: Money, budget: int, search: Search
) -> tuple[str, ...]:
    """Smaller trips that cost less than `least`, each really solved for its amount; the best help first."""
    quick = replace(search, stop=Stop(_PROBE_S, evaluations=_PROBE_EVALUATIONS), on_days=None)
    found: list[tuple[int, str]] = []
    tried = list(smaller_trips(request, _dearest_must(request, candidates)))
    costs = await asyncio.gather(*(_least_cost(smaller, candidates, quick) for _, smaller in tried))
    for (text, _), cost in zip(tried, costs, strict=True):
        if cost is not None and Money.zero(cost.currency) < cost < least:
            found.append((cost.minor, f"{text}: {cost}"))
    enough = any(cost <= budget and text.startswith(ONE_DAY_LESS) for cost, text in found)
    shorter = () if enough else await _long_enough(request, candidates, budget, quick)
    fits = [text for cost, text in sorted(found) if cost <= budget]
    return tuple(dict.fromkeys((*shorter, *fits, *(text for _, text in found))))


def _dearest_must(request: TripRequest, candidates: Candidates) -> Place | None:
    exchange, wanted = exchange_for(request, candidates), must_ids(request)
    known = (s.place for city in candidates.cities for s in (*city.sights, *city.eats) if s.place.id in wanted)
    costs = [(cost_of(place, request, exchange), place.id, place) for place in known]
    dearest = max(costs, default=None, key=lambda item: item[:2])
    return dearest[2] if dearest is not None and dearest[0] else None


async def _long_enough(request: TripRequest, candidates: Candidates, budget: int, search: Search) -> tuple[str, ...]:
    """The longest trip that the budget allows, by halving; none where not even one day is."""
    fits, over, said = 0, request.days - 1, tuple[str, ...]()
    while over - fits > 1:
        days = (fits + over) // 2
        shorter = with_days(request, days)
        cost = None if shorter is None else await _least_cost(shorter, candidates, search)
        if cost is not None and 0 < cost.minor <= budget:
            fits, said = days, (f"travel for {days} {'day' if days == 1 else 'days'}: {cost}",)
        elif shorter is None:
            break
        else:
            over = days
    return said


async def _least_cost(request: TripRequest, candidates: Candidates, search: Search) -> Money | None:
    """What the cheapest version costs; None where there is none at all."""
    try:
        exchange = exchange_for(request, candidates)
        segments = divide(request, candidates)
        choices = [_some(stay_choices(request, segment, exchange), segment) for segment in segments]
        cheap = connect(request, candidates, segments, frugal=True)
        draft = _draft(request, candidates, exchange, segments, choose_within(choices, 0), cheap, None, frugal=True)
    except Infeasible:
        return None
    return cost_of_draft(draft, await solve_draft(draft, search)).total


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


def over_budget(request: TripRequest, least: Money, others: Sequence[str]) -> Infeasible:
    """`least`: what the cheapest trip of ours costs; `others`: ways out beside a higher budget."""
    days = f"{request.days} {'day' if request.days == 1 else 'days'}"
    return Infeasible(
        f"your budget is {request.budget}; the cheapest trip we can certify costs {least}",
        wishes=(f"a budget of {request.budget}", f"{days} for {request.party.size}"),
        ways_out=(f"raise the budget to {least}", *(others or ("choose a cheaper destination",))),
    )
