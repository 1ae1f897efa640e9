from __future__ import annotations

from decimal import Decimal

import pytest

from domain.certificate import certify
from tests.make import RATE, make_itinerary, make_request


@pytest.mark.parametrize(("factor", "valid"), [("1", True), ("1.02", True), ("1.2", False), ("0.8", False)])
def test_a_rate_back_is_the_contrary_of_the_rate_forth(factor, valid):
    """Two rates of two sources may differ by a spread, and not by more."""
    back = RATE.model_copy(update={"base": RATE.quote, "quote": RATE.base, "rate": Decimal(factor) / RATE.rate})
    certificate = certify(make_request(2), make_itinerary(2, rates=(RATE, back)))
    assert certificate.valid is valid
    assert {violation.code for violation in certificate.violations} == (set() if valid else {"currency"})
