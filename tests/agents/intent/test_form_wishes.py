"""What the page's form writes (web/src/form/wishes.json, held by its own test) is read as it was filled in."""

from __future__ import annotations

import json
from datetime import date

import pytest

from agents.intent.outcome import Understood
from agents.intent.understand import understand
from domain.money import Money
from infra.settings import ROOT

WISHES = json.loads((ROOT / "web" / "src" / "form" / "wishes.json").read_text(encoding="utf-8"))
INTERESTS = set(
    "temples museums art history architecture food nightlife music shopping markets nature gardens hiking beaches views"
    " family".split()
)


def wishes(form: str) -> list[dict[str, str]]:
    return [pytest.param(one, id=one["language"]) for one in WISHES if one["form"] == form]


async def read(wish):
    understood = await understand(wish["sentence"], today=date(2026, 11, 21))
    assert isinstance(understood, Understood), understood
    assert understood.request.language == wish["language"]
    assert understood.request.start_on == date(2027, 4, 12)
    return understood.request


@pytest.mark.parametrize("wish", wishes("plain"))
async def test_an_almost_empty_form_is_a_trip(wish):
    request = await read(wish)
    assert [one.city_id for one in request.destinations] == ["rome"]
    assert (request.days, request.party.adults, request.budget, request.wishes) == (3, 2, None, ())


@pytest.mark.parametrize("wish", wishes("full"))
async def test_a_full_form_is_read_field_by_field(wish):
    request = await read(wish)
    assert [one.city_id for one in request.destinations] == ["kyoto", "tokyo"]
    assert (request.days, request.party.adults, request.party.children) == (5, 2, (6, 9))
    assert request.budget == Money.of(2500, "EUR")
    assert request.interests[:3] == ("temples", "food", "gardens")
    assert (request.level.value, request.pace.value, request.step_free) == ("luxury", "relaxed", True)
    assert set(request.diets) == {"vegetarian", "gluten_free"}
    assert [one.place_id for one in request.must_see] == ["kyoto/fushimi-inari-taisha", "kyoto/ginkaku-ji"]


@pytest.mark.parametrize("wish", wishes("everything"))
async def test_every_interest_and_diet_of_the_form_is_one_of_ours(wish):
    request = await read(wish)
    assert set(request.interests) >= INTERESTS
    assert set(request.diets) == {"vegetarian", "vegan", "halal", "kosher", "gluten_free"}
    assert (request.level.value, request.pace.value, request.party.adults) == ("budget", "fast", 1)
