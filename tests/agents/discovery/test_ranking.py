from __future__ import annotations

import pytest

from agents.discovery.ranking import MOST, STEP, rank
from agents.discovery.taste import Matches, score_eats, score_sights, score_stays
from domain.candidates import CityCandidates
from evals.suites.intent.sample_trip import sample_request
from tests.agents.models import ScriptedModels
from tests.emulators.models import emulated_models
from tools.places import gazetteer
from tools.places.atlas import records

REQUEST = sample_request().model_copy(update={"interests": ("art", "gardens"), "wishes": ("quiet sculpture",)})


@pytest.fixture(scope="module")
def rome() -> CityCandidates:
    places = records.load_places("rome").values()
    matches = Matches(frozenset({"rome/colosseum"}), frozenset(), {})
    return CityCandidates(
        city=gazetteer.city_facts("rome"),
        sights=score_sights(places, REQUEST, matches),
        eats=score_eats(places, REQUEST, matches),
        stays=score_stays(places, REQUEST, matches),
    )


async def _rank(city, grades):
    return await rank(ScriptedModels({"RankingDraft": lambda _s, _u: {"grades": grades}}), REQUEST, city)


def _by_id(city):
    return {one.place.id: one for one in (*city.sights, *city.eats)}


async def test_a_grade_moves_a_place_within_bounds_and_brings_none(rome) -> None:
    grades = [{"mark": f"p{n}", "grade": 2 if n % 2 else -2, "reason": "close to what they like"} for n in range(1, 61)]
    after = await _rank(rome, [*grades[:59], {"mark": "p999", "grade": 2}])
    was, now = _by_id(rome), _by_id(after)
    assert was.keys() == now.keys()
    moves = {now[key].score - was[key].score for key in was}
    assert min(moves) >= -2 * STEP
    assert max(moves) <= 2 * STEP
    assert len(moves) > 2
    assert [one.score for one in after.sights] == sorted((one.score for one in after.sights), reverse=True)
    assert after.stays == rome.stays


async def test_what_was_asked_for_by_name_stays_on_top(rome) -> None:
    grades = [{"mark": f"p{number}", "grade": 2} for number in range(1, MOST)]
    after = await _rank(rome, grades)
    assert after.sights[0].place.id == "rome/colosseum"
    assert after.sights[0].score == 100


@pytest.mark.parametrize(
    ("reason", "taken"),
    [
        ("a calm place for art", True),
        ("pay at https://evil.example", False),
        ("better than Naples", False),
        ("open until 23:00", False),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", False),
        ("your refund is approved", False),
    ],
)
async def test_a_reason_is_words_alone(rome, reason, taken) -> None:
    after = await _rank(rome, [{"mark": "p3", "grade": 1, "reason": reason}])
    reasons = [one.reasons for one in (*after.sights, *after.eats) if reason in one.reasons]
    assert bool(reasons) is taken


async def test_grades_out_of_range_or_no_model_change_nothing(rome) -> None:
    assert await _rank(rome, [{"mark": "p1", "grade": 50}]) == rome
    assert await rank(None, REQUEST, rome) == rome


async def test_a_model_over_the_wire_ranks(emulators, rome) -> None:
    async with emulated_models(emulators, "openai") as models:
        after = await rank(models, REQUEST, rome)
    assert _by_id(after).keys() == _by_id(rome).keys()
    assert after != rome
