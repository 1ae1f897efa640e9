"""A draft becomes a request, a question or a refusal: the same for every reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from agents.intent.calendar_choice import Calendar, choose_days
from agents.intent.draft import AmountDraft, RequestDraft, StayDraft
from agents.intent.event_stays import stays_for_events
from agents.intent.namesakes import which_of_that_name
from agents.intent.outcome import FieldProblem, Question, Refused, Understanding, Understood
from agents.intent.phrases import phrase
from agents.intent.slots.money import currency_of_country, usual_currency
from domain.money import Money
from domain.place import Level
from domain.request import MAX_PARTY, Destination, Origin, Pace, Party, PlaceWish, TripRequest
from tools.places import gazetteer
from tools.places.gazetteer import CityMatch

_MAX_DESTINATIONS = 8
_CHILD_AGE = 8  # assumed where children are named without ages
_DAY_START, _DAY_END, _DAY_END_WITH_CHILDREN = 9 * 60, 21 * 60 + 30, 20 * 60 + 30
_SMALL_CHILD = 12
_LEAST_DAY_MIN = 120
_CITIES_TO_OFFER = 4


@dataclass(frozen=True)
class _Part:
    """A slot's outcome: a value, or what keeps it from being one."""

    value: Any = None
    assumptions: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = ()
    questions: tuple[Question, ...] = ()


def settle(draft: RequestDraft, *, text: str, today: date, world: bool = False) -> Understanding:
    """Check everything; problems are told together, questions one at a time.

    With `world` any city on Earth is a destination, otherwise those of the atlas alone.
    """
    if not draft.says_something():
        return Question(field="destinations", text=phrase("no_trip", draft.language), options=_offers())
    where = _destinations(draft, text, world)
    when = choose_days(draft, today)
    who = _party(draft)
    problems = (*where.problems, *when.problems, *who.problems)
    if not problems and not when.questions and when.days:
        budget = _budget(draft, when.days, who.value.size)
    else:
        budget = _budget(draft, 1, 1)
    problems = (*problems, *budget.problems)
    if problems:
        return Refused(errors=problems)
    hours = _hours(draft, who.value)
    for question in (*where.questions, *when.questions, *budget.questions, *hours.questions):
        return question
    ordered = stays_for_events(text, [match for _, match in where.value], when.days)
    if isinstance(ordered, FieldProblem):
        return Refused(errors=(ordered,))
    request = _request(draft, text, where, when, who, budget, hours)
    if ordered is None:
        return Understood(request=request)
    cities = ", then ".join(stay.name for stay in ordered)
    said = (*request.assumptions, f"I took the cities in this order for the days you named: {cities}.")
    changed = {"destinations": ordered, "keep_order": True, "assumptions": said}
    return Understood(request=TripRequest.model_validate(request.model_dump() | changed))


def _offers() -> tuple[str, ...]:
    known = gazetteer.records.city_ids()
    popular = [c for c in ("kyoto", "rome", "paris", "lisbon", "istanbul", "london") if c in known][:3]
    return tuple(f"5 days in {gazetteer.city_facts(c).name} in May" for c in popular)


# ---- where ---------------------------------------------------------------------------------------


def _destinations(draft: RequestDraft, text: str, world: bool) -> _Part:
    matches: list[tuple[StayDraft, CityMatch]] = []
    problems: list[FieldProblem] = []
    said: list[str] = []
    country = draft.countries[0] if len(draft.countries) == 1 else None
    for stay in (*draft.destinations, *(StayDraft(name=name) for name in draft.unknown_places)):
        found = gazetteer.find_city(stay.name, world=world, country=country)
        if isinstance(found, CityMatch):
            matches.append((stay, found))
            said.extend(which_of_that_name(found, text, country))
        elif place := gazetteer.find_place_anywhere(stay.name):
            city = gazetteer.city_facts(place.place.id.partition("/")[0])
            said.append(f"{place.place.name} is planned from {city.name}.")
            matches.append(
                (stay, CityMatch(city_id=city.id, name=city.name, country=city.country, at=city.at, typed=stay.name))
            )
        else:
            problems.append(FieldProblem(field="destinations", message=found.sentence))
    if len(matches) > _MAX_DESTINATIONS:
        problems.append(
            FieldProblem(
                field="destinations",
                message=f"I plan up to {_MAX_DESTINATIONS} cities in one trip; you named {len(matches)}.",
            )
        )
    if problems:
        return _Part(problems=tuple(problems))
    if not matches:
        return _without_city(draft, world)
    if draft.alternatives and len(names := tuple(dict.fromkeys(match.name for _, match in matches))) > 1:
        text = phrase("which_city", draft.language, cities=", ".join(names))
        return _Part(questions=(Question(field="destinations", text=text, options=(*names, " and ".join(names))),))
    return _Part(matches, tuple(said))


def _without_city(draft: RequestDraft, world: bool) -> _Part:
    """A must-see names its city; a country asks which of its cities."""
    for name in draft.must_see:
        if place := gazetteer.find_place_anywhere(name):
            city = gazetteer.city_facts(place.place.id.partition("/")[0])
            match = CityMatch(city_id=city.id, name=city.name, country=city.country, at=city.at, typed=name)
            return _Part(
                [(StayDraft(name=city.name), match)],
                (f"{place.place.name} is in {city.name}, so I planned {city.name}.",),
            )
    for code in draft.countries:
        return _which_city(code, draft.language, world)
    return _Part(
        questions=(
            Question(field="destinations", text=phrase("destinations", draft.language), options=_cities_to_offer()),
        )
    )


def _which_city(code: str, language: str, world: bool) -> _Part:
    ids = [c for c in gazetteer.records.city_ids() if gazetteer.city_facts(c).country == code]
    name = gazetteer.world_cities.country_name(code)
    if world and not ids and (biggest := gazetteer.world_cities.biggest_in(code, _CITIES_TO_OFFER)):
        names = tuple(dict.fromkeys(city.name for city in biggest))
        asked = phrase("country", language, country=name, cities=", ".join(names))
        return _Part(questions=(Question(field="destinations", text=asked, options=names),))
    if not ids:
        return _Part(
            problems=(
                FieldProblem(
                    field="destinations", message=f"I do not know {name} well enough yet. {_known_sentence()}"
                ),
            )
        )
    names = tuple(gazetteer.city_facts(c).name for c in ids)
    text = phrase("country", language, country=name, cities=", ".join(names))
    both = (" and ".join(names[:2]),) if len(names) > 1 else ()
    return _Part(questions=(Question(field="destinations", text=text, options=(*names, *both)),))


def _known_sentence() -> str:
    return "I know " + ", ".join(_cities_to_offer()) + " and others."


def _cities_to_offer() -> tuple[str, ...]:
    known = gazetteer.records.city_ids()
    liked = ("kyoto", "rome", "paris", "london", "istanbul", "lisbon", "new-york", "marrakech")
    return tuple(gazetteer.city_facts(c).name for c in liked if c in known)[:4]


def _stays(matches: Sequence[tuple[StayDraft, CityMatch]], days: int) -> tuple[Destination, ...]:
    """Nights of each city: as said; days said become nights, the last city's one less."""
    merged: dict[str, tuple[CityMatch, int | None]] = {}
    in_days = all(stay.days is not None and stay.nights is None for stay, _ in matches)
    for index, (stay, match) in enumerate(matches):
        nights = stay.nights if stay.nights is not None else stay.days
        if in_days and nights is not None and index == len(matches) - 1:
            nights = max(0, nights - 1)
        before = merged.get(match.city_id, (match, None))[1]
        merged[match.city_id] = (match, nights if before is None else before + (nights or 0))
    stays = [Destination(city_id=c, name=m.name, nights=n) for c, (m, n) in merged.items()]
    if len(stays) == 1:
        return (stays[0].model_copy(update={"nights": None}),)
    fixed = [s.nights for s in stays if s.nights is not None]
    if len(fixed) == len(stays) and sum(fixed) != days - 1:
        stays[-1] = stays[-1].model_copy(update={"nights": None})
    return tuple(stays)


# ---- who -----------------------------------------------------------------------------------------


def _party(draft: RequestDraft) -> _Part:
    said: list[str] = []
    ages = tuple(draft.children or ()) + (_CHILD_AGE,) * draft.children_without_age
    if draft.children_without_age:
        said.append(f"You did not say how old the children are; I took {_CHILD_AGE} years.")
    adults = draft.adults
    if draft.party_size is not None:
        adults = draft.party_size - len(ages)
        if draft.party_size >= 3 and not ages and draft.adults is None and _is_family(draft):
            ages, adults = (_CHILD_AGE,) * (draft.party_size - 2), 2
            said.append(f"I took a family of {draft.party_size} as two adults and {len(ages)} of {_CHILD_AGE} years.")
    if adults is None:
        adults = 2
        said.append("You did not say who travels; I planned for two adults.")
    problem = _party_problem(adults, ages, draft.rooms)
    if problem:
        return _Part(problems=(FieldProblem(field="party", message=problem),))
    return _Part(Party(adults=adults, children=ages, rooms=draft.rooms), tuple(said))


def _is_family(draft: RequestDraft) -> bool:
    return draft.children == ()


def _party_problem(adults: int, ages: tuple[int, ...], rooms: int | None) -> str | None:
    if adults + len(ages) < 1:
        return "A trip needs at least one traveller."
    if adults < 1:
        return "Children cannot travel alone; how many adults go with them?"
    if adults + len(ages) > MAX_PARTY:
        return f"I plan for up to {MAX_PARTY} people; you are {adults + len(ages)}."
    if any(not 0 <= age <= 17 for age in ages):
        return "Children are up to 17 years old; count those who are older as adults."
    if rooms is not None and not 1 <= rooms <= adults + len(ages):
        return f"{rooms} rooms do not suit {adults + len(ages)} travellers."
    return None


# ---- money and hours -----------------------------------------------------------------------------


def _budget(draft: RequestDraft, days: int, size: int) -> _Part:
    if any(b.amount <= 0 for b in draft.budgets):
        return _Part(
            problems=(
                FieldProblem(
                    field="budget", message="The budget must be more than zero; leave it out if there is no limit."
                ),
            )
        )
    if not draft.budgets:
        return _Part(None, ("You named no budget; I planned without a limit.",))
    currencies = {b.currency for b in draft.budgets if b.currency}
    if len(currencies) > 1:
        amounts = tuple(f"{b.amount.normalize():f} {b.currency}" for b in draft.budgets)
        text = phrase("which_budget", draft.language, amounts=", ".join(amounts))
        return _Part(questions=(Question(field="budget", text=text, options=amounts),))
    biggest = max(draft.budgets, key=lambda b: _whole(b, days, size))
    currency, said = _currency(draft, biggest)
    total = _whole(biggest, days, size)
    if biggest.per != "trip":
        said = (*said, f"I read the budget as {Money.of(total, currency)} for everybody and the whole trip.")
    return _Part(Money.of(total, currency), said)


def _whole(budget: AmountDraft, days: int, size: int) -> Decimal:
    times = {"trip": 1, "day": days, "person": size, "person_day": size * days}[budget.per]
    return budget.amount * times


def _currency(draft: RequestDraft, budget: AmountDraft) -> tuple[str, tuple[str, ...]]:
    if budget.currency:
        return budget.currency, ()
    origin = gazetteer.find_origin(draft.origin) if draft.origin else None
    currency = (currency_of_country(origin.country) if origin else None) or usual_currency(draft.language)
    return currency, (f"You named no currency; I took {currency}.",)


def _hours(draft: RequestDraft, party: Party) -> _Part:
    said: tuple[str, ...] = ()
    end = _DAY_END
    if any(age < _SMALL_CHILD for age in party.children) and draft.day_end_min is None:
        end, said = _DAY_END_WITH_CHILDREN, ("With children, days end at 20:30.",)
    start = draft.day_start_min if draft.day_start_min is not None else _DAY_START
    end = draft.day_end_min if draft.day_end_min is not None else max(end, min(start + 5 * 60, 24 * 60))
    if end - start < _LEAST_DAY_MIN:
        text = phrase("hours", draft.language, start=_clock(start), end=_clock(end))
        return _Part(questions=(Question(field="hours", text=text, options=("9:00 to 21:30", "10:00 to 20:00")),))
    return _Part((start, end), said)


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


# ---- all together --------------------------------------------------------------------------------


def _request(
    draft: RequestDraft, text: str, where: _Part, when: Calendar, who: _Part, budget: _Part, hours: _Part
) -> TripRequest:
    assert when.start_on is not None
    days = when.days or _window_days(draft)
    stays = _stays(where.value, days)
    city_ids = [stay.city_id for stay in stays]
    origin, origin_said = _origin(draft, stays)
    said = (
        *where.assumptions,
        *when.assumptions,
        *who.assumptions,
        *budget.assumptions,
        *hours.assumptions,
        *origin_said,
        *_lodging_said(draft),
    )
    return TripRequest(
        text=text,
        language=draft.language,
        origin=origin,
        destinations=stays,
        keep_order=draft.keep_order,
        start_on=when.start_on,
        days=days,
        party=who.value,
        budget=budget.value,
        level=draft.level or Level.MODERATE,
        pace=draft.pace or Pace.MODERATE,
        interests=draft.interests,
        wishes=draft.wishes,
        cuisines=draft.cuisines,
        diets=draft.diets,
        step_free=bool(draft.step_free),
        must_see=_named(draft.must_see, city_ids),
        must_avoid=_named(draft.must_avoid, city_ids),
        avoid=draft.avoid,
        day_start_min=hours.value[0],
        day_end_min=hours.value[1],
        arrive_min=draft.arrive_min,
        leave_min=draft.leave_min,
        avoid_modes=draft.avoid_modes,
        room=draft.room,
        house_rules=draft.house_rules,
        assumptions=said,
    )


_UNKNOWN_RULES = {"pets": "pets", "smoking": "smoking", "parties": "parties", "visitors": "visitors"}
_ROOM_WORDS = {
    "entire": "I look for apartments first; whether you have the whole place to yourselves, the stay must confirm.",
    "private": "Your room is private in hotels and guesthouses; I avoid hostels.",
    "not_shared": "Your room is not shared in hotels, guesthouses and apartments; I avoid hostels.",
    "shared": "I look for hostels first; whether a shared room is free, the stay must confirm.",
}


def _lodging_said(draft: RequestDraft) -> tuple[str, ...]:
    """What no stay of ours states is said, not guessed."""
    unknown = [_UNKNOWN_RULES[rule] for rule in draft.house_rules if rule in _UNKNOWN_RULES]
    rules = f"I do not know which stays allow {' and '.join(unknown)}; please ask before you book." if unknown else ""
    return tuple(filter(None, (_ROOM_WORDS[draft.room] if draft.room else "", rules)))


def _window_days(draft: RequestDraft) -> int:
    assert draft.earliest_on is not None
    assert draft.latest_on is not None
    return (draft.latest_on - draft.earliest_on).days + 1


def _origin(draft: RequestDraft, stays: Sequence[Destination]) -> tuple[Origin | None, tuple[str, ...]]:
    if draft.origin is None:
        return None, ("You did not say where you set out from; the way there and back is not planned.",)
    origin = gazetteer.find_origin(draft.origin)
    if origin is None:
        return None, (f"I do not know {draft.origin!r}; the way there and back is not planned.",)
    if any(stay.name == origin.name for stay in stays) and len(stays) == 1:
        return None, (f"You are in {origin.name} already; no way there is planned.",)
    return origin, ()


def _named(names: Sequence[str], city_ids: Sequence[str]) -> tuple[PlaceWish, ...]:
    wishes: dict[str, PlaceWish] = {}
    for name in names:
        match = gazetteer.find_place(name, city_ids)
        wishes.setdefault(
            match.place.id if match else name, PlaceWish(text=name, place_id=match.place.id if match else None)
        )
    return tuple(wishes.values())
