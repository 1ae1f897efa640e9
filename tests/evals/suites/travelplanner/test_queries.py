from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.suites.travelplanner.queries import find_queries, read_queries
from evals.suites.travelplanner.suite import SAMPLE

_FULL = {
    "query": "Q",
    "org": "A",
    "dest": "B",
    "days": 3,
    "visiting_city_number": 1,
    "date": ["2022-03-01"],
    "people_number": 1,
    "local_constraint": {"house rule": None},
    "budget": 100,
    "annotated_plan": [{"org": "A"}, [{"days": 1}, {}]],
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.jsonl", '{"query": "one"}\n\n{"query": "two"}\n'),
        ("q.json", '[{"query": "one"}, {"query": "two"}]'),
        ("q.json", '["one", "two"]'),
        ("q.txt", "one\ntwo\n"),
        ("q.jsonl", '"one"\n"two"\n'),
        ("q.csv", "idx,query\n0,one\n1,two\n"),
    ],
)
def test_every_form_there_is(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    queries = read_queries(path)
    assert [query.text for query in queries] == ["one", "two"]
    assert all(query.facts is None for query in queries)


def test_facts_only_where_all_are_there(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(_FULL) + "\n" + json.dumps({**_FULL, "budget": None}))
    full, short = read_queries(path)
    assert full.facts is not None
    assert full.facts["budget"] == 100
    assert full.annotated == ({"days": 1},)
    assert short.facts is None


def test_cells_of_a_csv_are_python_literals(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    cells = {key: str(value) for key, value in _FULL.items()}
    path.write_text(",".join(cells) + "\n" + ",".join('"' + value + '"' for value in cells.values()) + "\n")
    (query,) = read_queries(path)
    assert query.facts is not None
    assert query.facts["local_constraint"] == {"house rule": None}


def test_the_folder_s_own_queries_are_found() -> None:
    assert find_queries(SAMPLE).name == "queries.jsonl"
