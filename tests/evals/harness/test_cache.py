from __future__ import annotations

import os

from evals.harness.cache import Cache
from evals.harness.suite import Record


def test_a_record_is_found_under_its_own_source_only(tmp_path):
    cache = Cache(tmp_path, "sums", "a" * 64)
    cache.put(Record(key="k", id="one", output=3))
    found = cache.find("k")
    assert found is not None
    assert (found.output, found.cached) == (3, True)
    assert cache.find("other") is None
    assert Cache(tmp_path, "sums", "b" * 64).find("k") is None
    assert Cache(tmp_path, "intent", "a" * 64).find("k") is None


def test_failures_are_not_kept_and_a_damaged_file_is_no_record(tmp_path):
    cache = Cache(tmp_path, "sums", "a" * 64)
    cache.put(Record(key="k", id="one", error="Traceback"))
    assert cache.find("k") is None
    cache.put(Record(key="k", id="one"))
    next(tmp_path.rglob("k.json")).write_text('{"key": ')
    assert cache.find("k") is None


def test_sources_long_out_of_use_are_removed(tmp_path):
    for age, letter in enumerate("abcdef"):
        Cache(tmp_path, "sums", letter * 64).put(Record(key="k", id="one"))
        os.utime(tmp_path / "sums" / (letter * 16), (1_000 - age, 1_000 - age))
    Cache(tmp_path, "sums", "f" * 64).prune()
    assert sorted(path.name[0] for path in (tmp_path / "sums").iterdir()) == ["a", "b", "c", "f"]
