"""What the suite runs: instance and number of tours, with the best value that is known."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from evals.harness.suite import DataMissing, Options, Sample
from evals.suites.toptw.instances import Instance, load_instance
from evals.suites.toptw.sample import TOWNS, make_instance

VARIABLE = "TRIPWRIGHT_TOPTW_DATA"
WHERE = (
    "The instances of Solomon and Cordeau with scores are to be had from the orienteering pages of KU Leuven "
    "(Vansteenwegen et al.), best known values from Karabulut and Tasgetiren (2020), Computers and Industrial "
    "Engineering 139: name a folder with the files and a best_known.csv (columns instance, m, bks) with --data or "
    f"{VARIABLE}."
)
REFERENCES = "best_known.csv"
_OWN = Path(__file__).parent / "sample.csv"
_MOST_TOURS = 4


@dataclass(frozen=True)
class Case:
    """`path` is empty for a town of our own."""

    instance: str
    tours: int
    path: str = ""


ToptwSample = Sample[Case, float | None]


def load(options: Options) -> Sequence[ToptwSample]:
    """Each instance of the folder with each number of tours that there is a reference for, else our own sample."""
    if options.data is None:
        known = _references(_OWN)
        return [_sample(Case(name, tours), known[name, tours]) for name, tours in sorted(known)]
    if not options.data.is_dir():
        raise DataMissing(f"there is no folder {options.data}. {WHERE}")
    files = {path.stem: path for path in sorted(options.data.rglob("*.txt")) if _is_instance(path)}
    if not files:
        raise DataMissing(f"no instances in {options.data}. {WHERE}")
    table = next(iter(sorted(options.data.rglob(REFERENCES))), None)
    if table is None:
        # No reference: the gap is to the best that any of the three solvers finds.
        return [_sample(Case(n, m, str(p)), None) for m in range(1, _MOST_TOURS + 1) for n, p in files.items()]
    known = _references(table)
    return [_sample(Case(n, m, str(files[n])), bks) for (n, m), bks in known.items() if n in files]


def _sample(case: Case, reference: float | None) -> ToptwSample:
    kind = re.match(r"[A-Za-z]+\d?", case.instance)
    metadata = {"tours": case.tours, "class": kind[0].lower() if kind and case.path else "own"}
    return Sample(id=f"{case.instance}/{case.tours}", input=case, target=reference, metadata=metadata)


def _references(path: Path) -> dict[tuple[str, int], float]:
    with path.open(newline="", encoding="utf-8") as file:
        return {(row["instance"], int(row["m"])): float(row["bks"]) for row in csv.DictReader(file) if row["bks"]}


def _is_instance(path: Path) -> bool:
    try:
        load_instance(path)
    except (ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=4)
def instance_of(case: Case) -> Instance:
    """Read or made once a process."""
    if case.path:
        return load_instance(Path(case.path))
    return make_instance(next(town for town in TOWNS if town.name == case.instance))
