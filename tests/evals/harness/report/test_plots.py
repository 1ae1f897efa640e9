from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from evals.harness.report.plots import histogram

numbers = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=80)


@given(numbers, numbers | st.just([]))
def test_any_values_make_a_plot_that_parses_and_stays_in_its_frame(values, baseline):
    root = ET.fromstring(histogram(values, "min", baseline, "a < b"))
    bars = [element for element in root if element.get("class") == "bar"]
    counts = [int(str(bar[0].text).partition(" ")[0]) for bar in bars]
    assert sum(counts) == len(values), "each value is in one bar"
    for bar in bars:
        assert 0 <= float(bar.get("x", "nan")) <= 340
        assert float(bar.get("width", "nan")) > 0
    assert "nan" not in ET.tostring(root).decode()


def test_a_long_tail_gets_a_scale_of_powers():
    root = ET.fromstring(histogram([0.01] * 50 + [0.1] * 10 + [10.0], "s"))
    labels = [element.text for element in root if element.get("class") == "tick"]
    assert labels == ["0.01", "0.1", "1", "10"]
    assert len([element for element in root if element.get("class") == "bar"]) == 3
