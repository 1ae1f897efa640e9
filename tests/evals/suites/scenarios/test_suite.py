"""A few real conversations, and every scorer under attack."""

from __future__ import annotations

import pytest

from domain.itinerary import Link, Purpose
from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Score
from evals.harness.work import score_all
from evals.suites.scenarios.brief import Brief, Change, Pick, Refusal, Turn, Wishes, load_briefs
from evals.suites.scenarios.converse import Conversation, converse, find_place
from evals.suites.scenarios.fairness import differences, examine
from evals.suites.scenarios.scorers import SCORERS
from evals.suites.scenarios.scorers.manners import well_formed
from evals.suites.scenarios.spoiling import CORRUPTIONS
from evals.suites.scenarios.suite import SUITE, metrics, sample_of, talk
from graphs.state import Version

BRIEF_TRIP = Brief(
    id="lisbon",
    kind="trips",
    turns=(
        Turn(
            say="3 relaxed days in Lisbon from 4 May 2027 for two vegetarian adults, budget 1500 EUR, we like views, "
            "must see the Oceanário",
            wishes=Wishes(
                cities=("lisbon",),
                days=3,
                adults=2,
                budget="1500 EUR",
                pace="relaxed",
                interests=("views",),
                diets=("vegetarian",),
                present=("lisbon/oceanario",),
                language="en",
            ),
        ),
    ),
    never=("bananaphone",),
)
BRIEF_TALK = Brief(
    id="vienna",
    kind="conversations",
    turns=(
        Turn(say="2 days in Vienna from 12 May 2027, two adults, art", wishes=Wishes(cities=("vienna",), days=2)),
        Turn(say="drop {a}", picks={"a": Pick(day=2)}, change=Change(gone=("a",), days=(2,), most_changed=2)),
    ),
)
BRIEF_TRIP_ES = Brief(
    id="madrid",
    kind="trips",
    language="es",
    turns=(
        Turn(
            say="2 días en Madrid desde el 11 de mayo de 2027, dos adultos",
            wishes=Wishes(cities=("madrid",), days=2, language="es"),
        ),
    ),
)
BRIEF_NO = Brief(
    id="past",
    kind="infeasible",
    turns=(
        Turn(
            say="4 days in Rome from 1 July 2026, two adults",
            ends=("refused",),
            refusal=Refusal(
                code="invalid_request",
                field="dates",
                names=("past",),
                mended="2 days in Rome from 1 July 2027, two adults",
            ),
        ),
    ),
)
BRIEF_DEAR = Brief(
    id="dear",
    kind="infeasible",
    turns=(
        Turn(
            say="1 day in Venice on 12 May 2027 for four adults, budget 5 EUR",
            ends=("refused",),
            refusal=Refusal(code="infeasible", names=("budget",), ways_out=1),
        ),
    ),
)
ALL = (BRIEF_TRIP, BRIEF_TALK, BRIEF_TRIP_ES, BRIEF_NO, BRIEF_DEAR)
_held: dict[str, Conversation] = {}


async def held(brief: Brief) -> Conversation:
    """Each conversation is held once for all tests."""
    if brief.id not in _held:
        _held[brief.id] = await talk(sample_of(brief), Context(Options(seconds=1.5)))
    return _held[brief.id]


@pytest.mark.parametrize("brief", ALL, ids=lambda brief: brief.id)
async def test_a_good_answer_scores_full(brief):
    scores, failure = await score_all(SCORERS, await held(brief), sample_of(brief))
    assert not failure
    assert [f"{score.name}: {score.explanation}" for score in scores if not score.is_full] == []


async def test_every_way_to_spoil_a_conversation_is_noticed():
    pairs = [(await held(brief), sample_of(brief)) for brief in (BRIEF_TRIP, BRIEF_TALK, BRIEF_NO, BRIEF_DEAR)]
    result = await mutate(SCORERS, pairs, CORRUPTIONS)
    assert result.not_full == ()
    assert [(mutant.corruption, mutant.sample_id) for mutant in result.survivors] == []
    assert result.untried == ()
    assert len(result.mutants) > 50


async def test_an_edit_is_told_what_it_changed():
    conversation = await held(BRIEF_TALK)
    gone = conversation.answers[1].picked["a"]
    assert conversation.answers[1].asked.startswith("drop ")
    assert "{a}" not in conversation.answers[1].asked
    assert gone not in {stop.place_id for day in conversation.answers[1].itinerary.days for stop in day.stops}
    assert conversation.before(1) is conversation.answers[0]
    assert conversation.after(1) is conversation.answers[1]


async def test_a_record_keeps_the_trip_in_lines_and_not_whole():
    kept = (await held(BRIEF_TRIP)).model_dump(mode="json")
    assert "itinerary" not in kept["answers"][0]
    assert "oceanario" in "".join(kept["answers"][0]["shown"])


async def test_a_pick_that_is_not_there_stops_the_conversation():
    turns = (BRIEF_TALK.turns[0], Turn(say="drop {a}", picks={"a": Pick(day=9)}))
    brief = Brief(id="vienna-nine", kind="conversations", turns=turns)
    conversation = await converse(brief, seconds=0.1)
    assert len(conversation.answers) == 1
    scores, _ = await score_all(SCORERS, conversation, sample_of(brief))
    assert next(score for score in scores if score.name == "ending").value == 0.5


async def test_picks_find_stops_and_newcomers():
    answer = (await held(BRIEF_TRIP)).answers[0]
    version = Version(request=answer.request, itinerary=answer.itinerary)
    there = {stop.place_id for day in answer.itinerary.days for stop in day.stops}
    lunch = find_place(version, Pick(day=1, purpose=Purpose.LUNCH))
    assert lunch is None or lunch.id in there
    assert find_place(version, Pick(day=1, new=True)).id not in there
    musts = {find_place(version, Pick(day=day, nth=nth)) for day in (1, 2, 3) for nth in range(4)}
    assert "lisbon/oceanario" not in {place.id for place in musts if place}


async def test_the_doctor_finds_witness_and_conflict():
    context = Context(Options(seconds=1.5))
    witness = await examine(sample_of(BRIEF_TRIP_ES), context)
    assert (witness.fair, witness.how) == (True, "witness")
    conflict = await examine(sample_of(BRIEF_NO), context)
    assert (conflict.fair, conflict.how) == (True, "conflict")
    assert "2026" in conflict.explanation


async def test_the_doctor_calls_an_impossible_brief_unfair():
    turn = Turn(
        say="1 day in Venice on 12 May 2027 for four adults",
        wishes=Wishes(cities=("venice",), start_on="2027-05-12", days=1, adults=4, budget="5 EUR"),
    )
    found = await examine(sample_of(Brief(id="unfair", kind="trips", turns=(turn,))), Context(Options(seconds=1.5)))
    assert not found.fair
    assert found.how == "neither"


def test_the_core_of_a_conflict_is_what_was_mended():
    assert list(differences("4 days in Rome, budget 40", "4 days in Rome, budget 4000")) == [("40", "4000")]


def test_all_briefs_are_loaded_with_their_kind():
    samples = SUITE.load(Options())
    assert len(samples) == len(load_briefs())
    assert {sample.metadata["kind"] for sample in samples} == {"trips", "conversations", "infeasible", "hostile"}


def test_metrics_tell_kinds_apart():
    def record(kind: str, value: float) -> Record:
        scores = (Score(name="ending", value=value), Score(name="first_turn_s", value=2.0, unit="s"))
        return Record(key="", id=kind, metadata={"kind": kind, "language": "en"}, scores=scores)

    found = metrics([record("trips", 1), record("hostile", 0.5)])
    assert found["passed_share"] == 0.5
    assert (found["passed_share_trips"], found["passed_share_hostile"], found["passed_share_en"]) == (1, 0, 0.5)
    assert found["first_turn_p95_s"] == 2


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://example.org/a?b=c%20d", True),
        ("http://localhost/", False),
        ("https://user@example.org/", False),
        ("https://example.org/<script>", False),
        ("https://example.org/a b", False),
        ("ftp://example.org/", False),
        ("https://", False),
    ],
)
def test_links_are_web_addresses(url, right):
    assert well_formed(Link(id="a", provider="x", label="x", url=url, kind="site")) is right
