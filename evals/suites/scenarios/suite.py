"""The suite `scenarios`: our own briefs over the atlas, from the first message to the last edit."""

from __future__ import annotations

from collections.abc import Sequence

from evals.harness.suite import Context, Options, Sample, Suite
from evals.suites.scenarios.brief import Brief, load_briefs
from evals.suites.scenarios.converse import SOLVER_SECONDS, Conversation, converse
from evals.suites.scenarios.scorers.change import changed_stops, minimal_change
from evals.suites.scenarios.scorers.endings import ending, honest_refusal
from evals.suites.scenarios.scorers.manners import latency, links, no_leak, pacing, place_coverage
from evals.suites.scenarios.scorers.truth import certificate
from evals.suites.scenarios.scorers.wishes import wishes_met

SCORERS = (
    ending,
    certificate,
    wishes_met,
    minimal_change,
    changed_stops,
    honest_refusal,
    links,
    place_coverage,
    pacing,
    no_leak,
    latency,
)


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


SUITE = Suite(
    name="scenarios",
    about="Our own briefs over the atlas: plans, conversations, what cannot be had, and what is meant to harm.",
    load=load,
    task=talk,
    scorers=SCORERS,
)
