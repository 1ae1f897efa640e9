from __future__ import annotations

import pytest

from evals.harness.mutation import mutate
from evals.harness.suite import Context, Options, Record, Sample
from evals.suites.faults.cases import LEVELS, fault_cases
from evals.suites.faults.plan import Outcome, plan_under
from evals.suites.faults.suite import SUITE, doctor, load, metrics, survived, told
from tests.emulators.faults import FAULTS
from tools.catalogue import CATALOGUE

CASES = {case.id: case for case in fault_cases()}


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("places-hung-backed-up", "full"),
        ("rates-flaky-backed-up", "full"),
        ("weather-malformed-backed-up", "full"),
        ("places-rate-limit", "refused"),
        ("rates-refused-backed-up", "refused"),
        ("model-malformed-backed-up", "full"),
        ("worker-killed-optimisation", "full"),
        ("solver-killed", "full"),
        ("solver-always-killed", "refused"),
    ],
)
async def test_trips_come_out_of_real_faults_as_they_should(name, level):
    outcome = await plan_under(CASES[name], seed=0, solver_seconds=0.2)
    assert outcome.level == level, outcome
    assert outcome.violations == ()
    if level == "refused":
        assert outcome.message


def test_the_cases_cover_every_provider_and_every_fault():
    assert len(CASES) == len(fault_cases()) >= 60
    providers = ("places", "weather", "rates", "travel", "embeddings")
    injected = [case for case in CASES.values() if case.cell is None]
    for where in providers:
        met = {case.fault.what for case in injected if case.fault.where == where}
        assert met == {"rate_limit", "time_out", "hung", "malformed", "slow", "flaky", "refused"}
    assert {case.fault.where for case in injected} == {*providers, "model", "solver", "worker"}
    assert [sample.id for sample in load(Options())] == list(CASES)


def outcome(level, **changes) -> Outcome:
    ended = "plan" if level in ("full", "reduced", "silent") else "AllProvidersFailed"
    return Outcome(level=level, **({"ended": ended, "seconds": 1} | changes))


def sample(worst: str) -> Sample:
    case = next(case for case in fault_cases() if case.worst == worst)
    return Sample(case.id, case, None, {})


@pytest.mark.parametrize("worst", ["full", "reduced", "refused"])
def test_what_is_excused_and_what_is_not(worst):
    good = [level for level in LEVELS if survived(outcome(level), sample(worst)).value == 1]
    assert good == list(LEVELS[: LEVELS.index(worst) + 1])


def test_who_gets_less_is_told_so_in_words_for_people():
    assert told(outcome("full"), sample("full")) is None
    assert told(outcome("silent", missing=("weather",)), sample("reduced")).value == 0
    assert told(outcome("reduced", told=("There is no forecast at the moment.",)), sample("reduced")).value == 1
    assert told(outcome("refused", message="rates: All adapters failed: x: 429"), sample("refused")).value == 0
    assert told(outcome("refused", message="Prices cannot be converted now."), sample("refused")).value == 1


def test_the_matrix_has_every_capability_with_a_network_every_fault_and_every_scope():
    met = {(case.cell.capability, case.cell.fault, case.cell.scope) for case in CASES.values() if case.cell}
    for capability, kinds in CATALOGUE:
        count = sum(kind.network for kind in kinds)
        scopes = {0: set(), 1: {"all"}, 2: {"first", "all"}}.get(count, {"first", "first two", "all"})
        assert {one for one in met if one[0] == capability.name} == {
            (capability.name, fault, scope) for fault in FAULTS for scope in scopes
        }


@pytest.mark.faults
@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("matrix-images-hang-all", ["drawn"]),
        ("matrix-images-server-error-first", ["pexels"]),
    ],
)
async def test_a_trip_is_planned_whatever_comes_over_the_wire(name, served):
    outcome = await plan_under(CASES[name], seed=0, solver_seconds=0.2)
    assert outcome.ended == "plan", outcome
    assert outcome.violations == ()
    assert set(served) <= set(outcome.served.providers)


async def test_no_corruption_is_overlooked():
    pairs = [
        (outcome("full"), sample("full")),
        (outcome("reduced", told=("There is no forecast.",), missing=("weather",)), sample("reduced")),
        (outcome("refused", message="Prices cannot be converted now."), sample("refused")),
    ]
    found = await mutate(SUITE.scorers, pairs, SUITE.corruptions)
    assert found.survivors == ()
    assert found.untried == ()
    assert found.not_full == ()


def test_success_is_told_by_level_fault_and_place():
    def record(level: str, value: float, where: str) -> Record:
        return Record(
            key=level,
            id=level,
            output={"level": level},
            metadata={"what": "hung", "where": where},
            scores=({"name": "survived", "value": value},),
        )

    crashed = Record(key="x", id="x", metadata={"what": "killed", "where": "solver"}, error="Traceback")
    found = metrics([record("full", 1, "rates"), record("reduced", 0, "weather"), crashed])
    assert found["level.full"] == found["level.reduced"] == found["level.broken"] == pytest.approx(1 / 3)
    assert found["survived_what.hung"] == 0.5
    assert found["survived_where.solver"] == 0


@pytest.mark.faults
async def test_a_case_is_fair_when_the_trip_lacks_nothing_without_its_fault():
    case = CASES["weather-rate-limit"]
    found = await doctor(Sample(case.id, case, None, {}), Context(Options(seconds=0.2)))
    assert found.fair, found
    impossible = case.model_copy(update={"wish": "2 days in Kyoto from 12 April 2027, about 1 euro"})
    found = await doctor(Sample(case.id, impossible, None, {}), Context(Options(seconds=0.2)))
    assert not found.fair
