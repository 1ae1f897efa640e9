"""The optimisation agent: from candidates to an itinerary that can be certified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.optimisation.build import cost_of, must_ids, suits_diets
from agents.optimisation.draft import Draft, OnDays, Search, Solve, Solved, solve_draft
from agents.optimisation.exchange import Exchange, exchange_for
from agents.optimisation.finish import cost_of_draft, finish
from agents.optimisation.segments import Segment, divide
from agents.optimisation.stays import StayChoice, choose_within, stay_choices
from agents.optimisation.ways import Connections, connect, plan_ways
from agents.optimisation.whynot import Probe, WhyNot, why_not
from domain.candidates import Candidates, CityCandidates, Scored
from domain.conflict import of_budget, of_days
from domain.errors import Infeasible
from domain.itinerary import Itinerary
from domain.money import Money
from domain.request import TripRequest
from planner.problem import Stop

STAYS_SHARE = 0.55  # of what is left after the journeys
_MEALS_MARGIN = 1.3
_NEARLY = 1.1  # times the budget: dearer than that even at its cheapest, no dropping of stops will help
_PROBE_S, _PROBE_EVALUATIONS = 0.02, 300  # of search per set of wishes: must-sees and a few meals are soon placed
_CHECK_S, _CHECK_EVALUATIONS = 0.1, 2_000  # per way out that is offered
_PROBE_TABLES = 16
_MOST_ADVICE = 3


async def optimise(
    request: TripRequest,
    candidates: Candidates,
    *,
    solve: Solve,
    on_days: OnDays | None = None,
    seed: int = 0,
    limit_s: float = 0.8,
) -> Itinerary:
    """The best trip we can certify; `on_days` is awaited per finished city, day numbers from 1.

    Raises Infeasible, with the wishes that collide and ways out, when there is none.
    """
    search = Search(solve, Stop(limit_s), seed, on_days)
    try:
        best = await _best(request, candidates, search)
    except Infeasible as error:
        plain = await _as_offered(request, candidates, search)
        if plain is None:
            raise await _explained(request, candidates, search, error) from error
        best = plain
    itinerary = finish(best.draft, best.parts, best.budget)
    return itinerary.model_copy(update={"warnings": (*itinerary.warnings, *await _advice(best, search))})


@dataclass(frozen=True)
class _Best:
    """The attempt that is kept: all wishes that can be are in it, and it is within the budget (minor units)."""

    draft: Draft
    parts: tuple[Solved, ...]
    budget: int | None

    @property
    def total(self) -> Money:
        return cost_of_draft(self.draft, self.parts).total

    @property
    def unmet(self) -> frozenset[str]:
        """Must-sees that stayed out, of those that a city of the trip has."""
        wanted = must_ids(self.draft.request)
        there = {stop.place_id for part in self.parts for day in part.days for stop in day.stops}
        known = {s.place.id for c in self.draft.candidates.cities for s in (*c.sights, *c.eats)}
        return frozenset((wanted & known) - there)


async def _best(request: TripRequest, candidates: Candidates, search: Search) -> _Best:
    """Infeasible where no attempt is within the budget, or there is no stay, no connection, no time."""
    exchange = exchange_for(request, candidates)
    segments = divide(request, candidates)
    budget = budget_minor(request, exchange)
    kept: tuple[int, Draft, tuple[Solved, ...]] | None = None
    least = 0
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
        raise over_budget(request, Money(minor=least, currency=exchange.currency))
    return _Best(kept[1], kept[2], budget)


async def _explained(request: TripRequest, candidates: Candidates, search: Search, error: Infeasible) -> Infeasible:
    """The refusal with the least set of wishes that collide and the ways out, where these can be found."""
    found = await _why_not(request, candidates, search)
    if found is None or not found.offers:
        return error
    # What can be bought at least is only known once it was tried: the least budget that was planned with.
    least = [way.request.budget for way in found.offers if way.cost and way.request and way.request.budget]
    message = over_budget(request, least[0]) if least else error
    return Infeasible(str(message), wishes=[wish.said for wish in found.conflict], offers=found.offers)


async def _advice(best: _Best, search: Search) -> tuple[str, ...]:
    """How a must-see that stayed out would fit after all."""
    if not best.unmet:
        return ()
    found = await _why_not(best.draft.request, best.draft.candidates, search)
    if found is None or not found.offers:
        return ()
    wishes = ", ".join(wish.text for wish in found.conflict)
    ways = "; or ".join(offer.text for offer in found.offers[:_MOST_ADVICE])
    return (f"These wishes do not fit together: {wishes}. What would help: {ways}.",)


async def _as_offered(request: TripRequest, candidates: Candidates, search: Search) -> _Best | None:
    """What a way out was tried with before it was offered, and then with no more places than need be.

    A search among all places may pass by what these find: what was offered must not be refused when it is taken.
    """
    for known, how in ((candidates, _surer(search)), (_few(request, candidates), _quick(search))):
        try:
            best = await _best(request, known, replace(how, on_days=search.on_days))
        except Infeasible:
            continue
        if not best.unmet:
            return best
    return None


def _quick(search: Search) -> Search:
    return replace(search, stop=Stop(_PROBE_S, evaluations=_PROBE_EVALUATIONS), on_days=None)


def _surer(search: Search) -> Search:
    return replace(search, stop=Stop(_CHECK_S, evaluations=_CHECK_EVALUATIONS), on_days=None)


async def _why_not(request: TripRequest, candidates: Candidates, search: Search) -> WhyNot | None:
    """Probes see only must-sees and cheap tables; what they find is tried with everything before it is offered."""
    few = _few(request, candidates)
    names = {s.place.id: s.place.name for city in few.cities for s in (*city.sights, *city.eats)}
    quick, surer = _quick(search), _surer(search)

    async def plan(asked: TripRequest) -> Probe | None:
        return await _probe(asked, few, quick)

    async def check(asked: TripRequest) -> Money | None:
        try:
            best = await _best(asked, candidates, surer)
        except Infeasible:
            return None
        return None if best.unmet else best.total

    return await why_not(request, names, plan, check)


def _few(request: TripRequest, candidates: Candidates) -> Candidates:
    """The must-sees, and the cheapest tables for any diet and for theirs."""
    wanted = must_ids(request)

    def of(city: CityCandidates) -> CityCandidates:
        eats = sorted((s for s in city.eats if s.place.price), key=_price)
        suited = [s for s in eats if suits_diets(s.place, request)]
        tables = {s.place.id for s in (*eats[:_PROBE_TABLES], *suited[:_PROBE_TABLES])} | wanted
        sights = tuple(s for s in city.sights if s.place.id in wanted)
        return city.model_copy(update={"sights": sights, "eats": tuple(s for s in city.eats if s.place.id in tables)})

    return candidates.model_copy(update={"cities": tuple(of(city) for city in candidates.cities)})


def _price(scored: Scored) -> int:
    return scored.place.price.minor if scored.place.price else 0


async def _probe(request: TripRequest, few: Candidates, search: Search) -> Probe | None:
    """What the cheapest version costs and which must-sees it lacks; None where there is none at all."""
    try:
        exchange = exchange_for(request, few)
        segments = divide(request, few)
        choices = [_some(stay_choices(request, segment, exchange), segment) for segment in segments]
        cheap = connect(request, few, segments, frugal=True)
        draft = _draft(request, few, exchange, segments, choose_within(choices, 0), cheap, None, frugal=True)
    except Infeasible:
        return None
    best = _Best(draft, await solve_draft(draft, search), None)
    return Probe(best.total, best.unmet)


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


def over_budget(request: TripRequest, least: Money) -> Infeasible:
    """`least`: what the cheapest trip of ours costs."""
    days = f"{request.days} {'day' if request.days == 1 else 'days'}"
    return Infeasible(
        f"Your budget is {request.budget}; the cheapest trip we can certify costs {least}",
        wishes=(of_budget(f"a budget of {request.budget}"), of_days(f"{days} for {request.party.size}")),
        ways_out=(f"raise the budget to {least}", "choose a cheaper destination"),
    )
