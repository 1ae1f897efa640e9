"""Four words: a task turns a sample into an output, a scorer turns the output into a score.

A suite is a value that names them. Everything in it is a function of a module (never a lambda or a
closure), because samples are worked on in other processes.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

In = TypeVar("In")
Target = TypeVar("Target")
Out = TypeVar("Out")


@dataclass(frozen=True)
class Sample(Generic[In, Target]):
    """One case; all of it must pickle and be readable as JSON. `id` is unique within its suite."""

    id: str
    input: In
    target: Target
    metadata: Mapping[str, Any] = field(default_factory=dict)


class Score(BaseModel):
    """A mark in 0..1, or with a `unit` ("min", "%", "EUR" …) a measurement of any size."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="", description="empty: the scorer's own name")
    value: float = Field(allow_inf_nan=False)
    explanation: str = ""
    unit: str = ""
    better: Literal["higher", "lower"] = "higher"

    @model_validator(mode="after")
    def _mark_is_a_share(self) -> Score:
        if not self.unit and not 0 <= self.value <= 1:
            raise ValueError(f"a score without a unit is a mark in 0..1, not {self.value}")
        return self

    @property
    def is_full(self) -> bool:
        """Whether the mark is full; a measurement is no mark and never stands in the way."""
        return bool(self.unit) or self.value >= 1


class Options(BaseModel):
    """What was asked of a run; None where the suite's own default holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path | None = None
    queries: Path | None = None
    limit: int | None = Field(default=None, ge=1)
    seed: int = Field(default=0, ge=0)
    seconds: float | None = Field(default=None, gt=0, description="per sample, where a suite searches for so long")
    repeats: int = Field(default=1, ge=1)
    model: str = Field(default="", description="tape:FILE, or empty for no language model")


@dataclass
class Notes:
    """What a task tells about its own run; the only thing of a context that it may change."""

    cost_minor: int | None = 0
    """Money spent on this sample in minor units of `currency`; None where the price is unknown."""
    currency: str = "USD"
    served_by: list[str] = field(default_factory=list)
    prompts: dict[str, str] = field(default_factory=dict)
    trace: list[str] = field(default_factory=list)
    """Lines that the report shows with the sample."""


@dataclass(frozen=True)
class Context:
    """`seed` is this sample's and repeat's own: the run's seed for the first repeat, another for each further."""

    options: Options
    seed: int = 0
    repeat: int = 0
    notes: Notes = field(default_factory=Notes)


class Record(BaseModel):
    """One sample, done: what the run folder keeps of it. `input` to `output` are as JSON has them."""

    model_config = ConfigDict(frozen=True)

    key: str
    id: str
    repeat: int = 0
    seed: int = 0
    input: Any = None
    target: Any = None
    metadata: dict[str, Any] = {}
    output: Any = None
    scores: tuple[Score, ...] = ()
    error: str = Field(default="", description="the traceback of a task or scorer that failed")
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    cost_minor: int | None = 0
    currency: str = "USD"
    served_by: tuple[str, ...] = ()
    prompts: dict[str, str] = {}
    trace: tuple[str, ...] = ()
    cached: bool = False

    @property
    def is_full(self) -> bool:
        """No failure, and full marks in everything."""
        return not self.error and all(score.is_full for score in self.scores)

    def value(self, name: str) -> float | None:
        """The score of that name, None where there is none."""
        return next((score.value for score in self.scores if score.name == name), None)


class Fairness(BaseModel):
    """Whether a case can be passed: by a witness, or, where refusing is right, by a minimal conflict."""

    model_config = ConfigDict(frozen=True)

    id: str
    fair: bool
    how: Literal["witness", "conflict", "neither"]
    explanation: str = ""


class DataMissing(Exception):
    """A suite cannot run without data that is not there; the message says what is missing and where to get it."""


Scored = Score | Sequence[Score] | None
Task = Callable[[Sample[In, Target], Context], Out | Awaitable[Out]]
Scorer = Callable[[Out, Sample[In, Target]], Scored | Awaitable[Scored]]


@dataclass(frozen=True)
class Corruption(Generic[In, Target, Out]):
    """A way to spoil a full output; `apply` returns None where it has nothing to spoil."""

    name: str
    apply: Callable[[Out, Sample[In, Target]], Out | None]


@dataclass(frozen=True)
class Suite(Generic[In, Target, Out]):
    """What to load, do, score and count. A task that fails scores 0 and never ends the run.

    `load` may return as many samples as it likes: `--limit` takes an even sample of them afterwards.
    A scorer returns one score, several, or None where it has no say. `metrics` adds to, and may
    replace, the harness's own (the mean of each score, errors, seconds, cost). `doctor` shows that a
    case is fair. `write` puts files of the suite's own into the run's folder. Task, scorers and doctor
    may be asynchronous; the latter two are called from an event loop, where `asyncio.run` cannot be.
    """

    name: str
    about: str
    load: Callable[[Options], Sequence[Sample[In, Target]]]
    task: Task[In, Target, Out]
    scorers: tuple[Scorer[Out, In, Target], ...]
    metrics: Callable[[Sequence[Record]], Mapping[str, float]] | None = None
    doctor: Callable[[Sample[In, Target], Context], Fairness | Awaitable[Fairness]] | None = None
    write: Callable[[Sequence[Record], Path], None] | None = None
    table: Callable[[Sequence[Record]], str] | None = None
    """A Markdown table of the suite's own, printed after a run."""
    plots: Callable[[Sequence[Record]], Mapping[str, str]] | None = None
    """Inline SVGs by title for the report; classes bar, mean, tick, was and axis take the page's colours."""
    corruptions: tuple[Corruption[In, Target, Out], ...] = ()
    where: str = ""
    """Where the official data is to be had, said when none is given."""
    data_variable: str = ""
    """The environment variable that names the data folder when `--data` does not."""
    lower_is_better: frozenset[str] = frozenset()
    """Metrics, among them those of `metrics`, of which less is better."""
    tolerances: Mapping[str, float] = field(default_factory=dict)
    """By how much a metric may be worse than the blessed baseline before the gate rings, statistics or not."""
    timeout_s: float = 300.0
    processes: int = 2
    """How many samples are worked on at once; 1 for a task that needs both cores."""
