"""Small plots as inline SVG that take their colours from the page, so that they follow light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import numpy as np
import numpy.typing as npt
from markupsafe import Markup, escape

from evals.harness.report.numbers import figure, powers, ticks

_WIDTH, _HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 8, 8, 22, 26
_FLOOR = _HEIGHT - _BOTTOM
_MOST_BARS = 24
_LONG_TAIL = 12
"""A largest value so many times the median makes the scale logarithmic."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Axis:
    """From values to places on the page."""

    low: float
    high: float
    is_log: bool

    def place(self, value: float) -> float:
        low, high, at = (log10(v) if self.is_log else v for v in (self.low, self.high, value))
        return round(_LEFT + (at - low) / (high - low) * (_WIDTH - _LEFT - _RIGHT), 1)

    def edges(self, bars: int) -> Floats:
        return (
            np.geomspace(self.low, self.high, bars + 1) if self.is_log else np.linspace(self.low, self.high, bars + 1)
        )

    @property
    def ticks(self) -> Sequence[float]:
        return powers(self.low, self.high) if self.is_log else ticks(self.low, self.high)


def histogram(values: Sequence[float], unit: str, baseline: Sequence[float] = (), label: str = "") -> Markup:
    """How the samples spread; the baseline's as an outline, both means as lines. The caption says the unit."""
    axis = _axis([*values, *baseline])
    edges = axis.edges(int(np.clip(round(2 * len(values) ** 0.5), 6, _MOST_BARS)))
    counts = np.histogram(values, edges)[0].astype(float)
    other = np.histogram(baseline, edges)[0] * (len(values) / len(baseline)) if baseline else np.zeros(0)
    top = float(max([1.0, *counts, *other]))
    parts = [_bar(axis, edges[at], edges[at + 1], count, top) for at, count in enumerate(counts) if count]
    if baseline:
        parts += [_outline(axis, edges, other, top), _mean(axis, float(np.mean(baseline)), "was", unit)]
    parts.append(_mean(axis, float(np.mean(values)), "is", unit))
    parts += [_tick(axis, tick) for tick in axis.ticks]
    parts.append(f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{_FLOOR}" y2="{_FLOOR}"/>')
    said = f"{label}: mean {figure(float(np.mean(values)), unit)} over {len(values)} samples"
    head = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(said)}">'
    return Markup(head + "".join(parts) + "</svg>")  # noqa: S704 - numbers, and texts that were escaped


def _axis(values: Sequence[float]) -> _Axis:
    low, high = min(values), max(values)
    if low > 0 and high > _LONG_TAIL * float(np.median(values)):
        return _Axis(low / 1.1, high * 1.1, is_log=True)
    pad = (high - low) * 0.02 or max(abs(high), 1.0) * 0.1
    starts_at_zero = 0 <= low < 0.4 * high
    return _Axis(0.0 if starts_at_zero else low - pad, high + pad, is_log=False)


def _y(count: float, top: float) -> float:
    return round(_FLOOR - count / top * (_FLOOR - _TOP), 1)


def _bar(axis: _Axis, start: float, end: float, count: float, top: float) -> str:
    left, right, y = axis.place(start), axis.place(end), _y(count, top)
    title = f"<title>{count:.0f} between {start:.4g} and {end:.4g}</title>"
    shape = f'x="{left + 0.75:.1f}" y="{y}" width="{right - left - 1.5:.1f}" height="{_FLOOR - y:.1f}"'
    return f'<rect class="bar" {shape}>{title}</rect>'


def _outline(axis: _Axis, edges: Floats, counts: Floats, top: float) -> str:
    points = [f"{axis.place(edges[0])},{_FLOOR}"]
    for at, count in enumerate(counts):
        y = _y(float(count), top)
        points += [f"{axis.place(edges[at])},{y}", f"{axis.place(edges[at + 1])},{y}"]
    points.append(f"{axis.place(edges[-1])},{_FLOOR}")
    return f'<polyline class="was" points="{" ".join(points)}"/>'


def _mean(axis: _Axis, value: float, kind: str, unit: str) -> str:
    x = axis.place(max(value, axis.low))
    is_left = x < _WIDTH * 0.7
    line = f'<line class="mean {kind}" x1="{x}" x2="{x}" y1="{8 if kind == "is" else 18}" y2="{_FLOOR}"/>'
    place = f'x="{x + (4 if is_left else -4):.1f}" y="14" text-anchor="{"start" if is_left else "end"}"'
    text = f'<text class="mean" {place}>mean {escape(figure(value, unit))}</text>'
    return line + (text if kind == "is" else "")


def _tick(axis: _Axis, value: float) -> str:
    x = axis.place(value)
    anchor = "start" if x < 20 else "end" if x > _WIDTH - 20 else "middle"
    return f'<text class="tick" x="{x}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{figure(value)}</text>'
