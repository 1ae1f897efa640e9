"""Texts on demand: by models over the wire, and by templates without one."""

from __future__ import annotations

import pytest
import pytest_asyncio

from agents.writing.advice import recommend, write_tips
from agents.writing.posts import write_caption, write_email
from agents.writing.rework import rework
from agents.writing.texts import write_day, write_note, write_summary
from evals.suites.intent.sample_trip import sample_itinerary, sample_request
from tests.agents.models import ScriptedModels
from tests.emulators.models import emulated_models

REQUEST, TRIP = sample_request(), sample_itinerary()
PLACE = "rome/colosseum"
CALLS = {
    "summary": lambda models, **more: write_summary(models, REQUEST, TRIP, **more),
    "day": lambda models, **more: write_day(models, REQUEST, TRIP, 1, **more),
    "note": lambda models, **more: write_note(models, REQUEST, TRIP, 1, PLACE, **more),
    "tips": lambda models, **more: write_tips(models, REQUEST, TRIP, **more),
    "stays": lambda models, **more: recommend(models, REQUEST, TRIP, "stays", **more),
    "tables": lambda models, **more: recommend(models, REQUEST, TRIP, "tables", **more),
    "caption": lambda models, **more: write_caption(models, REQUEST, TRIP, 1, PLACE, **more),
    "email": lambda models, **more: write_email(models, REQUEST, TRIP, **more),
}


@pytest_asyncio.fixture
async def models(emulators):
    async with emulated_models(emulators) as opened:
        yield opened


@pytest.mark.parametrize("name", CALLS)
async def test_a_model_writes_within_the_facts(models, name) -> None:
    told = await CALLS[name](models)
    assert told.text
    assert told.level.startswith("gemini/")
    assert "Evil Tower" not in told.text
    assert "[[" not in told.text


async def test_what_a_model_invents_is_dropped_and_counted(models) -> None:
    told = await write_summary(models, REQUEST, TRIP)
    assert [one.why for one in told.dropped] == ["name Evil Tower"]
    assert "Colosseum" in told.text


@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
@pytest.mark.parametrize("name", CALLS)
async def test_without_a_model_templates_state_facts(name, language) -> None:
    told = await CALLS[name](None, language=language)
    assert told.text
    assert (told.level, told.language, told.dropped) == ("rules", language, ())
    assert "{" not in told.text


async def test_templates_say_different_things_in_different_languages() -> None:
    assert len({(await write_email(None, REQUEST, TRIP, language=code)).text for code in ("en", "es", "fr", "de")}) == 4


async def test_a_language_without_templates_is_told_in_english_and_says_so() -> None:
    told = await write_summary(None, REQUEST, TRIP, language="pt")
    assert told.language == "en"


async def test_a_model_is_asked_for_the_language_and_the_tone_by_our_words_alone() -> None:
    models = ScriptedModels(texts=[["Tudo a pé."]])
    told = await write_summary(models, REQUEST, TRIP, language="pt", tone="casual")
    assert (told.text, told.language) == ("Tudo a pé.", "pt")
    assert "Portuguese" in models.asked[0].system
    assert "casual, as to a friend" in models.asked[0].system


async def test_a_text_that_loses_every_sentence_gives_way_to_the_template() -> None:
    told = await write_summary(ScriptedModels(texts=[["Visit Naples. Tickets cost €99."]]), REQUEST, TRIP)
    assert told.level == "rules"
    assert "Naples" not in told.text


async def test_a_stream_that_breaks_off_is_forgotten() -> None:
    seen: list[str | None] = []

    async def take(sentence: str | None) -> None:
        seen.append(sentence)

    models = ScriptedModels(texts=[["A first try. And", None, "Rome is lovely. ", "Enjoy it."]])
    told = await write_summary(models, REQUEST, TRIP, on_sentence=take)
    assert told.text == "Rome is lovely. Enjoy it."
    assert seen == ["A first try. ", None, "Rome is lovely. ", "Enjoy it. "]
    assert told.level == "gemini/m (fallback)"


@pytest.mark.parametrize("action", ["improve", "exciting", "formal", "casual", "shorter"])
async def test_a_text_is_reworked_and_keeps_its_places(models, action) -> None:
    told = await rework(models, REQUEST, TRIP, "Start at Colosseum. Then rest.", action)
    assert told.level.startswith("gemini/")
    assert told.text.startswith("Start at Colosseum.")
    assert told.text != "Start at Colosseum. Then rest."


async def test_without_a_model_only_shorter_changes_a_text() -> None:
    text = "Rome is lovely. Eat well. Walk a lot. Rest."
    assert (await rework(None, REQUEST, TRIP, text, "shorter")).text == "Rome is lovely. Eat well."
    assert (await rework(None, REQUEST, TRIP, text, "exciting")).text == text


async def test_tags_of_a_caption_are_made_of_names_by_code() -> None:
    told = await write_caption(ScriptedModels(texts=[["So big. #ad #evil"]]), REQUEST, TRIP, 1, PLACE)
    assert told.text.splitlines() == ["So big.", "#Rome #Colosseum"]


async def test_an_email_is_signed_by_code_and_with_no_address() -> None:
    assert (await write_email(None, REQUEST, TRIP, sender="Blue Travel")).text.endswith("\nBlue Travel")
    assert "evil" not in (await write_email(None, REQUEST, TRIP, sender="x@evil.example")).text


async def test_a_day_or_a_stop_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match="no day 9"):
        await write_day(None, REQUEST, TRIP, 9)
    with pytest.raises(ValueError, match="no stop of day 2"):
        await write_note(None, REQUEST, TRIP, 2, PLACE)
