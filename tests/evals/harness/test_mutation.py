from __future__ import annotations

from evals.harness.mutation import merged, mutate
from evals.harness.suite import Context, Corruption, Sample, Score
from tests.evals.harness import sums


def add_as_well(sample: Sample[sums.Numbers, int], context: Context) -> int:
    return sum(sample.input)


def blind(output, sample) -> Score:
    return Score(value=1)


PAIRS = [(3, Sample("a", (1, 2), 3)), (7, Sample("b", (3, 4), 7))]
ONE_MORE, NOTHING, SAME = (
    Corruption("one more", sums.one_more),
    Corruption("nothing", sums.nothing),
    Corruption("the same", sums.the_same),
)


async def test_a_scorer_that_sees_lets_no_mutant_live():
    found = await mutate([sums.right, sums.distance], PAIRS, [ONE_MORE])
    assert [mutant.lost for mutant in found.mutants] == [("right", "off_by"), ("right", "off_by")]
    assert not found.survivors


async def test_a_blind_scorer_is_found_and_so_is_a_corruption_that_spoils_nothing():
    found = await mutate([blind], PAIRS, [ONE_MORE, NOTHING])
    assert {mutant.corruption for mutant in found.survivors} == {"one more"}
    assert found.untried == ("nothing",)
    assert (await mutate([sums.right], PAIRS, [SAME])).survivors


async def test_only_full_answers_are_spoilt():
    found = await mutate([sums.right], [(9, PAIRS[0][1]), PAIRS[1]], [ONE_MORE])
    [missed] = found.not_full
    assert missed.startswith("a: right")
    assert [mutant.sample_id for mutant in found.mutants] == ["b"]


async def test_a_scorer_that_a_spoilt_answer_breaks_has_noticed_it():
    def fragile(output, sample) -> Score:
        assert output == sample.target
        return Score(value=1)

    assert not (await mutate([fragile], PAIRS, [ONE_MORE])).survivors


async def test_parts_are_merged_and_what_one_sample_could_not_try_another_may():
    parts = [await mutate([sums.right], [pair], [ONE_MORE, NOTHING]) for pair in PAIRS]
    whole = merged(["one more", "nothing"], parts)
    assert len(whole.mutants) == 2
    assert whole.untried == ("nothing",)
