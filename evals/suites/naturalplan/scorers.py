"""Scores of an answer: the benchmark's own comparison, and whether the plan keeps what the text asks."""

from __future__ import annotations

from itertools import pairwise

from agents.tours import TourWish, read_tour
from evals.harness.suite import Score
from evals.suites.naturalplan.answer import Answer
from evals.suites.naturalplan.files import NaturalSample
from evals.suites.naturalplan.orders import can_fly, is_there, orders_of
from evals.suites.naturalplan.parse import meetings_in_answer, slot_in_answer, stays_in_answer
from evals.suites.naturalplan.prompt import task_of


def solved(answer: Answer, sample: NaturalSample) -> Score | None:
    """As the benchmark counts: 1 for the golden trip, for as many meetings, for the golden slot."""
    golden = sample.target
    if golden.stays is not None:
        found = stays_in_answer(answer.text)
        return _score(found == list(golden.stays), f"{_route(found)} for {_route(list(golden.stays))}")
    if golden.meetings is not None:
        count = meetings_in_answer(answer.text, golden.constraints, golden.minutes)
        return _score(count == golden.meetings, f"{count} meetings for {golden.meetings}")
    if golden.slot is not None:
        slot, wanted = slot_in_answer(answer.text), slot_in_answer(golden.slot)
        return _score(bool(slot) and slot == wanted, f"{slot or 'no time'} for {wanted}")
    return None


def kept(answer: Answer, sample: NaturalSample) -> Score | None:
    """Trips only: whether the answer's text, read back, keeps every wish and flies direct flights only."""
    if answer.kind != "trip" or answer.impossible:
        return None
    broken = broken_wishes(read_tour(task_of(sample.input)), stays_in_answer(answer.text))
    return Score(value=0.0 if broken else 1.0, explanation="; ".join(broken))


def refused_rightly(answer: Answer, sample: NaturalSample) -> Score | None:
    """Refused trips only: whether a plain search finds no order either, and the refusal says why."""
    if answer.kind != "trip" or not answer.impossible:
        return None
    found = orders_of(read_tour(task_of(sample.input)), most=1)
    right = not found and bool(answer.text.strip())
    return Score(value=float(right), explanation=" to ".join(found[0]) if found else answer.text)


def orders(answer: Answer, sample: NaturalSample) -> Score | None:
    """Trips only: how many orders keep every wish; the benchmark takes one of them only."""
    if answer.kind != "trip":
        return None
    found = orders_of(read_tour(task_of(sample.input)))
    return Score(value=len(found), unit="orders", better="lower", explanation="; ".join(map(" to ".join, found[:5])))


def understood(answer: Answer, sample: NaturalSample) -> Score:
    """Whether every sentence with figures was understood."""
    assert sample.id
    return Score(value=0.0 if answer.unread or answer.kind is None else 1.0, explanation="; ".join(answer.unread))


def broken_wishes(wish: TourWish, stays: list[tuple[str, int]]) -> list[str]:
    """What a trip breaks, in words; empty for a true one."""
    if [city for city, _ in stays] != list(dict.fromkeys(city for city, _ in stays)):
        return ["a city is visited twice"]
    broken = [
        f"{stay.city} has {dict(stays).get(stay.city, 0)} days, not {stay.days}"
        for stay in wish.stays
        if dict(stays).get(stay.city) != stay.days
    ]
    spans: dict[str, tuple[int, int]] = {}
    first = 1
    for city, days in stays:
        spans[city] = first, first + days - 1
        first += days - 1
    if first != wish.days:
        broken.append(f"it ends on day {first}, not {wish.days}")
    broken += [
        f"not in {event.city} from day {event.first} to {event.last}"
        for event in wish.events
        if event.city not in spans or not is_there(wish, event.city, *spans[event.city])
    ]
    order = [city for city, _ in stays]
    return broken + [f"no flight from {a} to {b}" for a, b in pairwise(order) if not can_fly(wish, a, b)]


def _score(right: bool, said: str) -> Score:
    return Score(value=float(right), explanation=said)


def _route(stays: list[tuple[str, int]]) -> str:
    return ", ".join(f"{city} {days}" for city, days in stays) or "no plan"
