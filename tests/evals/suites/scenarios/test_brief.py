from __future__ import annotations

from collections import Counter

import pytest
from pydantic import ValidationError

from domain.interests import INTERESTS
from domain.place import Category
from evals.suites.scenarios.brief import BRIEFS, Brief, Turn, Wishes, load_briefs
from evals.suites.scenarios.fairness import request_of
from tools.places.atlas.records import city_ids, load_places


def test_there_are_enough_briefs_of_every_kind_and_language():
    briefs = load_briefs()
    kinds = Counter(brief.kind for brief in briefs)
    languages = Counter(brief.language for brief in briefs)
    assert len(briefs) >= 130
    assert kinds["conversations"] >= 40
    assert kinds["infeasible"] >= 22
    assert kinds["hostile"] >= 22
    assert min(languages[code] for code in ("es", "fr", "de")) >= 5
    assert {city for brief in briefs for turn in brief.turns for city in turn.wishes.cities or ()} == set(city_ids())


def test_every_place_interest_and_category_that_a_brief_names_exists():
    for brief in load_briefs():
        for number in range(len(brief.turns)):
            wishes = brief.wishes_at(number)
            for place_id in (*wishes.present, *wishes.absent, *wishes.on_day):
                assert place_id in load_places(place_id.partition("/")[0]), (brief.id, place_id)
            assert set(wishes.interests) <= set(INTERESTS), brief.id
            assert set(wishes.no_kind) <= {category.value for category in Category}, brief.id


def test_every_brief_says_what_must_hold():
    for brief in load_briefs():
        if brief.kind == "trips":
            assert request_of(brief.wishes_at(0)) is not None, brief.id
        if brief.kind == "conversations":
            assert all(
                turn.change is not None or turn.wishes.model_fields_set or turn.ends != ("plan",)
                for turn in brief.turns
            ), brief.id
        if brief.kind == "infeasible":
            assert all(turn.refusal is not None and turn.refusal.mended for turn in brief.turns), brief.id
        if brief.kind == "hostile":
            assert brief.never or "plan" not in brief.turns[0].ends or len(brief.turns[0].ends) > 1, brief.id


def test_wishes_stay_in_force_until_they_are_stated_anew():
    turns = (
        Turn(say="a", wishes=Wishes(cities=("rome",), days=3)),
        Turn(say="b"),
        Turn(say="c", wishes=Wishes(days=4)),
    )
    brief = Brief(id="x", kind="conversations", turns=turns)
    assert brief.wishes_at(1).days == 3
    assert brief.wishes_at(2) == Wishes(cities=("rome",), days=4)


def test_a_letter_without_a_pick_is_refused():
    with pytest.raises(ValidationError, match="no pick"):
        Brief(id="x", kind="trips", turns=(Turn(say="drop {a}"),))


def test_a_conversation_of_one_turn_is_refused():
    with pytest.raises(ValidationError, match="two turns"):
        Brief(id="x", kind="conversations", turns=(Turn(say="hello"),))


def test_two_briefs_with_one_name_are_refused(tmp_path):
    for kind in ("trips", "hostile"):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "a.yaml").write_text("- {id: same, say: hello}\n")
    with pytest.raises(ValueError, match="same"):
        load_briefs(tmp_path)


def test_a_misspelt_key_is_refused(tmp_path):
    (tmp_path / "trips").mkdir()
    (tmp_path / "trips" / "a.yaml").write_text("- {id: same, say: hello, wish: {days: 3}}\n")
    with pytest.raises(ValidationError, match="wish"):
        load_briefs(tmp_path)


def test_the_briefs_are_part_of_the_repository():
    assert {path.parent.name for path in BRIEFS.glob("*/*.yaml")} == {"trips", "conversations", "infeasible", "hostile"}
