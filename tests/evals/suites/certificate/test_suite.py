from __future__ import annotations

from datetime import timedelta

import pytest

from domain.certificate import certify
from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Sample
from evals.suites.certificate.corruptions import CORRUPTIONS
from evals.suites.certificate.corruptions.dates import shifted, skipped_hour
from evals.suites.certificate.documents import TAMPERINGS
from evals.suites.certificate.mutants import Case, Verdict, all_kinds, judge, spoil
from evals.suites.certificate.plans import plan, requests
from evals.suites.certificate.suite import CORRUPTIONS as LIES
from evals.suites.certificate.suite import MUTANTS, SUITE, caught, check, doctor, metrics, named

PLANS = ("kyoto", "lisbon", "rome+venice", "florence+istanbul")

# One of each family; the hand-made trips of tests/domain try every kind that they have anything for.
KINDS = (
    *("museum_on_its_closing_day", "ghost_place", "wrong_weekday", "teleport", "stays_into_the_next_stop"),
    *("one_sum_wrong", "another_currency", "check_in_in_the_past", "night_not_booked", "sight_visited_twice"),
    *("room_too_small", "child_in_an_adults_only_room", "flight_missed", "after_the_last_admission"),
    *("leaves_before_the_last_stop_ends", "home_of_somebody_else", "fare_of_a_fortune", "price_that_was_lowered"),
    *("offered_though_to_be_avoided", "more_sights_than_the_pace_allows", "more_sights_than_that_day_allows"),
    *(
        "earlier_than_asked_for_that_day",
        "rate_and_its_contrary",
        "alternate_table_without_the_diet",
        "link_to_nowhere",
    ),
)


def sample(**case):
    return Sample(id="x", input=Case(**case), target=None)


@pytest.mark.parametrize("name", PLANS)
def test_a_valid_plan_is_let_pass(name):
    verdict = judge(Case(plan=name))
    assert verdict.found == ()
    assert verdict.applied == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_lie_is_caught_for_what_it_is(kind):
    made = [spoilt for name in PLANS if (spoilt := _spoilt(kind, name)) is not None]
    assert made
    for verdict in made:
        assert verdict.caught
        assert verdict.expected[0] in verdict.found


def _spoilt(kind: str, name: str) -> Verdict | None:
    try:
        return judge(Case(kinds=(kind,), plan=name, seed=3))
    except LookupError:
        return None


@pytest.mark.parametrize("kind", sorted(TAMPERINGS))
def test_a_document_that_was_tampered_with_is_caught(kind):
    verdict = judge(Case(kinds=(kind,), plan="kyoto"))
    assert set(verdict.found) == set(verdict.expected)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("rome+venice", ("teleport", "one_sum_wrong")),
        ("lisbon", ("no_dinner", "ghost_place")),
        ("florence+istanbul", ("wrong_weekday", "teleport")),
    ],
)
def test_two_lies_at_once_are_caught(name, kinds):
    verdict = judge(Case(kinds=kinds, plan=name, seed=1))
    assert verdict.applied == kinds
    assert verdict.caught


def test_a_second_lie_that_finds_nothing_is_left_out():
    verdict = judge(Case(kinds=("one_sum_wrong", "teleport"), plan="kyoto"))
    assert verdict.applied == ("one_sum_wrong",)
    assert verdict.caught


def test_a_kind_that_no_plan_has_anything_for_says_so():
    with pytest.raises(LookupError, match="teleport"):
        judge(Case(kinds=("teleport",), plan="kyoto"))


def test_the_same_seed_makes_the_same_mutant():
    one, other, third = (spoil(Case(kinds=("closed_that_weekday",), plan="lisbon", seed=s)) for s in (1, 1, 8))
    assert one.itinerary == other.itinerary
    assert one.itinerary != third.itinerary


def test_a_thousand_mutants_of_every_kind_are_loaded():
    samples = SUITE.load(Options(seed=4))
    mutants = [s for s in samples if s.input.kinds]
    assert len(mutants) == MUTANTS
    assert {kind for s in mutants for kind in s.input.kinds} == set(all_kinds())
    assert len({s.id for s in samples}) == len(samples)
    assert {s.input.plan for s in samples if not s.input.kinds} == set(requests())
    for s in mutants:
        if len(s.input.kinds) == 2:
            one, other = (CORRUPTIONS[kind].code for kind in s.input.kinds)
            assert one != other


def test_metrics_tell_shares_kinds_and_false_alarms():
    def record(kinds: tuple[str, ...], found: tuple[str, ...]) -> Record:
        verdict = Verdict(plan="kyoto", applied=kinds, expected=("sum",) if kinds else (), found=found)
        scores = [s for scorer in SUITE.scorers if (s := scorer(verdict, sample(kinds=kinds))) is not None]
        return Record(key="", id="", output=verdict.model_dump(mode="json"), scores=tuple(scores))

    records = [
        record(("one_sum_wrong",), ("sum",)),
        record(("one_sum_wrong",), ()),
        record((), ()),
        record((), ("sum",)),
    ]
    found = metrics(records)
    assert (found["caught_share"], found["kinds"], found["false_alarms"], found["valid_plans"]) == (0.5, 1, 1, 2)


def test_caught_for_another_reason_is_told_apart():
    verdict = Verdict(plan="kyoto", applied=("teleport",), expected=("travel",), found=("sum",))
    assert caught(verdict, sample(kinds=("teleport",))).value == 1
    assert named(verdict, sample(kinds=("teleport",))).value == 0


async def test_the_scorers_notice_a_checker_that_lies():
    cases = [sample(kinds=("one_sum_wrong",), plan="kyoto"), sample(plan="kyoto")]
    pairs = [(check(case, Context(Options())), case) for case in cases]
    result = await mutate(SUITE.scorers, pairs, LIES)
    assert not result.survivors
    assert not result.untried
    assert not result.not_full


def test_every_mutant_differs_from_its_plan():
    fairness = doctor(sample(kinds=("walk_that_costs",), plan="lisbon"), Context(Options()))
    assert fairness.fair
    assert doctor(sample(plan="lisbon"), Context(Options())).fair


def test_a_trip_moved_to_other_dates_moves_whole():
    request, itinerary = plan("rome+venice")[1:3]
    later = shifted(itinerary, timedelta(days=7))
    assert later.days[0].on == itinerary.days[0].on + timedelta(days=7)
    assert later.stays[0].check_in_on == itinerary.stays[0].check_in_on + timedelta(days=7)
    assert "dates" in {v.code for v in certify(request, later).violations}


@pytest.mark.parametrize(("zone", "there"), [("Europe/Rome", "2027-03-28T02:00:00"), ("Asia/Tokyo", None)])
def test_the_hour_that_does_not_exist(zone, there):
    found = skipped_hour(zone, 2027)
    assert (found.isoformat() if found else None) == there
