"""Numbers as a reader wants them."""

from __future__ import annotations

from collections.abc import Sequence


def figure(value: float | None, unit: str = "") -> str:
    """Three or four significant digits, thousands apart; an em dash for what is unknown.

    A unit that begins with "minor" is hundredths of the currency it names.
    """
    if value is None:
        return "—"
    if unit == "share":
        return f"{value * 100:.4g} %"
    if unit.startswith("minor "):
        return f"{_short(value / 100)} {unit.removeprefix('minor ')}"
    if unit == "s" and 0 < abs(value) < 0.1:
        return f"{_short(value * 1000)} ms"
    return f"{_short(value)} {unit}".rstrip()


def signed(value: float | None, unit: str = "") -> str:
    """With its sign; a share's difference is in percentage points."""
    if value is None:
        return ""
    if unit == "share":
        return f"{value * 100:+.3g} points"
    return f"{'+' if value >= 0 else '−'}{figure(abs(value), unit)}"


def _short(value: float) -> str:
    if abs(value) >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.4g}" if abs(value) >= 100 else f"{value:.3g}"


def ticks(low: float, high: float, about: int = 4) -> Sequence[float]:
    """Round numbers that span the range, ends included."""
    if high <= low:
        return (low,)
    raw = (high - low) / about
    size = 10.0 ** _exponent(raw)
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= raw - 1e-12)
    first = int(low // step)
    return [round(step * n, 12) for n in range(first, first + about + 3) if low - 1e-9 <= step * n <= high + 1e-9]


def powers(low: float, high: float) -> Sequence[float]:
    """1, 10, 100 … within a range that is above 0; with 2 and 5 between them where the powers alone are few."""
    exponents = range(_exponent(low) - 1, _exponent(high) + 2)
    found = [10.0**n for n in exponents if low <= 10.0**n <= high]
    if len(found) < 3:
        found = [factor * 10.0**n for n in exponents for factor in (1, 2, 5) if low <= factor * 10.0**n <= high]
    return found[:: 1 + len(found) // 6]


def _exponent(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])
