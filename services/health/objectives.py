"""Service level objectives and what is left of their budgets, from the counts of the last 30 days.

Burn rates over several windows as in "The Site Reliability Workbook", chapter 5 (Google, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from infra.telemetry.sketch import quantile
from infra.telemetry.statistics import Figures
from services.health.schemas import BurnRate, DayOfService, ErrorBudget, Objective, Slo

WINDOW_DAYS = 30
AVAILABILITY = 0.999
ERROR_RATE_TARGET = 0.001
ERROR_RATE_ALERT = 0.01
P95_ALERT_S = 0.5
_FAST_BURN = 14.4  # of a 30-day budget 2 % in an hour
_LEAST_REQUESTS = 20  # fewer say nothing of a rate


def failures(figures: Figures) -> int:
    """Answers that were our fault: 500 and above."""
    return sum(count for outcome, count in figures.outcomes.items() if outcome.startswith("5"))


def error_rate(figures: Figures) -> float | None:
    """Failures ÷ answers; None where nobody asked."""
    return failures(figures) / figures.count if figures.count else None


def objectives(window: Figures, lately: Mapping[int, Figures]) -> Slo:
    """`window`: all answers of the last 30 days; `lately`: by the length of a window in hours, 1 among them."""
    rate, p95 = error_rate(window), quantile(lately[1].bins, 0.95)
    failed = failures(window)
    allowed = window.count * (1 - AVAILABILITY)
    burn = tuple(_burn(hours, figures) for hours, figures in sorted(lately.items()))
    return Slo(
        window_days=WINDOW_DAYS,
        requests=window.count,
        failures=failed,
        objectives=(
            _at_least("availability", AVAILABILITY, None if rate is None else 1 - rate),
            _at_most("error rate", ERROR_RATE_TARGET, rate),
            _at_most("p95 of the last hour, seconds", P95_ALERT_S, p95),
        ),
        budget=ErrorBudget(
            allowed=allowed,
            used=failed,
            left=allowed - failed,
            left_share=(allowed - failed) / allowed if allowed else None,
        ),
        burn=burn,
        alerts=_alerts(lately[1], p95, burn),
    )


def day_of(begin_s: int, by_name: Mapping[str, Figures]) -> DayOfService:
    """One day of the status page, from its begin (seconds since 1970, UTC)."""
    figures = Figures()
    for one in by_name.values():
        figures.add(one)
    rate = error_rate(figures)
    return DayOfService(
        on=datetime.fromtimestamp(begin_s, UTC).date(),
        availability=None if rate is None else 1 - rate,
        requests=figures.count,
    )


def _burn(hours: int, figures: Figures) -> BurnRate:
    rate = error_rate(figures)
    burn = None if rate is None else rate / (1 - AVAILABILITY)
    return BurnRate(window_h=hours, requests=figures.count, error_rate=rate, burn_rate=burn)


def _alerts(hour: Figures, p95: float | None, burn: tuple[BurnRate, ...]) -> tuple[str, ...]:
    if hour.count < _LEAST_REQUESTS:
        return ()
    rate = error_rate(hour) or 0.0
    told = {
        f"error rate {rate:.2%} is above {ERROR_RATE_ALERT:.0%}": rate > ERROR_RATE_ALERT,
        f"p95 {(p95 or 0) * 1000:.0f} ms is above {P95_ALERT_S * 1000:.0f} ms": (p95 or 0) > P95_ALERT_S,
        "the error budget burns too fast": (burn[0].burn_rate or 0) > _FAST_BURN,
    }
    return tuple(text for text, beyond in told.items() if beyond)


def _at_least(name: str, target: float, actual: float | None) -> Objective:
    return Objective(name=name, target=target, actual=actual, met=None if actual is None else actual >= target)


def _at_most(name: str, target: float, actual: float | None) -> Objective:
    return Objective(name=name, target=target, actual=actual, met=None if actual is None else actual <= target)
