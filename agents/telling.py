"""The last words of a run: its certificate, and what the traveller is told, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.certificate import Certificate, certify
from domain.itinerary import Itinerary
from domain.request import TripRequest

_SENTENCE = re.compile(r".+?(?:[.!?…]+[\s\"”)]+|。|$)", re.DOTALL)


@dataclass(frozen=True)
class Told:
    certificate: Certificate
    sentences: tuple[str, ...]


def tell(request: TripRequest, itinerary: Itinerary, changes: Sequence[str]) -> Told:
    """What changed where something did, otherwise the summary; then what was taken for granted."""
    certificate = certify(request, itinerary)
    words = " ".join(changes) if changes else " ".join((itinerary.summary, *request.assumptions))
    if not certificate.valid:
        words += (
            f" {len(certificate.violations)} of its claims did not hold when checked; they are listed with the plan."
        )
    return Told(certificate, tuple(found.group() for found in _SENTENCE.finditer(words.strip())))
