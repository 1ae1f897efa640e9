"""Every suite by name; its module is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from evals.harness.suite import Suite

AnySuite = Suite[Any, Any, Any]

SUITES: Mapping[str, str] = {
    "scenarios": "evals.suites.scenarios",
    "intent": "evals.suites.intent",
    "travelplanner": "evals.suites.travelplanner",
    "naturalplan": "evals.suites.naturalplan",
    "toptw": "evals.suites.toptw",
    "plans": "evals.suites.plans",
    "certificate": "evals.suites.certificate",
    "faults": "evals.suites.faults",
}
"""Name to the package whose module `suite` has the value `SUITE`."""


class UnknownSuite(LookupError):
    """No suite has that name; the message lists those there are."""


def get_suite(name: str) -> AnySuite:
    """The suite of that name; raises UnknownSuite."""
    if name not in SUITES:
        raise UnknownSuite(f"there is no suite {name!r}; there are {', '.join(SUITES)}")
    suite = import_module(f"{SUITES[name]}.suite").SUITE
    assert isinstance(suite, Suite)
    return suite
