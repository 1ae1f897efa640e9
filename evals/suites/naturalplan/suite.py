"""The suite: answers from the text alone, scored as the benchmark does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

from evals.harness.doctor import witnessed
from evals.harness.suite import Context, Fairness, Record, Suite
from evals.suites.naturalplan.answer import SECONDS, Answer, answer
from evals.suites.naturalplan.corruptions import CORRUPTIONS
from evals.suites.naturalplan.files import VARIABLE, WHERE, Golden, NaturalSample, load
from evals.suites.naturalplan.scorers import kept, orders, refused_rightly, solved, understood

ANSWERS = "answers.json"
_FIELDS = ("pred", "pred_5shot_pro")  # the second is what the published evaluator reads
_SCORERS = (solved, kept, refused_rightly, understood, orders)


def respond(sample: NaturalSample, context: Context) -> Answer:
    """Nothing but the prompt is looked at."""
    seconds = SECONDS if context.options.seconds is None else context.options.seconds
    found = answer(sample.input, seconds, context.seed)
    context.notes.trace.append(found.text)
    return found


def metrics(records: Sequence[Record]) -> dict[str, float]:
    """Shares of the golden answers reached, over all and over those not proven impossible, by task and together."""
    found: dict[str, float] = {}
    for kind in ("trip", "meeting", "calendar"):
        mine = [record for record in records if _kind(record) == kind]
        if mine:
            found |= _rates(mine, f"{kind}_") | {f"{kind}s": float(len(mine))}
    counts = [count for record in records if (count := record.value("orders")) is not None]
    if counts:
        found["trip_ambiguous"] = float(sum(count > 1 for count in counts))
    return found | _rates(list(records), "")


def _rates(records: Sequence[Record], prefix: str) -> dict[str, float]:
    impossible = [record for record in records if _is_impossible(record)]
    rates = {f"{prefix}impossible": float(len(impossible))}
    scored = [record for record in records if _has_golden(record)]
    if scored:
        rates[f"{prefix}solve_rate"] = fmean(record.value("solved") or 0.0 for record in scored)
    solvable = [record for record in scored if not _is_impossible(record)]
    if solvable:
        rates[f"{prefix}solve_rate_solvable"] = fmean(record.value("solved") or 0.0 for record in solvable)
    return rates


def _kind(record: Record) -> str | None:
    return (record.output or {}).get("kind") or (record.target or {}).get("kind")


def _is_impossible(record: Record) -> bool:
    return bool((record.output or {}).get("impossible"))


def _has_golden(record: Record) -> bool:
    target = record.target or {}
    return any(target.get(key) is not None for key in ("stays", "meetings", "slot"))


def write(records: Sequence[Record], folder: Path) -> None:
    """`answers.json`: every task with its own fields and the answer's text, as the published evaluator reads it."""
    answers = {record.id: _answered(record) for record in records if record.repeat == 0}
    text = json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
    (folder / ANSWERS).write_text(text, encoding="utf-8")


def _answered(record: Record) -> Mapping[str, object]:
    text = (record.output or {}).get("text", "")
    return {**record.metadata.get("fields", {}), **dict.fromkeys(_FIELDS, text)}


async def doctor(sample: NaturalSample, context: Context) -> Fairness:
    """A case is fair when our answer scores full, or when a minimal conflict shows that it has none."""
    found = respond(sample, context)
    if found.impossible:
        return Fairness(id=sample.id, fair=True, how="conflict", explanation=found.text)
    return await witnessed(sample, found, _SCORERS)


SUITE: Suite[str, Golden, Answer] = Suite(
    name="naturalplan",
    about="NATURAL PLAN: trips, meetings and calendars from text, answered as text",
    load=load,
    task=respond,
    scorers=_SCORERS,
    metrics=metrics,
    doctor=doctor,
    write=write,
    corruptions=CORRUPTIONS,
    where=WHERE,
    data_variable=VARIABLE,
    lower_is_better=frozenset({"trip_impossible", "meeting_impossible", "calendar_impossible", "impossible"}),
    timeout_s=120.0,
)
