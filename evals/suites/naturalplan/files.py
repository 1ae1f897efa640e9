"""Files of tasks: the benchmark's own, or any JSON with prompts; fields beside the prompt are for scoring only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.harness.suite import DataMissing, Options, Sample
from evals.suites.naturalplan.prompt import Kind, kind_of, task_of

WHERE = (
    "NATURAL PLAN (CC-BY-4.0) is published by Google DeepMind at https://github.com/google-deepmind/natural-plan: "
    "unpack data/*.json and name the folder with --data or TRIPWRIGHT_NATURALPLAN_DATA."
)
VARIABLE = "TRIPWRIGHT_NATURALPLAN_DATA"
SAMPLE = Path(__file__).parent / "sample"
_PROMPTS = ("prompt_0shot", "prompt", "prompt_5shot", "text", "query", "question", "task")


@dataclass(frozen=True)
class Golden:
    """What the answer is compared with; `stays`, `meetings` and `slot` each None where the task is another."""

    kind: Kind | None
    stays: tuple[tuple[str, int], ...] | None = None
    meetings: int | None = None
    slot: str | None = None
    constraints: tuple[tuple[Any, ...], ...] = ()
    minutes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NaturalSample = Sample[str, Golden]


def load(options: Options) -> Sequence[NaturalSample]:
    """The tasks of `--queries`, else of the data folder, else the small sample of our own."""
    if options.queries is not None:
        return list(samples_in(options.queries))
    folder = options.data or SAMPLE
    found = [sample for path in sorted(folder.glob("*.json*")) for sample in samples_in(path, strict=False)]
    if not found:
        raise DataMissing(f"no tasks in {folder}. {WHERE}")
    return found


def samples_in(path: Path, *, strict: bool = True) -> Iterator[NaturalSample]:
    """Tasks of one file; raises DataMissing for a file without any, unless not `strict`."""
    try:
        tasks = list(_tasks(path))
    except (OSError, ValueError) as error:
        raise DataMissing(f"{path.name} cannot be read as tasks: {error}") from error
    if strict and not tasks:
        raise DataMissing(f"{path.name} holds no task with a prompt")
    for key, task in tasks:
        prompt = prompt_in(task)
        fields = task if isinstance(task, dict) else {"prompt_0shot": task}
        golden = golden_of(fields, kind_of(task_of(prompt)))
        yield Sample(id=key, input=prompt, target=golden, metadata={"fields": fields})


def _tasks(path: Path) -> Iterator[tuple[str, Any]]:
    """A dictionary of tasks, a list of them, one alone, or one a line."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines() if path.suffix == ".jsonl" else []
    content: Any = [json.loads(line) for line in lines if line.strip()] or json.loads(text)
    if isinstance(content, dict) and prompt_in(content):
        content = [content]
    if isinstance(content, dict):
        pairs = [(str(key), task) for key, task in content.items()]
    elif isinstance(content, list):
        pairs = [(_id_in(task) or f"{path.stem}_{number}", task) for number, task in enumerate(content)]
    else:
        pairs = []
    yield from ((key, task) for key, task in pairs if prompt_in(task))


def _id_in(task: Any) -> str:
    ids = [task.get(key) for key in ("id", "example_id", "key")] if isinstance(task, dict) else []
    return next((str(found) for found in ids if found is not None), "")


def prompt_in(task: Any) -> str:
    """The prompt of a task, the one without worked examples first; empty where there is none."""
    if isinstance(task, str):
        return task
    if not isinstance(task, dict):
        return ""
    return next((task[key] for key in _PROMPTS if isinstance(task.get(key), str) and task[key].strip()), "")


def golden_of(fields: Mapping[str, Any], kind: Kind | None) -> Golden:
    """From the structured fields of a task, where it has them."""
    if fields.get("cities") and fields.get("durations"):
        cities, days = (_listed(fields[key]) for key in ("cities", "durations"))
        return Golden("trip", stays=tuple((city, int(count)) for city, count in zip(cities, days, strict=True)))
    if fields.get("constraints") and fields.get("dist_matrix") and fields.get("golden_plan") is not None:
        steps = fields["golden_plan"]
        steps = steps if isinstance(steps, list) else str(steps).split(".")
        met = sum(step.strip().removeprefix("SOLUTION:").strip().startswith("You meet") for step in steps)
        constraints = tuple(tuple(part) for part in fields["constraints"])
        return Golden("meeting", meetings=met, constraints=constraints, minutes=fields["dist_matrix"])
    if kind == "calendar" and fields.get("golden_plan"):
        return Golden("calendar", slot=str(fields["golden_plan"]))
    return Golden(kind)


def _listed(value: Any) -> list[str]:
    return [part for part in value.split("**") if part] if isinstance(value, str) else [str(part) for part in value]
