"""Which faults are injected into which trips, and how well a trip must come out of each."""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evals.suites.faults.cells import Cell, cells

TODAY = date(2027, 1, 15)

Where = Literal["places", "weather", "rates", "travel", "embeddings", "model", "solver", "worker"]
What = Literal[
    "none", "rate_limit", "time_out", "hung", "malformed", "flaky", "slow", "refused", "killed", "always_killed"
]
Level = Literal["full", "reduced", "refused", "silent", "broken"]
"""How a trip came out, best first: as without the fault; certified, and told what is missing; refused with a
reason; certified but something is missing that nobody was told of; a crash, a hang or a false plan."""

LEVELS: tuple[Level, ...] = ("full", "reduced", "refused", "silent", "broken")

KYOTO = "2 days in Kyoto from 12 April 2027, two of us, temples"
LONDON = "2 days in London from 12 April 2027, two of us, museums, about 1500 euros, places to watch birds"
MATRIX = "3 days in Rome from 12 April 2027, two of us, history, about 3000 dollars, from Paris"
SPAIN = "2 days in Madrid and then 2 in Barcelona from 12 April 2027, two of us, art, from Paris"


class Fault(BaseModel):
    """`backed_up`: another provider of the same capability stands behind. `node`: where a worker is stopped."""

    model_config = ConfigDict(frozen=True)

    where: Where
    what: What
    backed_up: bool = False
    node: str = ""


UNDISTURBED = Fault(where="weather", what="none")


class FaultCase(BaseModel):
    """`worst` is the worst level that still counts as a success; with a `cell` it is the wire that fails."""

    model_config = ConfigDict(frozen=True)

    wish: str
    fault: Fault
    worst: Level
    cell: Cell | None = None

    @property
    def id(self) -> str:
        if self.cell is not None:
            return self.cell.id
        fault = self.fault
        backing = "-backed-up" if fault.backed_up else ""
        at = f"-{fault.node}" if fault.node else ""
        return f"{fault.where}-{fault.what}{backing}{at}".replace("_", "-")


_PROVIDER_FAULTS: tuple[What, ...] = ("rate_limit", "time_out", "hung", "malformed")
_ALONE: dict[Where, Level] = {
    # What a trip needs and only one provider can say: nothing can be planned, or not all of it.
    "places": "refused",
    "rates": "refused",
    "travel": "refused",
    "weather": "reduced",
    "embeddings": "reduced",
}
_WISHES: dict[Where, tuple[str, ...]] = {
    "places": (KYOTO, SPAIN),
    "rates": (LONDON,),
    "travel": (SPAIN,),
    "weather": (KYOTO, LONDON),
    "embeddings": (LONDON,),
}
_NODES = ("intent", "discovery", "optimisation", "refinement", "verifier", "booking", "rendering")


def fault_cases() -> list[FaultCase]:
    """Every fault of every provider, backed up and alone; the model, the solver, the worker; the matrix of the wire."""
    return [*_provider_cases(), *_model_cases(), *_solver_cases(), *_worker_cases(), *_matrix_cases()]


def _provider_cases() -> list[FaultCase]:
    cases = []
    for where, alone in _ALONE.items():
        wishes = cycle(_WISHES[where])
        for backed_up in (True, False):
            for what in _PROVIDER_FAULTS:
                fault = Fault(where=where, what=what, backed_up=backed_up)
                cases.append(FaultCase(wish=next(wishes), fault=fault, worst="full" if backed_up else alone))
        cases.append(FaultCase(wish=next(wishes), fault=Fault(where=where, what="slow"), worst="full"))
        flaky = Fault(where=where, what="flaky", backed_up=True)
        cases.append(FaultCase(wish=next(wishes), fault=flaky, worst="full"))
        # A refusal is an answer: no other provider is asked, and the traveller hears of it.
        refused = Fault(where=where, what="refused", backed_up=True)
        cases.append(FaultCase(wish=next(wishes), fault=refused, worst="refused"))
    return cases


def _model_cases() -> list[FaultCase]:
    """The rules read what a model cannot."""
    return [
        FaultCase(wish=KYOTO, fault=Fault(where="model", what=what, backed_up=True), worst=worst)
        for what, worst in (("malformed", "full"), ("rate_limit", "refused"), ("hung", "refused"))
    ]


def _solver_cases() -> list[FaultCase]:
    found: tuple[tuple[What, Level], ...] = (("killed", "full"), ("always_killed", "refused"), ("hung", "refused"))
    return [FaultCase(wish=KYOTO, fault=Fault(where="solver", what=what), worst=worst) for what, worst in found]


def _worker_cases() -> list[FaultCase]:
    """Stopped at a node; another worker takes the run from its last checkpoint."""
    wishes = cycle((KYOTO, LONDON, SPAIN))
    return [
        FaultCase(wish=next(wishes), fault=Fault(where="worker", what="killed", node=node), worst="full")
        for node in _NODES
    ]


def _matrix_cases() -> list[FaultCase]:
    """A trip is planned and certified whatever comes over the wire, at worst with something less in it."""
    return [FaultCase(wish=MATRIX, fault=UNDISTURBED, worst="reduced", cell=cell) for cell in cells()]
