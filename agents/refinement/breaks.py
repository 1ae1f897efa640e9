"""What a day under somebody's hand breaks: the certificate's own claims, looked at before anything is kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agents.optimisation.finish import facts
from agents.optimisation.sums import sum_up
from agents.optimisation.trip import Trip, without_used_alternates
from domain.certificate import Violation, find_violations
from domain.itinerary import Itinerary


@dataclass(frozen=True)
class Breaks:
    """Compares changes with the trip as it was before them: what it lacked then is no fault of theirs."""

    before: Trip

    def of(self, after: Trip) -> tuple[Violation, ...]:
        """Violations of the trip that it did not have before."""
        found = find_violations(after.request, standing(after))
        return tuple(violation for violation in found if _kind(violation) not in self._had) if found else ()

    @cached_property
    def _had(self) -> frozenset[object]:
        return frozenset(map(_kind, find_violations(self.before.request, standing(self.before))))


def _kind(violation: Violation) -> tuple[object, ...]:
    return violation.code, violation.day, violation.place_ids


def standing(trip: Trip) -> Itinerary:
    """The days as they stand with their sums; warnings, links and alternates are as they were."""
    unpriced = [stay.place_id for stay in trip.stays if trip.place(stay.place_id).price is None]
    return trip.before.model_copy(
        update={
            "days": tuple(without_used_alternates(day, trip.used()) for day in trip.days),
            "stays": trip.stays,
            "costs": sum_up(trip.days, trip.stays, unpriced, trip.exchange.currency),
            "places": facts(trip.candidates, trip.days, [trip.place(day.base_id) for day in trip.days]),
        }
    )


def worded(violation: Violation) -> str:
    return violation.message.rstrip(".")
