from __future__ import annotations

import pytest

from domain.certificate import certify
from evals.suites.certificate.changes import journeys, with_travel
from tests.make import make_itinerary, make_request


@pytest.mark.parametrize(
    ("part", "zone", "valid"),
    [
        (2, "Europe/Brussels", True),
        (2, "Europe/Athens", False),
        (0, "Europe/Dublin", True),
        (0, "Africa/Tunis", True),
    ],
)
def test_clocks_do_not_change_on_a_platform(part, zone, valid):
    """Another name for the same time is no fault; another time is. In April Tunis has London's summer time."""
    itinerary = make_itinerary(2)
    index = journeys(itinerary)[0][0]
    changed = with_travel(itinerary, index, "travel_in", part, depart_zone=zone)
    certificate = certify(make_request(2), changed)
    assert certificate.valid is valid
    assert {violation.code for violation in certificate.violations} <= {"travel"}
