from __future__ import annotations

from collections import Counter
from statistics import median

import pytest

from domain.place import Category, Kind, Meal
from tools.places.atlas.records import city_ids, load_places
from tools.places.typical import TYPICAL, kind_of, visit_minutes

BY_CATEGORY = {
    category: [p for city in city_ids() for p in load_places(city).values() if p.category is category]
    for category in Category
}


def test_every_category_is_there():
    assert set(TYPICAL) == set(Category)


@pytest.mark.parametrize("category", list(Category), ids=lambda one: one.value)
def test_what_is_called_typical_is_what_the_atlas_has(category):
    places, typical = BY_CATEGORY[category], TYPICAL[category]
    assert abs(typical.visit_min - median(p.visit_min for p in places)) <= 2.5
    assert {kind_of(category)} == {p.kind for p in places}
    if kind_of(category) is Kind.EAT:
        shares = Counter(meal for p in places for meal in p.meals)
        assert set(typical.meals) == {meal for meal in Meal if shares[meal] > len(places) / 2}
    if len(places) >= 20:
        settings = Counter(p.setting for p in places)
        assert settings[typical.setting] == max(settings.values())


def test_a_short_visit_is_shorter_for_sights_only():
    assert visit_minutes(Category.MUSEUM) == (90, 60)
    assert visit_minutes(Category.RESTAURANT) == (60, 60)
    assert visit_minutes(Category.LANDMARK) == (25, 16)
