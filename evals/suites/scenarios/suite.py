"""The suite `scenarios`: our own briefs over the atlas, from the first message to the last edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.harness.suite import Context, Options, Record, Sample, Suite
from evals.suites.scenarios.brief import Brief, load_briefs
from evals.suites.scenarios.converse import SOLVER_SECONDS, Conversation, converse
from evals.suites.scenarios.fairness import examine
from evals.suites.scenarios.scorers import SCORERS
from evals.suites.scenarios.spoiling import CORRUPTIONS

_MARKS = ("ending", "certificate", "wishes", "minimal_change", "honest_refusal", "links", "pacing", "no_leak")


def load(options: Options) -> Sequence[Sample[Brief, None]]:
    """Every brief; the data is part of the repository, so `--data` has no say."""
    del options
    return [sample_of(brief) for brief in load_briefs()]


def sample_of(brief: Brief) -> Sample[Brief, None]:
    about = {"kind": brief.kind, "language": brief.language, "turns": len(brief.turns)}
    return Sample(id=f"{brief.kind}/{brief.id}", input=brief, target=None, metadata=about)


async def talk(sample: Sample[Brief, None], context: Context) -> Conversation:
    """The conversation; `--seconds` is what the solver may take for each city."""
    conversation = await converse(sample.input, seed=context.seed, seconds=context.options.seconds or SOLVER_SECONDS)
    context.notes.served_by.append("offline")
    for answer in conversation.answers:
        context.notes.trace += [f"> {answer.asked}", *answer.shown, answer.message or answer.said]
    return conversation


def metrics(records: Sequence[Record]) -> Mapping[str, float]:
    """The share of conversations without a fault, all of them and by kind and language; seconds at the tail."""
    found = {"passed_share": _passed(records)}
    for key in ("kind", "language"):
        for group in sorted({str(record.metadata.get(key)) for record in records}):
            found[f"passed_share_{group}"] = _passed([r for r in records if r.metadata.get(key) == group])
    seconds = sorted(value for record in records if (value := record.value("first_turn_s")) is not None)
    found["first_turn_p95_s"] = seconds[int(0.95 * (len(seconds) - 1))] if seconds else 0.0
    return found


def _passed(records: Sequence[Record]) -> float:
    """Those in which every mark is full."""
    good = sum(not r.error and all(s.value >= 1 for s in r.scores if s.name in _MARKS) for r in records)
    return good / len(records) if records else 0.0


SUITE = Suite(
    name="scenarios",
    about="Our own briefs over the atlas: plans, conversations, what cannot be had, and what is meant to harm.",
    load=load,
    task=talk,
    scorers=SCORERS,
    metrics=metrics,
    doctor=examine,
    corruptions=CORRUPTIONS,
    lower_is_better=frozenset({"first_turn_p95_s"}),
)
