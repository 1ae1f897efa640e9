from __future__ import annotations

import pickle
import re

import pytest

from evals.harness.suite import Options
from evals.suites.registry import SUITES, UnknownSuite, get_suite


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_can_be_sent_to_a_worker_and_has_something_to_run_without_any_data(name):
    suite = get_suite(name)
    assert suite.name == name
    assert suite.about
    assert pickle.loads(pickle.dumps(suite)).name == name
    samples = suite.load(Options())
    assert samples
    ids = [sample.id for sample in samples]
    assert len(set(ids)) == len(ids)
    for sample in samples[:2]:
        assert pickle.loads(pickle.dumps(sample)).id == sample.id
    if suite.data_variable:
        assert re.fullmatch(r"[A-Z][A-Z0-9_]+", suite.data_variable)
        assert suite.where, "who needs data must be told where to get it"


def test_an_unknown_name_is_answered_with_those_there_are():
    with pytest.raises(UnknownSuite, match="no suite 'toptww'; there are scenarios, intent"):
        get_suite("toptww")
