from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.flags import OFF, Asker, Cause, Environment, Flag, FlagRule, Stage, Variant, bucket, decide, in_force
from domain.identity import Role

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADA = UUID(int=1)
keys = st.from_regex(r"\A[a-z][a-z0-9-]{1,20}\Z")
names = st.uuids().map(lambda one: f"user:{one}") | st.uuids().map(lambda one: one.hex)


def flag(key: str = "new-map", **rule: object) -> Flag:
    return Flag(key=key, updated_at=AT, **{"enabled": True, **rule})


def asker(name: str = f"user:{ADA}", **more: object) -> Asker:
    return Asker(**{"name": name, "tenant": "agency", "user_id": ADA, **more})


def test_a_disabled_flag_is_off_even_for_who_is_named():
    everything = {"target_users": {ADA}, "target_tenants": {"agency"}, "target_roles": {Role.USER}, "percentage": 100}
    decision = decide(flag(enabled=False, **everything), asker(roles={Role.USER}))
    assert (decision.on, decision.variant, decision.value, decision.cause) == (False, OFF, False, Cause.DISABLED)


@pytest.mark.parametrize(
    ("rule", "on", "cause"),
    [
        ({"target_users": {ADA}, "target_tenants": {"agency"}}, True, Cause.TARGET_USER),
        ({"target_tenants": {"agency"}, "target_roles": {Role.AGENT}}, True, Cause.TARGET_TENANT),
        ({"target_roles": {Role.AGENT}, "environments": {"staging"}}, True, Cause.TARGET_ROLE),
        ({"environments": {"staging"}, "percentage": 100}, False, Cause.ENVIRONMENT),
        ({"environments": {"production"}, "percentage": 100}, True, Cause.ROLLOUT),
        ({"percentage": 100}, True, Cause.ROLLOUT),
        ({"target_users": {UUID(int=2)}, "target_tenants": {"other"}}, False, Cause.ROLLOUT),
    ],
)
def test_the_first_rule_that_says_anything_decides(rule, on, cause):
    decision = decide(flag(**rule), asker(roles={Role.AGENT}, environment=Environment.PRODUCTION))
    assert (decision.on, decision.cause) == (on, cause)


@given(keys, names, st.integers(0, 99))
def test_a_higher_percentage_takes_nobody_out(key, name, percentage):
    if decide(flag(key, percentage=percentage), asker(name)).on:
        assert decide(flag(key, percentage=percentage + 1), asker(name)).on


@given(keys, names)
def test_nobody_at_zero_and_everybody_at_a_hundred(key, name):
    assert not decide(flag(key, percentage=0), asker(name)).on
    assert decide(flag(key, percentage=100), asker(name)).on


@given(keys, names, st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_the_same_person_gets_the_same_arm_whatever_the_percentage(key, name, weights):
    arms = tuple(Variant(name=f"arm-{place}", weight=weight, value="x") for place, weight in enumerate(weights))
    decisions = [decide(flag(key, percentage=share, variants=arms), asker(name)) for share in (100, 99, 50, 100)]
    assert len({decision.variant for decision in decisions if decision.on}) == 1


def test_the_hash_is_the_one_that_was_published():
    """It decides over who has what: another one would shuffle everybody."""
    assert [bucket("new-map", f"user:{UUID(int=n)}") for n in range(5)] == [27, 5, 74, 91, 53]


@given(keys)
def test_the_share_is_that_of_the_percentage(key):
    people = [f"user:{UUID(int=n)}" for n in range(4000)]
    chosen = sum(decide(flag(key, percentage=30), asker(name)).on for name in people)
    assert 1050 <= chosen <= 1350  # five standard deviations of a fair draw


def test_two_flags_do_not_choose_the_same_people():
    people = [f"user:{UUID(int=n)}" for n in range(4000)]
    both = sum(
        all(decide(flag(key, percentage=50), asker(name)).on for key in ("one-flag", "other")) for name in people
    )
    assert 860 <= both <= 1140


def test_arms_share_people_by_their_weights():
    arms = (
        Variant(name="blue", weight=3, value="#00f"),
        Variant(name="green", weight=1, value="#0f0"),
        Variant(name="never", weight=0, value=""),
    )
    people = [f"user:{UUID(int=n)}" for n in range(4000)]
    shares = Counter(decide(flag(percentage=100, variants=arms), asker(name)).value for name in people)
    assert shares["#00f"] + shares["#0f0"] == 4000
    assert 2860 <= shares["#00f"] <= 3140


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"stage": Stage.CANARY, "percentage": 11}, "percentage: at most 10 in the stage canary"),
        ({"stage": Stage.BETA, "percentage": 51}, "percentage: at most 50 in the stage beta"),
        ({"percentage": 101}, "less than or equal to 100"),
        ({"variants": [{"name": "a", "weight": 0, "value": 1}]}, "at least one needs a weight"),
        ({"variants": [{"name": "off", "weight": 1, "value": 1}]}, "a name of its own"),
        ({"variants": [{"name": "a", "weight": 1, "value": 1}, {"name": "b", "weight": 1, "value": "1"}]}, "one type"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(rule, told):
    with pytest.raises(ValidationError, match=told):
        FlagRule(**rule)


def test_a_tenants_own_flag_holds_where_everybodys_may_be_overridden():
    shared = [flag("open-flag", overridable=True), flag("kept-flag", percentage=5)]
    own = [flag("open-flag", percentage=70), flag("kept-flag", percentage=70), flag("mine-alone", percentage=1)]
    held = in_force(shared, own)
    assert {key: one.percentage for key, one in held.items()} == {"open-flag": 70, "kept-flag": 5, "mine-alone": 1}


def test_who_is_named_by_id_needs_to_be_signed_in():
    guest = Asker(name=uuid4().hex, tenant="agency")
    assert not decide(flag(target_users={ADA}), guest).on
