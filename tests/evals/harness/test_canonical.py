from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from evals.harness.canonical import as_json, canonical, sha256_of, sha256_of_files

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@dataclass(frozen=True)
class Thing:
    on: date
    price: Money


class Odd:
    def __repr__(self) -> str:
        return "Odd()"


@given(json_values)
def test_a_text_stands_for_one_value_whatever_its_order(value):
    turned = dict(reversed(value.items())) if isinstance(value, dict) else value
    assert canonical(value) == canonical(turned)


@given(st.dictionaries(st.text(), st.integers(), min_size=1))
def test_another_value_has_another_hash(value):
    key = next(iter(value))
    assert sha256_of(value) != sha256_of(value | {key: value[key] + 1})


def test_values_of_ours_and_of_numpy_become_json():
    thing = Thing(date(2027, 4, 1), Money.of(3, "EUR"))
    assert as_json(thing) == {"on": "2027-04-01", "price": {"minor": 300, "currency": "EUR"}}
    assert as_json({"a": np.int64(3), "b": np.arange(2), "c": Odd()}) == {"a": 3, "b": [0, 1], "c": "Odd()"}
    assert canonical(float("inf")) == '"Infinity"'


@pytest.mark.parametrize("change", ["content", "name", "both"])
def test_files_are_told_apart(tmp_path: Path, change: str):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("a" if change == "name" else "b")
    first = sha256_of_files({"x": one})
    assert first == sha256_of_files({"x": one})
    assert first != sha256_of_files({"x" if change == "content" else "y": two})
