"""The suite `certificate`: does the checker find every lie, and does it let the truth pass?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from evals.harness.suite import Context, Corruption, Fairness, Options, Record, Sample, Score, Suite
from evals.suites.certificate.corruptions import CORRUPTIONS as KINDS
from evals.suites.certificate.documents import TAMPERINGS
from evals.suites.certificate.mutants import Case, Verdict, all_kinds, judge, spoil
from evals.suites.certificate.plans import requests

MUTANTS = 1000
_TWO_AT_ONCE = 200


def load(options: Options) -> Sequence[Sample[Case, None]]:
    """Every valid plan as it is, and a thousand mutants, a fifth of them spoilt in two ways."""
    return [*_plain(), *_mutants(options.seed)]


def _plain() -> list[Sample[Case, None]]:
    return [Sample(id=f"valid/{name}", input=Case(plan=name), target=None) for name in requests()]


def _mutants(seed: int) -> list[Sample[Case, None]]:
    kinds, trips = all_kinds(), tuple(KINDS)
    ones = [Case(kinds=(kinds[n % len(kinds)],), seed=seed * MUTANTS + n) for n in range(MUTANTS - _TWO_AT_ONCE)]
    random = Random(seed)
    twos = [Case(kinds=_pair(trips, random), seed=seed * MUTANTS + n) for n in range(_TWO_AT_ONCE)]
    cases = (*ones, *twos)
    return [
        Sample(id=f"{'+'.join(case.kinds)}/{n}", input=case, target=None, metadata={"kinds": list(case.kinds)})
        for n, case in enumerate(cases)
    ]


def _pair(kinds: Sequence[str], random: Random) -> tuple[str, str]:
    """Two kinds of different claims: two of one claim might undo each other."""
    one = random.choice(kinds)
    other = random.choice([kind for kind in kinds if KINDS[kind].code != KINDS[one].code])
    return one, other


def check(sample: Sample[Case, None], context: Context) -> Verdict:
    verdict = judge(sample.input)
    context.notes.trace += [f"{verdict.plan}: {', '.join(verdict.applied) or 'as it is'}", *verdict.messages]
    return verdict


def caught(verdict: Verdict, sample: Sample[Case, None]) -> Score | None:
    """A mutant is refused."""
    if not sample.input.kinds:
        return None
    said = ", ".join(verdict.found) or f"survived in {verdict.plan}"
    return Score(name="caught", value=float(verdict.caught), explanation=said)


def named(verdict: Verdict, sample: Sample[Case, None]) -> Score | None:
    """It is refused for what is wrong with it: the claim that was spoilt last is among those found false."""
    if not sample.input.kinds:
        return None
    right = verdict.expected[-1] in verdict.found or "zone" in verdict.found or "dates" in verdict.found
    said = f"{', '.join(verdict.expected)} was spoilt, found was {', '.join(verdict.found) or 'nothing'}"
    return Score(name="named", value=float(right), explanation=said)


def let_pass(verdict: Verdict, sample: Sample[Case, None]) -> Score | None:
    """A valid plan is certified."""
    if sample.input.kinds:
        return None
    return Score(name="let_pass", value=float(not verdict.found), explanation="; ".join(verdict.messages))


def metrics(records: Sequence[Record]) -> Mapping[str, float]:
    """Caught share over mutants, kinds that were tried, false alarms over valid plans."""
    found = [value for record in records if (value := record.value("caught")) is not None]
    passed = [value for record in records if (value := record.value("let_pass")) is not None]
    tried = {kind for record in records for kind in (record.output or {}).get("applied", ())}
    return {
        "caught_share": sum(found) / len(found) if found else 0.0,
        "mutants": float(len(found)),
        "kinds": float(len(tried)),
        "valid_plans": float(len(passed)),
        "false_alarms": float(sum(value < 1 for value in passed)),
    }


def doctor(sample: Sample[Case, None], context: Context) -> Fairness:
    """A mutant is fair when it differs from the plan that it was made of."""
    del context
    if not sample.input.kinds or sample.input.kinds[0] in TAMPERINGS:
        return Fairness(id=sample.id, fair=True, how="witness", explanation="a plan as it is, or a document changed")
    spoilt = spoil(sample.input)
    before = (spoilt.planned.request, spoilt.planned.itinerary)
    other = (spoilt.request, spoilt.itinerary) != before
    return Fairness(id=sample.id, fair=other, how="witness", explanation=", ".join(spoilt.applied))


def blind(verdict: Verdict, sample: Sample[Case, None]) -> Verdict | None:
    """The checker sees nothing."""
    return verdict.model_copy(update={"found": ()}) if sample.input.kinds else None


def timid(verdict: Verdict, sample: Sample[Case, None]) -> Verdict | None:
    """The checker objects to what is right."""
    return None if sample.input.kinds else verdict.model_copy(update={"found": ("closed",)})


def wrong_about_it(verdict: Verdict, sample: Sample[Case, None]) -> Verdict | None:
    """The checker objects, but to something else."""
    return verdict.model_copy(update={"found": ("weather",)}) if sample.input.kinds else None


CORRUPTIONS = tuple(Corruption(name=apply.__name__, apply=apply) for apply in (blind, timid, wrong_about_it))

SUITE = Suite(
    name="certificate",
    about="A thousand lies of many kinds told to the checker, and every true plan shown to it.",
    load=load,
    task=check,
    scorers=(caught, named, let_pass),
    metrics=metrics,
    doctor=doctor,
    corruptions=CORRUPTIONS,
    lower_is_better=frozenset({"false_alarms"}),
)
