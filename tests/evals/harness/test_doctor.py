from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from evals.harness.doctor import examine, show, witnessed
from evals.harness.suite import Corruption, Options, Sample
from tests.evals.harness import sums


def told(found) -> str:
    screen = io.StringIO()
    show(found, Console(file=screen, width=120))
    return screen.getvalue()


def test_a_sound_suite_is_witnessed_by_its_task_and_its_scorers_see():
    found = examine(sums.SUITE, Options(), lambda done, total, record: None)
    assert found.sound
    assert [case.how for case in found.cases] == ["witness"] * 6
    assert len(found.mutation.mutants) == 6
    assert "one more" in told(found)


def test_an_unfair_case_and_a_survivor_are_told():
    suite = replace(
        sums.SUITE,
        doctor=sums.is_fair,
        corruptions=(Corruption("the same", sums.the_same), Corruption("nothing", sums.nothing)),
    )
    found = examine(suite, Options(), lambda done, total, record: None)
    assert [case.id for case in found.unfair] == ["sum-3"]
    assert len(found.mutation.survivors) == 6
    assert found.mutation.untried == ("nothing",)
    assert not found.sound
    said = told(found)
    assert "unfair: sum-3: three is never fair" in said
    assert "not noticed: the same in sum-0" in said


async def test_a_witness_must_pass_every_scorer():
    sample = Sample("a", (1, 2), 3)
    assert (await witnessed(sample, 3, sums.SUITE.scorers)).fair
    refused = await witnessed(sample, 4, sums.SUITE.scorers)
    assert not refused.fair
    assert "right 0: 4 for 3" in refused.explanation
    broken = await witnessed(sample, 3, (sums.broken,))
    assert not broken.fair
    assert "a scorer with a fault" in broken.explanation
