"""Mutants by number: which plan, which corruptions, where; the same for the same seed on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from domain.certificate import Certificate, certify, verify_document
from domain.itinerary import Itinerary
from domain.request import TripRequest
from evals.suites.certificate.corruptions import CORRUPTIONS
from evals.suites.certificate.documents import TAMPERINGS, Document
from evals.suites.certificate.plans import Planned, plan, requests

NO_KIND = "none"


class Case(BaseModel):
    """What to spoil: no kind is a plan as it is, which nobody may object to."""

    model_config = ConfigDict(frozen=True)

    kinds: tuple[str, ...] = ()
    plan: str = Field(default="", description="a plan's name; empty: the first in the seed's order that has the kind")
    seed: int = 0


class Verdict(BaseModel):
    """What the checker said of a mutant. `applied` may lack a second kind that the trip has nothing for."""

    model_config = ConfigDict(frozen=True)

    plan: str
    applied: tuple[str, ...]
    expected: tuple[str, ...] = Field(description="the claims that became false")
    found: tuple[str, ...] = Field(description="the claims that the checker says are false")
    messages: tuple[str, ...] = ()

    @property
    def caught(self) -> bool:
        return bool(self.found)


class Spoilt(NamedTuple):
    planned: Planned
    request: TripRequest
    itinerary: Itinerary
    applied: tuple[str, ...]


def all_kinds() -> tuple[str, ...]:
    """Of trips and of documents, by name."""
    return (*CORRUPTIONS, *TAMPERINGS)


def judge(case: Case) -> Verdict:
    """Make the mutant and have it checked; LookupError when no plan has anything of its kind."""
    if case.kinds and case.kinds[0] in TAMPERINGS:
        return _judge_document(case)
    spoilt = spoil(case)
    return _verdict(spoilt.planned, spoilt.applied, _check(spoilt))


def spoil(case: Case) -> Spoilt:
    """The kinds one after the other; a second that finds nothing to spoil is left out."""
    random = Random(f"{case.seed}/{'+'.join(case.kinds)}")
    for name in _order(case, random):
        planned = plan(name)
        request, itinerary = planned.request, planned.itinerary
        applied: list[str] = []
        for kind in case.kinds:
            made = apply(kind, request, itinerary, random.randrange(1_000))
            if made is not None:
                request, itinerary = made
                applied.append(kind)
        if applied[:1] == list(case.kinds[:1]):
            return Spoilt(planned, request, itinerary, tuple(applied))
    raise LookupError(f"no plan has anything to spoil by {case.kinds}")


def apply(kind: str, request: TripRequest, itinerary: Itinerary, n: int) -> tuple[TripRequest, Itinerary] | None:
    """A spoilt trip may be too broken for a second corruption to find its way: then it has nothing for it."""
    try:
        return CORRUPTIONS[kind].spoil(request, itinerary, n)
    except (KeyError, IndexError, AssertionError, TypeError, ValueError, OSError):
        return None


def _order(case: Case, random: Random) -> Sequence[str]:
    if case.plan:
        return [case.plan]
    names = list(requests())
    random.shuffle(names)
    return names


def _check(spoilt: Spoilt) -> Certificate:
    """With the places' true facts where only those can tell, otherwise from the trip's own alone."""
    by_facts = not spoilt.applied or any(CORRUPTIONS[kind].by_facts for kind in spoilt.applied)
    facts = (spoilt.planned.places, spoilt.planned.cities) if by_facts else (None, None)
    return certify(spoilt.request, spoilt.itinerary, *facts)


def _verdict(planned: Planned, applied: tuple[str, ...], certificate: Certificate) -> Verdict:
    codes = [CORRUPTIONS[kind].code if kind in CORRUPTIONS else TAMPERINGS[kind].code for kind in applied]
    return Verdict(
        plan=planned.name,
        applied=applied,
        expected=tuple(dict.fromkeys(codes)),
        found=tuple(dict.fromkeys(violation.code for violation in certificate.violations)),
        messages=tuple(violation.message for violation in certificate.violations[:5]),
    )


def _judge_document(case: Case) -> Verdict:
    """A document that was tampered with after its certificate had been issued."""
    random = Random(f"{case.seed}/{'+'.join(case.kinds)}")
    planned = plan(_order(case, random)[0])
    data = TAMPERINGS[case.kinds[0]].spoil(document_of(planned), random.randrange(1_000))
    return _verdict(planned, case.kinds, verify_document(data, planned.places, planned.cities))


def document_of(planned: Planned) -> Document:
    """What the product writes, read back."""
    parts: Mapping[str, Any] = {
        "request": planned.request,
        "itinerary": planned.itinerary,
        "certificate": certify(planned.request, planned.itinerary),
    }
    read: Document = json.loads(json.dumps({name: part.model_dump(mode="json") for name, part in parts.items()}))
    return read
