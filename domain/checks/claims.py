"""What can be claimed of a trip, and one claim that was looked at."""

from __future__ import annotations

from typing import NamedTuple

# Every kind of claim by its code, in the order in which a certificate lists them.
CLAIMS = {
    "document": "The file is a complete trip: request, itinerary and certificate can be read.",
    "hash": "Nothing was changed since the certificate was issued.",
    "facts": "Every fact of a place is the one we know.",
    "dates": "The days are the ones asked for, in order, and everything happens on its day.",
    "zone": "Every wall-clock time exists in its time zone.",
    "destination": "Every city asked for is visited, for the nights asked for.",
    "place": "Every place is known, once, and lies in its city.",
    "twice": "No sight is visited twice and nothing is listed twice.",
    "closed": "Every place is open for the whole visit, last admission included.",
    "duration": "Every visit is long enough to be worth it and not absurdly long.",
    "chain": "Every day leads from the stay through its stops and back without a gap.",
    "unreachable": "Every transfer takes the time its distance needs.",
    "overlap": "Nothing overlaps and nothing starts before it can be reached.",
    "bounds": "No day starts earlier or ends later than asked.",
    "travel": "Every journey between cities is complete, in order and at a plausible speed.",
    "mode": "No means of transport is used that the traveller will not take.",
    "purpose": "Meals are at places to eat, visits at sights.",
    "meal": "Lunch and dinner are planned at local meal times, where they are served.",
    "night": "There is exactly one bed for every night, in the right city.",
    "capacity": "The rooms hold the whole party.",
    "sum": "Every price is recomputed and every sum is exact.",
    "currency": "There is one currency, and each price is in its city's own.",
    "unknown_price": "Prices that are not known are listed as such.",
    "budget": "The total is within the budget.",
    "must_see": "Every must-see is in the trip, or the trip says why not.",
    "avoid": "Nothing is in the trip that the traveller wants to avoid.",
    "diet": "Every meal fits the diet.",
    "step_free": "No stop is known to have steps that cannot be avoided.",
    "children": "No stop is for adults only when children travel.",
    "pace": "No day holds more than the pace allows.",
    "alternate": "Every alternative is open and fits the same slot.",
    "link": "Every link is a web address with an id of its own.",
}


class Check(NamedTuple):
    """One claim that was looked at; `message` is what to say when it does not hold."""

    code: str
    holds: bool
    message: str
    day: int | None = None
    place_ids: tuple[str, ...] = ()
