from dataclasses import replace

import pytest

from evals.harness.suite import DataMissing, Options
from evals.suites.toptw.cases import instance_of, load
from tests.evals.suites.toptw.test_instances import SOLOMON, WEEKLY


def test_without_data_our_own_sample_is_run_with_its_references():
    samples = load(Options())
    assert len({sample.id for sample in samples}) == len(samples) > 4
    assert all(sample.target and sample.target > 0 for sample in samples)
    assert {sample.input.tours for sample in samples} >= {1, 2, 3}
    assert any(len(instance_of(sample.input).points[1].opens) == 7 for sample in samples), "weekday hours too"


def test_a_folder_is_searched_for_instances_with_a_reference(tmp_path):
    (tmp_path / "instances").mkdir()
    (tmp_path / "instances" / "x1.txt").write_text(SOLOMON)
    (tmp_path / "instances" / "x2.txt").write_text(SOLOMON)
    (tmp_path / "README.txt").write_text("not an instance")
    (tmp_path / "best_known.csv").write_text("instance,set,m,bks\nx1,a,1,40\nx1,a,2,40\nelsewhere,a,1,7\n")
    samples = load(Options(data=tmp_path))
    assert [(sample.id, sample.target) for sample in samples] == [("x1/1", 40), ("x1/2", 40)]
    assert instance_of(samples[0].input).points[1].score == 1_000


def test_without_references_every_number_of_tours_is_run(tmp_path):
    (tmp_path / "t1.txt").write_text(WEEKLY)
    samples = load(Options(data=tmp_path))
    assert [(sample.input.tours, sample.target) for sample in samples] == [(1, None), (2, None), (3, None), (4, None)]


def test_missing_data_says_where_to_get_it(tmp_path):
    for options in (Options(data=tmp_path), replace_data(tmp_path)):
        with pytest.raises(DataMissing, match="orienteering"):
            load(options)


def replace_data(tmp_path):
    return Options(data=tmp_path / "nowhere")


def test_a_town_is_the_same_every_time():
    sample = load(Options())[0]
    instance_of.cache_clear()
    first = instance_of(sample.input)
    instance_of.cache_clear()
    assert instance_of(sample.input) == first
    assert replace(sample.input, tours=3) != sample.input
