"""How planning grows with the choice: `python -m benchmarks.scale --out DIR [--days 7] [--seconds 2] [--long 30]`.

Made-up towns (benchmarks/towns.py) of 20 to 2,000 places. Each is planned for `--seconds` and, at
the size of --check, for `--long`, both by `planner.solve`; the baseline beside them in the same run is
OR-Tools' routing solver, the engine before (benchmarks/routing_baseline.py), with the same time and
the same local search after it. A table is printed, and scale.svg and scale.json written.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.routing_baseline import route
from benchmarks.towns import make_town
from planner import Problem, Stop, solve
from planner.objective import plan_value
from planner.polish import feasible, polish
from planner.timing import EMPTY

SIZES = (20, 50, 100, 200, 300, 500, 1000, 2000)
_SEED = 7
_LOCAL = 300_000  # days that the baseline's local search may work out, as many as the planner's


def measure(places: int, days: int, seconds: float, long_s: float | None) -> dict[str, Any]:
    """Seconds, values and ratios for one size; a positive gap is worth missing from the long run, in percent."""
    row: dict[str, Any] = {"places": places, "days": days}
    row["seconds"], row["value"] = _timed(places, days, lambda problem: solve(problem, Stop(seconds), _SEED).objective)
    row["local_s"], row["local_value"] = _timed(places, days, _local_value)
    row["baseline_s"], row["baseline"] = _timed(places, days, lambda problem: _baseline(problem, seconds))
    row["ratio"] = row["value"] / row["baseline"]
    if long_s is not None:
        row["long"] = _timed(places, days, lambda problem: solve(problem, Stop(long_s), _SEED).objective)[1]
        row["gap_pct"] = 100 * (1 - row["value"] / row["long"])
    return row


def _timed(places: int, days: int, plan: Any) -> tuple[float, int]:
    """A new problem each time, so that nothing worked out for another plan is at hand."""
    problem = make_town(places, places, days)
    begun = time.perf_counter()
    value = plan(problem)
    return time.perf_counter() - begun, value


def _local_value(problem: Problem) -> int:
    """The compiled local search alone, from an empty plan."""
    return plan_value(problem, polish(problem, [EMPTY for _ in problem.days], 1 << 40))


def _baseline(problem: Problem, seconds: float) -> int:
    return plan_value(problem, polish(problem, feasible(problem, route(problem, Stop(seconds), _SEED)), _LOCAL))


def draw(rows: list[dict[str, Any]], out: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415  # slow to load, and only wanted here

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
    sizes = [row["places"] for row in rows]
    for name, label in (("seconds", "planner.solve"), ("local_s", "local search alone"), ("baseline_s", "OR-Tools")):
        left.plot(sizes, [row[name] for row in rows], marker="o", label=label)
    left.set(xscale="log", yscale="log", xlabel="places to choose from", ylabel="seconds", title="Time")
    left.legend()
    right.plot(sizes, [row["ratio"] for row in rows], marker="o")
    right.set(xscale="log", xlabel="places to choose from", ylabel="value / OR-Tools' value", title="Worth of the plan")
    figure.tight_layout()
    figure.savefig(out / "scale.svg")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--days", type=int, default=7)
    asked.add_argument("--seconds", type=float, default=1.9)
    asked.add_argument("--long", type=float, default=30.0)
    asked.add_argument("--check", type=int, default=300, help="places at which the long run is made")
    asked.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    chosen = asked.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    measure(20, 2, 0.1, None)  # what is compiled at the first use is compiled now
    heads = ("places", "planner s", "value", "local s", "OR-Tools s", "ratio", "gap to long")
    print("{:>7} {:>10} {:>9} {:>8} {:>11} {:>6} {:>12}".format(*heads))
    rows = []
    for places in chosen.sizes:
        row = measure(places, chosen.days, chosen.seconds, chosen.long if places == chosen.check else None)
        gap = f"{row['gap_pct']:.2f} %" if "gap_pct" in row else ""
        print(
            f"{places:>7} {row['seconds']:>10.2f} {row['value']:>9} {row['local_s']:>8.2f} "
            f"{row['baseline_s']:>11.2f} {row['ratio']:>6.3f} {gap:>12}",
            flush=True,
        )
        rows.append(row)
    (chosen.out / "scale.json").write_text(json.dumps(rows, indent=1))
    draw(rows, chosen.out)


if __name__ == "__main__":
    main()
