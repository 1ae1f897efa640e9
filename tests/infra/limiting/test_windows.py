from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.limiting.memory import MemoryLimits
from infra.limiting.windows import Bucket, wait_s

limits = st.integers(1, 200)


@given(limits, st.integers(0, 300), st.integers(0, 300), st.floats(0, 59.99))
def test_after_the_wait_that_is_told_one_more_is_within_the_limit(limit, before, now, elapsed):
    wait = wait_s(limit, 60, before, now, elapsed)
    assert 0 <= wait <= 120
    at = elapsed + wait + 1e-6
    used = before * (1 - at / 60) + now if at < 60 else now * (1 - (at - 60) / 60)
    assert used <= limit - 1 + 1e-3


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@given(limits, st.lists(st.floats(0, 30), min_size=1, max_size=150))
def test_a_process_by_itself_lets_no_more_than_a_quarter_through_in_a_steady_window(limit, pauses):
    clock = Clock()
    memory, bucket = MemoryLimits(clock), Bucket("a", limit, 60)
    share, taken = max(1, limit // 4), []
    for pause in pauses:
        clock.now += pause
        if not memory.take([bucket])[0].refused:
            taken.append(clock.now)
    window_start = [int(at // 60) for at in taken]
    assert all(window_start.count(one) <= share for one in set(window_start))


def test_one_refusal_takes_nothing_from_the_other_buckets():
    memory = MemoryLimits(Clock())
    narrow, wide = Bucket("narrow", 4, 60), Bucket("wide", 400, 60)
    assert not any(one.refused for one in memory.take([narrow, wide]))
    for _ in range(3):
        assert any(one.refused for one in memory.take([narrow, wide]))
    assert memory.take([wide])[0].remaining == 98


def test_what_is_given_back_can_be_taken_again():
    memory, bucket = MemoryLimits(Clock()), Bucket("a", 4, 60)
    memory.take([bucket])
    assert memory.take([bucket])[0].refused
    memory.give_back([bucket])
    assert not memory.take([bucket])[0].refused


@pytest.mark.parametrize("before", [0, 100])
def test_the_wait_after_a_full_window_lasts_into_the_next(before):
    assert wait_s(100, 3600, before, 100, 1800) == pytest.approx(1800 + 36)
