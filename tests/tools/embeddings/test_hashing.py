from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.embeddings.hashing import vector_of


def near(one: str, other: str) -> float:
    return float(vector_of(one) @ vector_of(other))


@given(st.text())
def test_every_text_has_a_unit_vector_or_none_at_all(text):
    length = float(np.linalg.norm(vector_of(text)))
    assert length == pytest.approx(1, abs=1e-5) or length == 0


def test_the_same_text_is_the_same_vector_in_any_process():
    vector = vector_of("quiet garden")
    assert int(np.argmax(np.abs(vector))) == int(np.argmax(np.abs(vector_of("quiet garden"))))
    assert near("quiet garden", "quiet garden") == pytest.approx(1)


@pytest.mark.parametrize(
    ("wish", "fits", "does_not"),
    [
        ("quiet places to read", "An old library with a silent reading room", "A nightclub with loud music"),
        ("brutalist buildings", "A concrete arts centre of postwar modernism", "A baroque church with frescoes"),
        ("somewhere to see the sunset", "A rooftop viewpoint over the skyline", "A museum of natural history"),
    ],
)
def test_a_wish_is_nearer_to_what_fits_it(wish, fits, does_not):
    assert near(wish, fits) > 2 * near(wish, does_not)
