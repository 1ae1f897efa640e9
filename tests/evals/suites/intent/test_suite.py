from __future__ import annotations

import asyncio
import json

import pytest

from agents.asking import prompted
from agents.intent.draft import RequestDraft
from agents.intent.vocabulary import CUISINES, STEMS
from evals.harness.doctor import witnessed
from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Sample
from evals.harness.tapes import ModelRequest, ModelResponse, Recorder
from evals.harness.work import Job, work
from evals.suites.intent.cases_file import IntentCase, load_cases, set_names
from evals.suites.intent.suite import SUITE, Case, load, metrics, read, witness
from evals.suites.intent.taped import extraction_request

_FLOORS = {
    "v1": 0.95,
    "v1_heldout": 0.9,
    "v2_heldout": 0.95,
    "edits_v1": 0.9,
    "edits_v1_heldout": 0.85,
    "edits_v2_heldout": 0.9,
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    with asyncio.Runner() as runner:
        return [work(SUITE, Job(sample.id, sample, Options(), 0), runner) for sample in load(Options())]


@pytest.mark.parametrize("name", _FLOORS)
def test_messages_are_understood(records, name):
    found = metrics(records)
    wrong = [f"{r.id}: {s.explanation}" for r in records if r.metadata["set"] == name for s in r.scores if s.value < 1]
    assert found[f"accuracy.{name}"] >= _FLOORS[name], "\n".join(wrong)


def test_every_set_has_a_floor_and_every_slot_its_precision_and_recall(records):
    assert set(_FLOORS) == set(set_names())
    found = metrics(records)
    assert found["slot_accuracy"] > 0.95
    for slot in ("cities", "start_on", "budget", "interests", "must_see", "swap", "move"):
        assert found[f"precision.{slot}"] > 0.8
        assert found[f"recall.{slot}"] > 0.8
    assert not [record.error for record in records if record.error]


def test_there_are_enough_labelled_messages_and_each_has_its_own_id():
    cases = {name: load_cases(name) for name in set_names()}
    intents = [case for name in cases for case in cases[name] if not name.startswith("edits")]
    assert len(intents) >= 170
    assert sum(len(cases[name]) for name in cases if name.startswith("edits")) >= 60
    held_out = sum(len(cases[name]) for name in cases if name.endswith("heldout") and not name.startswith("edits"))
    assert held_out * 3 >= len(intents) - held_out
    ids = [case.id for name in cases for case in cases[name]]
    assert len(set(ids)) == len(ids)


async def test_every_label_passes_its_own_scorers_and_no_spoilt_answer_does():
    samples = load(Options())
    verdicts = [await witnessed(sample, witness(sample), SUITE.scorers) for sample in samples]
    assert [verdict.explanation for verdict in verdicts if not verdict.fair] == []
    found = await mutate(SUITE.scorers, [(witness(sample), sample) for sample in samples], SUITE.corruptions)
    assert len(found.mutants) > 900
    assert found.survivors == ()
    assert found.untried == ()


def test_any_file_of_labelled_cases_can_be_run(tmp_path):
    file = tmp_path / "mine.jsonl"
    case = {"id": "x", "text": "3 days in Rome", "today": "2027-01-01", "outcome": "question:dates"}
    file.write_text(json.dumps(case) + "\n\n" + json.dumps({"id": "y", "text": "start later"}) + "\n")
    samples = load(Options(queries=file))
    assert [(sample.id, sample.metadata["kind"]) for sample in samples] == [("x", "message"), ("y", "follow-up")]
    assert samples[0].metadata["set"] == "mine"


async def test_a_recorded_model_reads_instead_of_the_rules(tmp_path):
    """The rules read no Japanese, so it is seen who was asked."""
    case = IntentCase.model_validate(
        {"id": "x", "text": "5月3日から4日間リスボンへ", "today": "2027-01-01", "outcome": "understood"}
    )
    sample: Case = Sample("x", case, {"kind": "message", "outcome": "understood", "slots": {}}, {"set": "mine"})
    draft = {"destinations": [{"name": "Lisbon"}], "start_on": "2027-05-03", "days": 4, "adults": 2}
    asked: list[ModelRequest] = []

    async def answer(request: ModelRequest) -> ModelResponse:
        asked.append(request)
        return ModelResponse(text=json.dumps(draft), served_by="somebody", cost_minor=1)

    words = {"interests": ", ".join(STEMS), "cuisines": ", ".join(CUISINES)}
    prompt = prompted("intent", "extract", {"message": case.text, "today": "2027-01-01", **words})
    tape = tmp_path / "a.tape"
    await Recorder(answer, tape)(extraction_request("clever-1", prompt, RequestDraft.model_json_schema()))
    context = Context(Options(model=f"tape:{tape}"))
    reading = await read(sample, context)
    assert reading["slots"]["cities"] == ["lisbon"]
    assert (context.notes.served_by, context.notes.cost_minor) == (["somebody"], 1)
    assert context.notes.prompts == {"intent/extract": "v2"}
