"""What money costs in the emulated world: the dated table, moved a little, so that live and dated can be told apart."""

from __future__ import annotations

from math import sin

from tools.rates.embedded import PER_EURO


def per_euro() -> dict[str, float]:
    """Each currency's units per euro, up to 4 % from the table's, the euro itself apart."""
    moved = {code: 1 + 0.04 * sin(sum(map(ord, code))) for code in PER_EURO}
    return {code: float(value) * (1.0 if code == "EUR" else moved[code]) for code, value in PER_EURO.items()}
