from __future__ import annotations

from datetime import date

import pytest

from agents.answering import answer
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from tests.agents.models import ScriptedModels
from tests.emulators.models import emulated_models

TODAY = date(2027, 4, 1)


async def _answer(models, question):
    return await answer(models, question, sample_request(), sample_itinerary(), today=TODAY)


@pytest.mark.parametrize("provider", ["gemini", "openai", "anthropic"])
async def test_a_question_is_answered_from_the_facts(emulators, provider) -> None:
    async with emulated_models(emulators, provider) as models:
        said = await _answer(models, "when are we at the Pantheon?")
    assert said is not None
    assert said.text == "Pantheon is a temple. You are there from 13:00 to 14:30."
    assert [one.why for one in said.dropped] == ["amount 999 euros"]


async def test_without_a_model_or_a_true_sentence_the_rules_answer() -> None:
    assert await _answer(None, "when do we leave?") is None
    assert await _answer(ScriptedModels(), "when do we leave?") is None
    assert await _answer(ScriptedModels(texts=[["Ask at Naples station."]]), "when do we leave?") is None


async def test_facts_and_question_are_marked_and_no_part_of_our_words() -> None:
    models = ScriptedModels(texts=[["I do not know."]])
    await _answer(models, "does the Colosseum close early?")
    (asked,) = models.asked
    assert "Colosseum" not in asked.system
    assert "<<<question" in asked.user
    assert "<<<facts" in asked.user
