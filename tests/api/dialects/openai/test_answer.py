from __future__ import annotations

from hypothesis import given

from api.dialects.openai.answer import Speaking
from api.dialects.openai.plan import compact_plan
from domain.events import Progress, TextDelta, TextReset
from tests.api.dialects.logs import BROKEN, FINAL, ITINERARY, PROPOSED, QUESTION, REFUSED, logs

PAGE = "http://localhost/trips/7d5c1e3a-0000-4000-8000-000000000000"


def spoken(log):
    speaking = Speaking(PAGE)
    return [*speaking.begin(), *(piece for event in log for piece in speaking.hear(event))]


def said(log) -> str:
    return "".join(piece.text for piece in spoken(log) if piece.kind == "said")


@given(log=logs())
def test_every_answer_begins_with_the_link_by_which_the_trip_is_found_again(log):
    assert said(log).startswith(f"[Your trip]({PAGE})")
    assert spoken(log) == spoken(log)


def test_a_plan_names_each_day_stop_and_the_total():
    plan = compact_plan(ITINERARY)
    for number, day in enumerate(ITINERARY.days, 1):
        assert f"### Day {number} · " in plan
        for stop in day.stops:
            assert f"{stop.start_local:%H:%M}–{stop.end_local:%H:%M}" in plan
            assert ITINERARY.place(stop.place_id).name in plan
    assert f"{ITINERARY.costs.total.major:.2f}" in plan
    assert said([TextDelta(text="Two days."), FINAL]).index("Two days.") < said([FINAL, FINAL]).rindex("## ")


def test_names_from_outside_cannot_write_markdown():
    first = ITINERARY.places[0].model_copy(update={"name": "[x](javascript:1) **y**"})
    plan = compact_plan(ITINERARY.model_copy(update={"places": (first, *ITINERARY.places[1:])}))
    assert r"\[x\](javascript:1) \*\*y\*\*" in plan


def test_a_question_comes_with_its_options_and_once():
    assert said([QUESTION]).count(QUESTION.text) == 1
    assert said([TextDelta(text=QUESTION.text), QUESTION]).count(QUESTION.text) == 1
    assert "- in May" in said([QUESTION])


def test_an_impossible_wish_comes_with_numbered_ways_out_and_a_fault_as_a_failure():
    assert "1. three days" in said([REFUSED])
    assert "These wishes collide: Louvre; 2 days." in said([REFUSED])
    assert [piece.kind for piece in spoken([BROKEN])] == ["said", "failed"]


def test_a_change_that_waits_asks_for_yes_or_no():
    assert "yes" in said([PROPOSED])


def test_a_change_that_cannot_be_changed_further_says_why_and_still_asks():
    told = said([PROPOSED.model_copy(update={"unmet": REFUSED})])
    assert told.index(REFUSED.message) < told.index("1. three days") < told.index("yes")


def test_progress_is_a_thought_and_what_a_model_took_back_is_told_again():
    pieces = spoken([Progress(node="optimisation", message="Days solved", done=1, total=2)])
    assert (pieces[-1].kind, pieces[-1].text) == ("thought", "Days solved (1/2)\n")
    assert said([TextDelta(text="Oops"), TextReset(), TextDelta(text="Right.")]).endswith("…\n\nRight.")
