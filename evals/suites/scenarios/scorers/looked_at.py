"""One thing that was looked at, and a score made of many: the share that holds, with every miss in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from domain.certificate import Certificate
from domain.itinerary import Itinerary
from domain.request import TripRequest
from evals.harness.suite import Sample, Score
from evals.suites.scenarios.brief import Brief
from evals.suites.scenarios.converse import Answer, Conversation

Case = Sample[Brief, None]


class Look(NamedTuple):
    """`text` is a sentence to say when it does not hold."""

    holds: bool
    text: str


class Trip(NamedTuple):
    """A turn that ended with a plan; `number` counts turns from 0."""

    number: int
    answer: Answer
    request: TripRequest
    itinerary: Itinerary
    certificate: Certificate


def trips(conversation: Conversation) -> Iterator[Trip]:
    for number, answer in enumerate(conversation.answers):
        if answer.request is not None and answer.itinerary is not None and answer.certificate is not None:
            yield Trip(number, answer, answer.request, answer.itinerary, answer.certificate)


def share(name: str, looks: Iterable[Look]) -> Score | None:
    """The share that holds; None where there was nothing to look at."""
    seen = tuple(looks)
    if not seen:
        return None
    misses = [look.text for look in seen if not look.holds]
    said = "; ".join(misses) if misses else f"all {len(seen)} hold"
    return Score(name=name, value=1 - len(misses) / len(seen), explanation=said)
