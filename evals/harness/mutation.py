"""Tests of the scorers: a full answer, spoilt in a named way, must lose points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict

from evals.harness.suite import Corruption, Sample, Score, Scorer
from evals.harness.work import score_all


class Mutant(BaseModel):
    """One spoilt answer. `lost` names the scores that fell; none of them: the mutant survived."""

    model_config = ConfigDict(frozen=True)

    corruption: str
    sample_id: str
    lost: tuple[str, ...]


class Mutation(BaseModel):
    """`untried` corruptions found nothing to spoil in any sample, which is a fault as well."""

    model_config = ConfigDict(frozen=True)

    mutants: tuple[Mutant, ...] = ()
    untried: tuple[str, ...] = ()
    not_full: tuple[str, ...] = ()
    """Samples whose unspoilt answer did not score full, and could not be used: the id, and what was missed."""

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(mutant for mutant in self.mutants if not mutant.lost)


async def mutate(
    scorers: Sequence[Scorer[Any, Any, Any]],
    pairs: Sequence[tuple[Any, Sample[Any, Any]]],
    corruptions: Sequence[Corruption[Any, Any, Any]],
) -> Mutation:
    """Spoil every full (output, sample) pair with every corruption and score it anew."""
    mutants: list[Mutant] = []
    not_full: list[str] = []
    for output, sample in pairs:
        full, failure = await score_all(scorers, output, sample)
        if failure or (missed := [f"{score.name}: {score.explanation}" for score in full if not score.is_full]):
            not_full.append(f"{sample.id}: {failure or '; '.join(missed)}")
            continue
        mutants += await _mutants(scorers, output, sample, full, corruptions)
    tried = {mutant.corruption for mutant in mutants}
    untried = tuple(corruption.name for corruption in corruptions if corruption.name not in tried)
    return Mutation(mutants=tuple(mutants), untried=untried, not_full=tuple(not_full))


async def _mutants(
    scorers: Sequence[Scorer[Any, Any, Any]],
    output: Any,
    sample: Sample[Any, Any],
    full: Sequence[Score],
    corruptions: Sequence[Corruption[Any, Any, Any]],
) -> list[Mutant]:
    found = []
    for corruption in corruptions:
        spoilt = corruption.apply(output, sample)
        if spoilt is None:
            continue
        scores, _ = await score_all(scorers, spoilt, sample)
        found.append(Mutant(corruption=corruption.name, sample_id=sample.id, lost=_lost(full, scores)))
    return found


def _lost(before: Sequence[Score], after: Sequence[Score]) -> tuple[str, ...]:
    """Scores that got worse; one that no longer has a say is no loss by itself."""
    now = {score.name: score for score in after}
    return tuple(
        score.name
        for score in before
        if (other := now.get(score.name)) is not None
        and (other.value < score.value if score.better == "higher" else other.value > score.value)
    )


def merged(corruptions: Sequence[str], parts: Sequence[Mutation]) -> Mutation:
    """Mutations of several samples as one: untried is what none of them could try."""
    mutants = tuple(mutant for part in parts for mutant in part.mutants)
    tried = {mutant.corruption for mutant in mutants}
    return Mutation(
        mutants=mutants,
        untried=tuple(name for name in corruptions if name not in tried),
        not_full=tuple(sample for part in parts for sample in part.not_full),
    )
