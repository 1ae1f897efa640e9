"""The certificate: an itinerary re-checked from scratch, claim by claim.

Nothing here knows how plans are made: the checks read the request, the itinerary and the facts
it carries, and nothing else of ours but domain types.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.checks import dates, legs, meals, nights, opening, places, structure, sums, travel, wishes
from domain.checks.claims import CLAIMS, Check
from domain.checks.trip import Trip
from domain.city import CityFacts
from domain.itinerary import Itinerary
from domain.place import Place
from domain.request import TripRequest

CHECKER = "tripwright-certificate 1"
_UNSIGNED = "0" * 64

_CHECKS: tuple[Callable[[Trip], Iterator[Check]], ...] = (
    structure.check_wall_times,
    dates.check_dates,
    dates.check_destinations,
    places.check_places,
    places.check_repeats,
    places.check_links,
    opening.check_opening,
    opening.check_alternates,
    legs.check_legs,
    legs.check_chain,
    legs.check_overlaps,
    legs.check_bounds,
    travel.check_travel,
    meals.check_purposes,
    meals.check_meals,
    meals.check_diets,
    nights.check_nights,
    nights.check_capacity,
    sums.check_prices,
    sums.check_sums,
    sums.check_currency,
    sums.check_unknown,
    sums.check_budget,
    wishes.check_must_sees,
    wishes.check_avoided,
    wishes.check_people,
    wishes.check_pace,
    wishes.check_modes,
)


class Violation(BaseModel):
    """A claim that does not hold."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(description="closed, unreachable, overlap, meal, sum, dates, night, must_see …")
    message: str
    day: int | None = Field(default=None, description="day number from 1")
    place_ids: tuple[str, ...] = ()


class Claim(BaseModel):
    """A kind of claim and how many of it were checked."""

    model_config = ConfigDict(frozen=True)

    code: str
    text: str
    checked: int = Field(ge=0)
    failed: int = Field(ge=0)


class Certificate(BaseModel):
    """The result of a check; `sha256` is of the canonical JSON of request and itinerary."""

    model_config = ConfigDict(frozen=True)

    valid: bool
    claims: tuple[Claim, ...] = Field(description="the kinds that this trip makes, in the order of CLAIMS")
    violations: tuple[Violation, ...] = ()
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    checker: str = Field(description="name and version of the rules")


def certify(
    request: TripRequest,
    itinerary: Itinerary,
    known: Mapping[str, Place] | None = None,
    known_cities: Mapping[str, CityFacts] | None = None,
) -> Certificate:
    """Re-check every claim of `itinerary` against `request`.

    With `known` (places by id) and `known_cities`, the facts that the itinerary carries are
    compared with them too; a place that is not among them is a ghost.
    """
    trip = Trip(request, itinerary)
    return _issue(_all_checks(trip, known, known_cities), canonical_sha256(request, itinerary))


def find_violations(request: TripRequest, itinerary: Itinerary) -> tuple[Violation, ...]:
    """What a certificate would say does not hold, without the hash, for plans that are only tried."""
    return _issue(_all_checks(Trip(request, itinerary), None, None), _UNSIGNED).violations


def _all_checks(trip: Trip, known: Mapping[str, Place] | None, cities: Mapping[str, CityFacts] | None) -> list[Check]:
    found = list(structure.check_structure(trip))
    if not all(check.holds for check in found):
        return found
    for check in _CHECKS:
        found.extend(check(trip))
    if known is not None:
        found.extend(places.check_facts(trip, known, cities or {}))
    return found


def _issue(checks: Iterable[Check], digest: str) -> Certificate:
    counted: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    violations: dict[Violation, None] = {}
    for check in checks:
        counted[check.code] += 1
        if not check.holds:
            failed[check.code] += 1
            found = Violation(code=check.code, message=check.message, day=check.day, place_ids=check.place_ids)
            violations.setdefault(found)
    claims = tuple(
        Claim(code=code, text=text, checked=counted[code], failed=failed[code])
        for code, text in CLAIMS.items()
        if counted[code]
    )
    return Certificate(
        valid=not violations, claims=claims, violations=tuple(violations), sha256=digest, checker=CHECKER
    )


def canonical_sha256(request: TripRequest, itinerary: Itinerary) -> str:
    """SHA-256 (hex) of {"itinerary", "request"} as JSON: keys sorted, no spaces, UTF-8, decimals as strings."""
    return _digest({"request": request.model_dump(mode="json"), "itinerary": itinerary.model_dump(mode="json")})


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verify_document(
    data: Any,
    known: Mapping[str, Place] | None = None,
    known_cities: Mapping[str, CityFacts] | None = None,
) -> Certificate:
    """Check a trip that was written to a file: {"request", "itinerary", "certificate"}.

    The certificate it carries is not believed; only its `sha256` is compared (violation `hash`).
    A document that cannot be read has the one violation `document`, naming the field.
    """
    parts = data if isinstance(data, Mapping) else {}
    try:
        request = TripRequest.model_validate(parts.get("request"))
        itinerary = Itinerary.model_validate(parts.get("itinerary"))
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, e['loc'])) or error.title}: {e['msg']}" for e in error.errors(include_url=False)]
        return _unreadable(data, wrong[:5])
    except (ZoneInfoNotFoundError, OSError) as error:  # a city's time zone that is a file name of another kind
        return _unreadable(data, [str(error)])
    trip, digest = Trip(request, itinerary), canonical_sha256(request, itinerary)
    checks = _all_checks(trip, known, known_cities)
    carried = parts.get("certificate")
    if isinstance(carried, Mapping):
        same = carried.get("sha256") == digest
        checks.append(Check("hash", same, "The trip was changed after its certificate was issued."))
    return _issue(checks, digest)


def _unreadable(data: Any, problems: Iterable[str]) -> Certificate:
    checks = [Check("document", False, f"The trip cannot be read: {problem}.") for problem in problems]
    return _issue(checks, _digest(json.loads(json.dumps(data, default=str))))
