"""What a conversation is measured by: marks first, then measurements without a limit."""

from __future__ import annotations

from evals.suites.scenarios.scorers.change import edits_needed, minimal_change
from evals.suites.scenarios.scorers.endings import ending, honest_refusal
from evals.suites.scenarios.scorers.manners import latency, links, no_leak, pacing, place_coverage, routes
from evals.suites.scenarios.scorers.truth import certificate
from evals.suites.scenarios.scorers.wishes import wishes_met

SCORERS = (
    ending,
    certificate,
    wishes_met,
    minimal_change,
    honest_refusal,
    links,
    pacing,
    no_leak,
    edits_needed,
    place_coverage,
    routes,
    latency,
)

__all__ = ["SCORERS"]
