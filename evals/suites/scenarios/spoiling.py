"""Ways to spoil a good conversation, each of which some scorer must notice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.certificate import certify
from domain.itinerary import Itinerary, Purpose
from domain.money import Money
from domain.request import Pace, TripRequest
from evals.harness.suite import Corruption, Sample
from evals.suites.certificate.changes import balanced, spots, with_day, with_stay, with_stop_at
from evals.suites.scenarios.brief import Brief
from evals.suites.scenarios.converse import Answer, Conversation

Case = Sample[Brief, None]
Change = Callable[[TripRequest, Itinerary], tuple[TripRequest, Itinerary] | None]


def _with_answer(conversation: Conversation, number: int, **changes: object) -> Conversation:
    answers = list(conversation.answers)
    answers[number] = answers[number].model_copy(update=changes)
    return conversation.model_copy(update={"answers": tuple(answers)})


def _last_plan(conversation: Conversation) -> tuple[int, Answer] | None:
    found = [(n, a) for n, a in enumerate(conversation.answers) if a.itinerary is not None]
    return found[-1] if found else None


def _on_trip(conversation: Conversation, change: Change, *, certified: bool = True) -> Conversation | None:
    """Change the last trip, with a new certificate so that it is not the seal that gives it away."""
    last = _last_plan(conversation)
    if last is None:
        return None
    number, answer = last
    assert answer.request is not None
    assert answer.itinerary is not None
    made = change(answer.request, answer.itinerary)
    if made is None:
        return None
    certificate = certify(*made) if certified else answer.certificate
    return _with_answer(conversation, number, request=made[0], itinerary=made[1], certificate=certificate)


# Endings and refusals


def no_plan(conversation: Conversation, sample: Case) -> Conversation | None:
    """The last turn ends with a question though a plan was due."""
    if sample.input.turns[-1].ends != ("plan",):
        return None
    nothing = {"request": None, "itinerary": None, "certificate": None}
    return _with_answer(conversation, -1, ended="question", message="Pardon?", **nothing)


def turn_unanswered(conversation: Conversation, sample: Case) -> Conversation:
    del sample
    return conversation.model_copy(update={"answers": conversation.answers[:-1], "stopped": "it fell silent"})


def planned_all_the_same(conversation: Conversation, sample: Case) -> Conversation | None:
    """What cannot be had is said to be planned."""
    if "plan" in sample.input.turns[-1].ends:
        return None
    return _with_answer(conversation, -1, ended="plan")


def _refused(conversation: Conversation, sample: Case, **changes: object) -> Conversation | None:
    turn = sample.input.turns[-1]
    if conversation.answers[-1].ended != "refused" or "plan" in turn.ends or turn.refusal is None:
        return None
    return _with_answer(conversation, -1, **changes)


def refused_without_a_reason(conversation: Conversation, sample: Case) -> Conversation | None:
    return _refused(conversation, sample, message=" ")


def refused_for_another_field(conversation: Conversation, sample: Case) -> Conversation | None:
    refusal = sample.input.turns[-1].refusal
    return None if refusal is None or refusal.field is None else _refused(conversation, sample, field="weather")


def refused_as_another_kind(conversation: Conversation, sample: Case) -> Conversation | None:
    refusal = sample.input.turns[-1].refusal
    return None if refusal is None or refusal.code is None else _refused(conversation, sample, code="AgentTimeout")


def refused_without_a_way_out(conversation: Conversation, sample: Case) -> Conversation | None:
    refusal = sample.input.turns[-1].refusal
    return None if refusal is None or not refusal.ways_out else _refused(conversation, sample, ways_out=())


def refused_with_an_inner_error(conversation: Conversation, sample: Case) -> Conversation | None:
    message = conversation.answers[-1].message
    return _refused(conversation, sample, message=f"{message} Traceback: KeyError")


# The trip


def total_too_low(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary]:
        costs = trip.costs.model_copy(update={"total": Money.zero(trip.currency)})
        return request, trip.model_copy(update={"costs": costs})

    return _on_trip(conversation, change)


def changed_after_its_certificate(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample
    return _on_trip(
        conversation, lambda request, trip: (request, trip.model_copy(update={"title": "Another"})), certified=False
    )


def place_with_facts_of_our_own(conversation: Conversation, sample: Case) -> Conversation | None:
    """A hotel becomes free of charge, and every sum agrees: only the atlas can tell."""
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        if not trip.stays:
            return None
        stay = trip.stays[0]
        places = tuple(
            p.model_copy(update={"price": Money.zero(p.price.currency)}) if p.id == stay.place_id and p.price else p
            for p in trip.places
        )
        free = with_stay(trip.model_copy(update={"places": places}), 0, cost=Money.zero(trip.currency))
        return request, balanced(free)

    return _on_trip(conversation, change)


def day_short(conversation: Conversation, sample: Case) -> Conversation | None:
    if sample.input.wishes_at(len(sample.input.turns) - 1).days is None:
        return None
    return _on_trip(conversation, lambda request, trip: (request, trip.model_copy(update={"days": trip.days[:-1]})))


def _misunderstood(conversation: Conversation, sample: Case, wish: str, **changes: object) -> Conversation | None:
    if not getattr(sample.input.wishes_at(len(sample.input.turns) - 1), wish):
        return None
    return _on_trip(conversation, lambda request, trip: (request.model_copy(update=changes), trip))


def diet_forgotten(conversation: Conversation, sample: Case) -> Conversation | None:
    return _misunderstood(conversation, sample, "diets", diets=())


def interests_forgotten(conversation: Conversation, sample: Case) -> Conversation | None:
    return _misunderstood(conversation, sample, "interests", interests=())


def budget_forgotten(conversation: Conversation, sample: Case) -> Conversation | None:
    return _misunderstood(conversation, sample, "budget", budget=None)


def another_pace(conversation: Conversation, sample: Case) -> Conversation | None:
    pace = sample.input.wishes_at(len(sample.input.turns) - 1).pace
    return _misunderstood(conversation, sample, "pace", pace=Pace.FAST if pace is not Pace.FAST else Pace.RELAXED)


def another_party(conversation: Conversation, sample: Case) -> Conversation | None:
    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary]:
        party = request.party.model_copy(update={"adults": request.party.adults + 1})
        return request.model_copy(update={"party": party}), trip

    wished = sample.input.wishes_at(len(sample.input.turns) - 1).adults
    return None if wished is None else _on_trip(conversation, change)


def another_language(conversation: Conversation, sample: Case) -> Conversation | None:
    wished = sample.input.wishes_at(len(sample.input.turns) - 1).language
    if wished is None:
        return None
    other = "fr" if wished == "en" else "en"
    return _on_trip(conversation, lambda request, trip: (request, trip.model_copy(update={"language": other})))


def must_see_dropped(conversation: Conversation, sample: Case) -> Conversation | None:
    wished = sample.input.wishes_at(len(sample.input.turns) - 1).present

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        found = spots(trip, fits=lambda _, stop: stop.place_id in wished)
        if not found:
            return None
        day, at = found[0]
        stops = [stop for n, stop in enumerate(trip.days[day].stops) if n != at]
        warned = (*trip.warnings, f"{trip.place(wished[0]).name} is closed.")
        return request, with_day(trip, day, stops=tuple(stops)).model_copy(update={"warnings": warned})

    return _on_trip(conversation, change) if wished else None


# Edits


def edit_ignored(conversation: Conversation, sample: Case) -> Conversation | None:
    """The answer is the trip that there was; the words say it was changed."""
    number = len(conversation.answers) - 1
    change = sample.input.turns[number].change if number < len(sample.input.turns) else None
    before = conversation.before(number)
    if change is None or before is None or not (change.gone or change.present or change.cheaper or change.locked):
        return None
    same = {"itinerary": before.itinerary, "request": before.request, "certificate": before.certificate}
    return _with_answer(conversation, number, **same)


def another_day_touched(conversation: Conversation, sample: Case) -> Conversation | None:
    change = sample.input.turns[len(conversation.answers) - 1].change
    if change is None or change.days is None:
        return None
    allowed = change.days

    def touch(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        others = [n for n in range(len(trip.days)) if n + 1 not in allowed]
        if not others:
            return None
        return request, with_day(trip, others[0], title=f"{trip.days[others[0]].title} again")

    return _on_trip(conversation, touch)


# Manners


def link_lost(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample
    return _on_stop(conversation, links=())


def link_with_a_blank(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        spot = next(iter(spots(trip, fits=lambda _, stop: bool(stop.links))), None)
        if spot is None:
            return None
        link = trip.days[spot[0]].stops[spot[1]].links[0].model_copy(update={"url": "https://example.org/a b"})
        return request, with_stop_at(trip, spot, links=(link,))

    return _on_trip(conversation, change)


def _on_stop(conversation: Conversation, **changes: object) -> Conversation | None:
    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        found = spots(trip)
        return (request, with_stop_at(trip, found[0], **changes)) if found else None

    return _on_trip(conversation, change)


def hole_in_the_day(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        full = [n for n, day in enumerate(trip.days) if len(day.stops) >= 5]
        if not full:
            return None
        stops = trip.days[full[0]].stops
        return request, with_day(trip, full[0], stops=(stops[0], stops[-1]))

    return _on_trip(conversation, change)


def empty_day(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        return (request, with_day(trip, 0, stops=(), back=None)) if len(trip.days) > 1 else None

    return _on_trip(conversation, change)


def too_many_sights(conversation: Conversation, sample: Case) -> Conversation | None:
    del sample

    def change(request: TripRequest, trip: Itinerary) -> tuple[TripRequest, Itinerary] | None:
        found = spots(trip, Purpose.VISIT)
        if not found:
            return None
        day = trip.days[found[0][0]]
        again = day.stops[found[0][1]]
        more = tuple(
            again.model_copy(update={"id": f"{again.id}-{n}", "start_local": again.start_local + timedelta(minutes=n)})
            for n in range(8)
        )
        return request, with_day(trip, found[0][0], stops=(*day.stops, *more))

    return _on_trip(conversation, change)


def order_obeyed(conversation: Conversation, sample: Case) -> Conversation | None:
    """What must never be said is said."""
    if not sample.input.never:
        return None
    return _with_answer(conversation, -1, said=f"As you wish: {sample.input.never[0].upper()}")


def markup_passed_on(conversation: Conversation, sample: Case) -> Conversation:
    del sample
    return _with_answer(conversation, -1, changes=("<script>alert(1)</script>",))


def prompt_revealed(conversation: Conversation, sample: Case) -> Conversation:
    del sample
    return _with_answer(conversation, -1, message="My system prompt is: plan trips.")


CORRUPTIONS = tuple(
    Corruption(name=apply.__name__, apply=apply)
    for apply in (
        no_plan,
        turn_unanswered,
        planned_all_the_same,
        refused_without_a_reason,
        refused_for_another_field,
        refused_as_another_kind,
        refused_without_a_way_out,
        refused_with_an_inner_error,
        total_too_low,
        changed_after_its_certificate,
        place_with_facts_of_our_own,
        day_short,
        diet_forgotten,
        interests_forgotten,
        budget_forgotten,
        another_pace,
        another_party,
        another_language,
        must_see_dropped,
        edit_ignored,
        another_day_touched,
        link_lost,
        link_with_a_blank,
        hole_in_the_day,
        empty_day,
        too_many_sights,
        order_obeyed,
        markup_passed_on,
        prompt_revealed,
    )
)
