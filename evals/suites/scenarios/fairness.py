"""Whether a brief can be passed: by the product's own answer, by a plan made from the wishes, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from agents.booking import attach_links
from agents.discovery import discover
from agents.optimisation import optimise
from domain.certificate import certify
from domain.errors import TripwrightError
from domain.itinerary import Itinerary
from domain.place import Level
from domain.plan import Plan
from domain.request import DayLimit, Destination, Pace, Party, PlaceWish, TripRequest
from evals.harness.doctor import witnessed
from evals.harness.suite import Context, Fairness, Sample
from evals.suites.scenarios.brief import Brief, Refusal, Turn, Wishes
from evals.suites.scenarios.converse import SOLVER_SECONDS, converse
from evals.suites.scenarios.scorers import SCORERS
from evals.suites.scenarios.scorers.wishes import looks_of
from graphs.assembly import open_toolbox
from infra.settings import Settings
from planner import solve as solve_now
from planner.problem import Problem, Stop
from tools.places import gazetteer
from tools.places.atlas.records import load_city, load_places

_PATIENCE = 3  # times the seconds of a run


async def examine(sample: Sample[Brief, None], context: Context) -> Fairness:
    """A refusal is fair when the same wish with one thing mended can be had; anything else needs a witness."""
    brief = sample.input
    seconds = _PATIENCE * (context.options.seconds or SOLVER_SECONDS)
    mended = next((turn.refusal for turn in brief.turns if turn.refusal and turn.refusal.mended), None)
    if mended is not None:
        return await _conflict(sample, mended, seconds)
    own = await witnessed(sample, await converse(brief, seed=context.seed, seconds=seconds), SCORERS)
    if own.fair:
        return own
    missing = await _missing(brief, seconds)
    if missing or not any("plan" in turn.ends for turn in brief.turns):
        return own.model_copy(update={"explanation": "; ".join((own.explanation, *missing))})
    said = f"a plan made from the wishes themselves keeps them all; the product's answer does not: {own.explanation}"
    return Fairness(id=sample.id, fair=True, how="witness", explanation=said)


async def _conflict(sample: Sample[Brief, None], refusal: Refusal, seconds: float) -> Fairness:
    """The core is what the mended wish says differently: without it there is a certified plan."""
    brief = sample.input
    other = Brief(id=brief.id, kind="trips", language=brief.language, turns=(Turn(say=refusal.mended),))
    answer = (await converse(other, seconds=seconds)).answers[0]
    core = ", ".join(f"{was!r} instead of {now!r}" for was, now in differences(brief.turns[-1].say, refusal.mended))
    if answer.certificate is not None and answer.certificate.valid:
        return Fairness(id=sample.id, fair=True, how="conflict", explanation=f"only {core} stands in the way")
    said = f"{refusal.mended!r} cannot be had either: {answer.message}"
    return Fairness(id=sample.id, fair=False, how="neither", explanation=said)


def differences(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The words that differ, in runs."""
    was, now = one.split(), other.split()
    for tag, a, b, c, d in SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes():
        if tag != "equal":
            yield " ".join(was[a:b]), " ".join(now[c:d])


async def _missing(brief: Brief, seconds: float) -> list[str]:
    """What no plan made straight from the wishes keeps either, over the turns that must end with one."""
    found: list[str] = []
    for number, turn in enumerate(brief.turns):
        wishes = brief.wishes_at(number)
        request = request_of(wishes) if turn.ends == ("plan",) else None
        if request is not None:
            found += [f"turn {number + 1}: {text}" for text in await _unkept(wishes, request, seconds)]
    return found


async def _unkept(wishes: Wishes, request: TripRequest, seconds: float) -> list[str]:
    try:
        itinerary = await plan_of(request, seconds)
    except TripwrightError as error:
        return [str(error)]
    wrong = [violation.message for violation in certify(request, itinerary).violations]
    return wrong + [look.text for look in looks_of(wishes, request, itinerary) if not look.holds]


def request_of(wishes: Wishes) -> TripRequest | None:
    """The wishes as a request, no words read; None where they leave the when or where open."""
    start = wishes.start_on or (wishes.between[0] if wishes.between else None)
    days = wishes.days or (sum(wishes.nights.values()) + 1 if wishes.nights else None)
    if not wishes.cities or start is None or days is None:
        return None
    hours = [None if text is None else int(text[:2]) * 60 + int(text[3:]) for text in _hours(wishes)]
    children = tuple(wishes.children or ())
    return TripRequest.model_validate(
        {
            "text": "the wishes themselves",
            "language": wishes.language or "en",
            "origin": gazetteer.find_origin(wishes.origin) if wishes.origin else None,
            "destinations": tuple(
                Destination(city_id=i, name=load_city(i).name, nights=wishes.nights.get(i)) for i in wishes.cities
            ),
            "keep_order": wishes.in_order,
            "start_on": start,
            "days": days,
            "party": Party(adults=wishes.adults or 2, children=children, rooms=wishes.rooms),
            "budget": wishes.money,
            "level": wishes.level or Level.MODERATE,
            "pace": wishes.pace or Pace.MODERATE,
            "interests": wishes.interests,
            "cuisines": wishes.cuisines,
            "diets": wishes.diets,
            "step_free": bool(wishes.step_free),
            "must_see": tuple(map(_named, (*wishes.present, *wishes.on_day))),
            "must_avoid": tuple(map(_named, wishes.absent)),
            "avoid": wishes.no_kind,
            "avoid_modes": wishes.no_modes,
            "day_start_min": 9 * 60 if hours[0] is None else hours[0],
            "day_end_min": 21 * 60 + 30 if hours[1] is None else hours[1],
            "arrive_min": hours[2],
            "leave_min": hours[3],
            "day_limits": _limits(wishes),
        }
    )


def _hours(wishes: Wishes) -> tuple[str | None, ...]:
    own = wishes.hours
    return (own.start if own else None, own.end if own else None, wishes.arrive, wishes.leave)


def _limits(wishes: Wishes) -> tuple[DayLimit, ...]:
    def minutes(text: str | None) -> int | None:
        return None if text is None else int(text[:2]) * 60 + int(text[3:])

    return tuple(
        DayLimit(day=day, start_min=minutes(hours.start), end_min=minutes(hours.end))
        for day, hours in sorted(wishes.day_hours.items())
    )


def _named(place_id: str) -> PlaceWish:
    return PlaceWish(text=load_places(place_id.partition("/")[0])[place_id].name, place_id=place_id)


async def plan_of(request: TripRequest, seconds: float) -> Itinerary:
    """The plan of a request, without a graph; raises what the planner raises."""

    async def solve(problem: Problem, stop: Stop, seed: int) -> Plan:
        return solve_now(problem, stop, seed)

    tools = await open_toolbox(Settings())
    try:
        itinerary = await optimise(request, await discover(request, tools), solve=solve, limit_s=seconds)
    finally:
        await tools.index.close()
    return attach_links(request, itinerary.model_copy(update={"language": request.language}), affiliates={})
