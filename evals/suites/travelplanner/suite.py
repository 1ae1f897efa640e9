"""The suite `travelplanner`: the words of a query become a plan over the benchmark's tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from domain.request import JourneyWish
from evals.harness.suite import Context, Fairness, Options, Record, Sample, Suite
from evals.suites.travelplanner.answer import Answer, answer
from evals.suites.travelplanner.corruptions import CORRUPTIONS
from evals.suites.travelplanner.queries import Query, find_queries, read_queries
from evals.suites.travelplanner.sandbox import load_sandbox
from evals.suites.travelplanner.scorers import Case, Output, Target, metrics, refusal, rules

SAMPLE = Path(__file__).parent / "sample"
_ROOMS = {"entire": "entire room", "private": "private room", "shared": "shared room", "not_shared": "not shared room"}
_MODES = {"flight": "no flight", "car": "no self-driving"}
_STOP_SECONDS = 2.0


def load(options: Options) -> Sequence[Sample[Case, Target]]:
    """Queries of a file (`--queries`, else the data folder's own) with the tables of `--data`."""
    folder = (options.data or SAMPLE).resolve()
    load_sandbox(folder)  # a missing table is told before the first query; a large one is indexed once
    queries = read_queries(options.queries or find_queries(folder))
    return [_sample(index, query, folder) for index, query in enumerate(queries)]


def _sample(index: int, query: Query, folder: Path) -> Sample[Case, Target]:
    target: dict[str, Any] = {"facts": dict(query.facts) if query.facts else None}
    if query.possible is not None:
        target["possible"] = query.possible
    return Sample(
        id=f"{index + 1:04d}",
        input={"query": query.text, "folder": str(folder)},
        target=target,
        metadata={"index": index, "scored against": "the benchmark's fields" if query.facts else "our own reading"},
    )


def plan(sample: Sample[Case, Target], context: Context) -> Output:
    """No language model: the query's words, the tables, the planner."""
    sandbox = load_sandbox(Path(sample.input["folder"]))
    found = answer(sample.input["query"], sandbox, context.seed, context.options.seconds or _STOP_SECONDS)
    context.notes.served_by.append("offline")
    context.notes.trace += _told(found)
    return {
        "plan": [dict(day) for day in found.plan] if found.plan else None,
        "note": found.note,
        "cost": found.cost,
        "read": facts_of(found.wish) if found.wish else None,
    }


def _told(found: Answer) -> list[str]:
    if found.plan is None:
        return [found.note]
    return [
        *filter(None, (found.note, f"${found.cost:,}")),
        *(" | ".join(f"{key}: {value}" for key, value in day.items()) for day in found.plan),
    ]


def facts_of(wish: JourneyWish) -> dict[str, Any]:
    """What was read, in the benchmark's structure: what a plan is scored against where nothing else is known."""
    rule = next(iter(wish.house_rules), None)
    return {
        "org": wish.origin,
        "dest": wish.region or next(iter(wish.towns), ""),
        "days": wish.days,
        "visiting_city_number": wish.town_count,
        "date": [on.isoformat() for on in wish.dates],
        "people_number": wish.people,
        "local_constraint": {
            "house rule": "children under 10" if rule == "children" else rule,
            "cuisine": list(wish.cuisines) or None,
            "room type": _ROOMS[wish.room] if wish.room else None,
            "transportation": next((_MODES[mode] for mode in wish.avoid_modes if mode in _MODES), None),
        },
        "budget": int(wish.budget.major) if wish.budget else 10**9,
    }


def write(records: Sequence[Record], folder: Path) -> None:
    """`plans.jsonl` in the order of the queries, as the benchmark's own evaluator reads it.

    A `note` says of a plan that it cannot keep every wish, or why there is none.
    """
    first = [record for record in records if record.repeat == 0]
    rows = [
        {
            "idx": record.metadata["index"] + 1,
            "query": record.input["query"],
            "plan": (record.output or {}).get("plan"),
            **({"note": note} if (note := (record.output or {}).get("note")) else {}),
        }
        for record in sorted(first, key=lambda record: int(record.metadata["index"]))
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "plans.jsonl").write_text(lines, encoding="utf-8")


def doctor(sample: Sample[Case, Target], context: Context) -> Fairness:
    """A witness is a plan that breaks no rule; where there is none, the wishes that collide.

    A conflict makes only those cases fair that are meant to have one, or of which nothing is known.
    """
    output = plan(sample, context)
    possible = sample.target.get("possible")
    if output["note"]:
        fair = possible is False or (possible is None and not sample.target.get("facts"))
        return Fairness(id=sample.id, fair=fair, how="conflict" if fair else "neither", explanation=output["note"])
    lost = [f"{score.name}: {score.explanation}" for score in rules(output, sample) if not score.is_full]
    fair = not lost and possible is not False
    return Fairness(id=sample.id, fair=fair, how="witness" if fair else "neither", explanation="; ".join(lost))


SUITE: Suite[Case, Target, Output] = Suite(
    name="travelplanner",
    about="TravelPlanner (ICML 2024), from the query's words to a plan, without a language model.",
    load=load,
    task=plan,
    scorers=(rules, refusal),
    metrics=metrics,
    doctor=doctor,
    write=write,
    corruptions=CORRUPTIONS,
    where=(
        "Official data: github.com/OSU-NLP-Group/TravelPlanner (README, 'Setup Environment': the database archive) and "
        "huggingface.co/datasets/osunlp/TravelPlanner (queries; CC-BY-4.0). Unpack it and name the folder with "
        "--data or TRIPWRIGHT_TRAVELPLANNER_DATA; any query file in its format goes with --queries."
    ),
    data_variable="TRIPWRIGHT_TRAVELPLANNER_DATA",
)
