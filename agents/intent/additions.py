"""A message that adds to a request: what it says is changed, all the rest holds on."""

# ruff: noqa: E501 - patterns and tables of words read best one alternative after the other
from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from agents.intent.answers import merge
from agents.intent.draft import RequestDraft, StayDraft
from agents.intent.numbers import NUMBER, value_of
from agents.intent.slots.party import RELATIVE
from tools.places.gazetteer import CityMatch, find_city, mentions, world_city
from tools.places.spelling import fold

SHIFT = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?P<unit>days?|weeks?|months?|dias?|semanas?|mes(?:es)?|jours?|semaines?|mois|tage?|wochen?|monate?)\s+(?:(?P<later>later|mas tarde|despues|plus tard|spater)|(?P<earlier>earlier|sooner|before|antes|plus tot|fruher))\b"
)
JOINS = re.compile(
    r"\b(?:is|are|will be|'s|s)\s+(?:also |now )?(?:coming|joining|travelling|traveling)\b|\b(?:joins?|come|comes|coming) (?:with us|along|too|as well)\b|\bbring(?:ing)? (?:my|our|the|a|\d)|\b(?:viene|vienen) (?:tambien|con nosotros)\b|\b(?:vient|viennent) (?:aussi|avec nous)\b|\b(?:kommt|kommen) (?:auch )?mit\b"
)
_COUNTED = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?:more |extra |other )?(?:friends?|adults?|people|persons?|amig[oa]s?|amis?|freunde?|erwachsene)\b"
)
_KIN = re.compile(rf"\b(?:my|our|a|mi|mon|ma|mein|meine)\s+(?:\w+ )?{RELATIVE}\b")
_ONLY = re.compile(r"\b(?:just|only|without|no)\b|\b(?:solo|sin|sans|seulement|nur|ohne)\b")
_ALONE = re.compile(r"\b(?:solo|alone|just me|only me|by myself|sola?|seule?|allein)\b")


# "the kids are tired" speaks of those who travel; "two kids", "with kids" says how many.
_CHILDREN_COUNTED = re.compile(
    rf"\b{NUMBER}\s+(?:\w+ )?(?:kids?|child(?:ren)?|sons?|daughters?|bab(?:y|ies)|toddlers?|nin[oa]s?|hij[oa]s?|bebes?|enfants?|fils|filles?|kind(?:er)?|sohn|tochter)\b|\bwith (?:the |our |my )?(?:kids|children)\b|\bcon (?:los |nuestros |mis )?(?:ninos|hijos)\b|\bavec (?:des |les |nos |mes )?enfants\b|\bmit (?:den |unseren |meinen )?kindern\b"
)


def counts_people(draft: RequestDraft, folded: str) -> bool:
    """Whether a message says how many they are; "my wife is vegan" does not."""
    if draft.party_size is not None or draft.children:
        return True
    if draft.children_without_age and _CHILDREN_COUNTED.search(folded):
        return True
    number = re.search(rf"\b{NUMBER}\s+(?:\w+ )?(?:adult|grown|erwachsen|adulte)", folded)
    return draft.adults is not None and bool(number or _ALONE.search(folded))


def add_to(base: RequestDraft, said: RequestDraft, text: str) -> RequestDraft:
    """`said`, read from `text`, laid over the request there is."""
    folded = fold(text)
    said = _who(base, said, folded)
    destinations, days = _where(base, said, folded)
    merged = merge(base, said.model_copy(update={"language": base.language}))
    changes: dict[str, object] = {"destinations": destinations, "language": base.language}
    if days is not None:
        changes |= {"days": days, "nights": None, "end_on": None}
    if base.start_on and (shift := SHIFT.search(folded)):
        changes |= {"start_on": _shifted(base.start_on, shift), "end_on": None}
    if said.budgets:
        changes["budgets"] = said.budgets
    return merged.model_copy(update=changes)


def _who(base: RequestDraft, said: RequestDraft, folded: str) -> RequestDraft:
    """Children stay when only a number is said; who joins is counted on top."""
    if JOINS.search(folded):
        counted = _COUNTED.search(folded)
        grown = value_of(counted["n"]) if counted else 0 if said.children else len(_KIN.findall(folded))
        ages = (*(base.children or ()), *(said.children or ()))
        return said.model_copy(
            update={"adults": (base.adults or 1) + grown, "children": ages or None, "party_size": None}
        )
    if not counts_people(said, folded):
        return said.model_copy(update={"adults": None, "children": None, "children_without_age": 0, "party_size": None})
    if said.party_size is not None and not said.children and not _ONLY.search(folded):
        return said.model_copy(update={"children": base.children})
    if said.children and said.party_size is None:
        return said.model_copy(update={"adults": base.adults})
    return said


def _where(base: RequestDraft, said: RequestDraft, folded: str) -> tuple[tuple[StayDraft, ...], int | None]:
    """Cities come on top, with the days they are said to take; without, the trip's days are shared anew."""
    known = {_id(stay) for stay in base.destinations}
    gone = _replaced(folded) & known
    if gone and {_id(stay) for stay in said.destinations} - known:
        return _instead(base, said, gone), base.days
    new = tuple(stay for stay in said.destinations if _id(stay) not in known)
    if not new:
        return base.destinations, said.days if said.days is not None and not said.destinations else None
    whole = said.nights if said.nights is not None else said.days
    if len(new) == 1 and whole is not None and new[0].nights is None and new[0].days is None:
        new = (new[0].model_copy(update={"nights": whole}),)
    spans = [stay.nights if stay.nights is not None else stay.days for stay in new]
    more = sum(span for span in spans if span is not None)
    if not more:
        return tuple(StayDraft(name=stay.name) for stay in (*base.destinations, *new)), base.days
    nights = (base.days or 1) - 1
    old = base.destinations
    if len(old) == 1 and old[0].nights is None:
        old = (old[0].model_copy(update={"nights": nights}),)
    new = tuple(StayDraft(name=stay.name, nights=span) for stay, span in zip(new, spans, strict=True))
    return (*old, *new), (base.days or 1) + more


_LONGEST_NAME, _PEOPLE = 3, 15_000
_INSTEAD_OF = re.compile(
    r"\b(?:instead of|rather than|en vez de|en lugar de|au lieu de|plutot que|statt|anstatt|anstelle von)\s+(?P<city>.{3,30})"
)


def _replaced(folded: str) -> set[str]:
    """The cities that another is to stand in for."""
    named = [match["city"] for match in _INSTEAD_OF.finditer(folded)]
    ours = {m.match.city_id for city in named for m in mentions(city)[:1] if isinstance(m.match, CityMatch)}
    return ours | {found.city_id for city in named if (found := _beyond(city)) is not None}


def _beyond(words: str) -> CityMatch | None:
    """The city that a text begins with, of the world's: its longest name."""
    parts = words.strip(" .,!?").split()[:_LONGEST_NAME]
    found = (world_city(" ".join(parts[:size]), _PEOPLE) for size in range(len(parts), 0, -1))
    return next((match for match in found if match is not None), None)


def _instead(base: RequestDraft, said: RequestDraft, gone: set[str]) -> tuple[StayDraft, ...]:
    """The new cities take the place and the nights of those that go."""
    known = {_id(stay) for stay in base.destinations}
    new = [stay for stay in said.destinations if _id(stay) not in known]
    stays: list[StayDraft] = []
    for stay in base.destinations:
        if _id(stay) not in gone:
            stays.append(stay)
        elif new:
            first = new.pop(0)
            stays.append(StayDraft(name=first.name, nights=stay.nights if first.nights is None else first.nights))
    return (*stays, *new)


def replaces_city(folded: str, city_ids: tuple[str, ...]) -> bool:
    return bool(_replaced(folded) & set(city_ids))


def _id(stay: StayDraft) -> str:
    found = find_city(stay.name)
    return found.city_id if isinstance(found, CityMatch) else stay.name


def _shifted(on: date, shift: re.Match[str]) -> date:
    count = min(value_of(shift["n"]), 400) * (1 if shift["later"] else -1)
    unit = shift["unit"]
    if unit.startswith(("week", "sem", "woche")):
        return on + relativedelta(weeks=count)
    if unit.startswith(("month", "mes", "mois", "monat")):
        return on + relativedelta(months=count)
    return on + relativedelta(days=count)
