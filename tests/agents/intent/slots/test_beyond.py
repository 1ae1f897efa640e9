"""Cities beyond the atlas in whole sentences, where the world can be asked; and nothing of it where it cannot."""

from __future__ import annotations

from datetime import date

import pytest

from agents.intent import Question, Refused, Understood, understand
from agents.intent.abroad import goes_beyond

TODAY = date(2026, 11, 21)


async def heard(words: str, *, world: bool = True, **more):
    return await understand(words, today=TODAY, world=world, **more)


async def cities(words: str, **more) -> list[tuple[str, int | None]]:
    outcome = await heard(words, **more)
    assert isinstance(outcome, Understood), outcome
    return [(stay.city_id.rpartition("-")[0] or stay.city_id, stay.nights) for stay in outcome.request.destinations]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("5 days in Omsk from 3 May 2027", [("omsk-ru", None)]),
        ("5 days in omsk from 3 may 2027", [("omsk-ru", None)]),
        ("Omsk from 3 to 7 May 2027", [("omsk-ru", None)]),
        ("5 days in Lubljana from 3 May 2027", [("ljubljana-si", None)]),
        ("Ljubljana and Zagreb, 6 days from 3 May 2027", [("ljubljana-si", None), ("zagreb-hr", None)]),
        ("3 days in Ljubljana and 2 in Zagreb from 4 May 2027", [("ljubljana-si", 3), ("zagreb-hr", 1)]),
        ("Vienna and Ljubljana, 5 days from 3 May 2027", [("vienna", None), ("ljubljana-si", None)]),
        ("2 nights in Salzburg, 3 nights in Vienna from 3 May 2027", [("salzburg-at", 2), ("vienna", 3)]),
        (
            "first Lima, then Cusco, then Arequipa, 10 days from 3 May 2027",
            [("lima-pe", None), ("cusco-pe", None), ("arequipa-pe", None)],
        ),
        ("4 days in Birmingham, Alabama from 3 May 2027", [("birmingham-us", None)]),
        ("4 days in Valencia, Venezuela from 3 May 2027", [("valencia-ve", None)]),
        ("4 days in Cordoba (Argentina) from 3 May 2027", [("cordoba-ar", None)]),
        ("a trip to Spain: 4 days in Cordoba from 3 May 2027", [("cordoba-es", None)]),
        ("from Berlin to Tbilisi for 6 days from 3 May 2027", [("tbilisi-ge", None)]),
        ("we are from Hamburg, 5 days in Porto from 3 May 2027", [("porto-pt", None)]),
        ("Santiago de Compostela 4 days from 3 May 2027", [("santiago-de-compostela-es", None)]),
        ("5 días en Cusco desde el 3 de mayo de 2027", [("cusco-pe", None)]),
        ("5 jours à Lyon du 3 mai 2027", [("lyon-fr", None)]),
        ("5 Tage in Dresden ab 3. Mai 2027", [("dresden-de", None)]),
        ("4 days in Казань from 3 May 2027", [("kazan-ru", None)]),
        ("3 days in 大阪 from 3 May 2027", [("osaka-jp", None)]),
        ("3 days in Bled from 3 May 2027", [("bled-si", None)]),
        ("5 days in Granada, Spain from 3 May 2027, visit Alhambra", [("granada-es", None)]),
        ("3 days in Ljubljana, visit Zagreb for 2 days, from 3 May 2027", [("ljubljana-si", 3), ("zagreb-hr", 1)]),
    ],
)
async def test_a_city_anywhere_is_one_to_go_to(words, expected):
    assert await cities(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "5 days in Kyoto with a day trip to Osaka from 3 May 2027",
        "4 days in Kyoto from 3 May 2027, near Nara, love Italian wine and Michelangelo",
        "Kyoto 3-6 May 2027 with Victoria and Paul, hiking and beer",
        "5 days in Kyoto from 3 May 2027, nice hotels, reading, a bath and Sunday brunch",
        "we live in Hamburg and want 5 days in Kyoto from 3 May 2027",
    ],
)
async def test_what_is_no_destination_stays_none(words):
    assert [city for city, _ in await cities(words)] == ["kyoto"]


async def test_among_namesakes_the_biggest_is_taken_and_said():
    request = (await heard("4 days in Cordoba from 3 May 2027")).request
    assert request.destinations[0].city_id.startswith("cordoba-ar-")
    said = [sentence for sentence in request.assumptions if "Spain" in sentence]
    assert len(said) == 1
    assert "I took the one in Argentina" in said[0]
    told = (await heard("4 days in Cordoba, Argentina from 3 May 2027")).request
    assert not [sentence for sentence in told.assumptions if "Spain" in sentence]


async def test_a_country_without_a_city_of_ours_asks_which_of_its_cities():
    asked = await heard("one week in Slovenia from 3 May 2027")
    assert isinstance(asked, Question)
    assert asked.options[:2] == ("Ljubljana", "Maribor")
    answered = await heard("one week in Slovenia from 3 May 2027", answers=("Maribor",))
    assert answered.request.destinations[0].city_id.startswith("maribor-si-")


async def test_a_message_that_adds_keeps_the_very_city():
    before = (await heard("4 days in Cordoba, Spain from 3 May 2027")).request
    after = (await heard("for three people, please", previous=before)).request
    assert after.destinations[0].city_id == before.destinations[0].city_id
    offline = (await heard("for three people, please", previous=before, world=False)).request
    assert offline.destinations[0].city_id == before.destinations[0].city_id


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("add 2 days in Zagreb", [("ljubljana-si", 3), ("zagreb-hr", 2)]),
        ("and then 2 more days in Bled", [("ljubljana-si", 3), ("bled-si", 2)]),
        ("go to Zagreb instead of Ljubljana", [("zagreb-hr", None)]),
    ],
)
async def test_a_trip_that_there_is_goes_on_to_another_city(words, expected):
    before = (await heard("4 days in Ljubljana from 3 May 2027")).request
    assert goes_beyond(words, before, TODAY)
    assert await cities(words, previous=before) == expected


@pytest.mark.parametrize("words", ["make it 5 days", "swap the museum for a park", "a cheaper hotel", "start later"])
async def test_other_changes_stay_changes(words):
    before = (await heard("4 days in Ljubljana from 3 May 2027")).request
    assert not goes_beyond(words, before, TODAY)


async def test_a_wish_for_a_place_there_is_kept_in_its_words():
    request = (await heard("4 days in Omsk from 3 May 2027, must see Tara Gate")).request
    assert [(wish.text, wish.place_id) for wish in request.must_see] == [("Tara Gate", None)]


@pytest.mark.parametrize("words", ["5 days in Omsk from 3 May 2027", "Ljubljana for 5 days from 3 May 2027"])
async def test_without_the_world_the_nearest_city_of_the_atlas_is_named(words):
    refused = await heard(words, world=False)
    assert isinstance(refused, Refused)
    assert "the nearest city I know is" in refused.errors[0].message


async def test_a_name_that_nobody_has_is_refused_with_and_without_the_world():
    for world in (True, False):
        refused = await heard("5 days in Xyzzyplugh from 3 May 2027", world=world)
        assert isinstance(refused, Refused)
        assert "Xyzzyplugh" in refused.errors[0].message
