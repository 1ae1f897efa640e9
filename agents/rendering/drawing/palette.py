"""Colours of drawings: one family for each kind of place, one for each day, and those of an agency."""

from __future__ import annotations

from dataclasses import dataclass

# The page's tones of days (web/src/theme/tokens.css), in the same order.
TONES = ("#0e5e54", "#b4501f", "#3b5ba9", "#8d3a72", "#6b6a10", "#6a45a8", "#a3303c")


def tone(number: int) -> str:
    """A day's colour; `number` from 1."""
    return TONES[(number - 1) % len(TONES)]


@dataclass(frozen=True)
class Palette:
    """From the sky's top to what stands nearest."""

    high: str
    low: str
    sun: str
    far: str
    middle: str
    near: str
    ink: str


DAWN = Palette("#f3b79b", "#fdebd3", "#fff6e6", "#d9a08b", "#a8656a", "#63394f", "#3a2138")
MINT = Palette("#9cd0c8", "#f1f3df", "#f7d98c", "#7fb3a6", "#3f8078", "#1d544d", "#0d3430")
SEA = Palette("#a9c9ec", "#f6ecdc", "#f6b98a", "#93aecb", "#557299", "#2f4566", "#1a2940")
DUSK = Palette("#c9b5e6", "#fdeadf", "#f6a65b", "#a08cc4", "#66528f", "#3d2f60", "#251b40")
OLIVE = Palette("#cbdca2", "#faf3da", "#eba63f", "#9ab877", "#587f4d", "#31532f", "#1c3520")
AMBER = Palette("#f5cf85", "#fef4dd", "#df6f43", "#d9a35e", "#97633b", "#5d3a20", "#3a2314")
ROSE = Palette("#f2b2ae", "#fde9da", "#fff3df", "#cf8a92", "#87526d", "#4d2c49", "#2f1a30")
PALETTES = (DAWN, MINT, SEA, DUSK, OLIVE, AMBER, ROSE)
