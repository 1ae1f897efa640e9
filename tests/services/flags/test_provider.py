from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from openfeature.exception import ErrorCode
from openfeature.flag_evaluation import Reason

from domain.flags import Asker, Environment, FlagRule, Variant
from domain.identity import Role
from infra.database import in_tenant
from services.flags.opening import open_features
from services.flags.provider import asker_of, context_of
from services.flags.service import FlagService

ADA = Asker(
    name=f"user:{UUID(int=1)}",
    tenant="agency",
    user_id=UUID(int=1),
    roles=frozenset({Role.AGENT, Role.USER}),
    environment=Environment.STAGING,
)
COLOURS = (Variant(name="blue", weight=1, value="#00f"),)


@pytest.fixture
async def features(sessions, platform, redis):
    rules = {
        "all-in": FlagRule(enabled=True, percentage=100),
        "no-one": FlagRule(enabled=True, percentage=0),
        "switched-off": FlagRule(percentage=100),
        "for-agents": FlagRule(enabled=True, target_roles={Role.AGENT}),
        "colour": FlagRule(enabled=True, percentage=100, variants=COLOURS),
        "size": FlagRule(enabled=True, percentage=100, variants=(Variant(name="big", weight=1, value=7),)),
        "share": FlagRule(enabled=True, percentage=100, variants=(Variant(name="half", weight=1, value=0.5),)),
        "inverse": FlagRule(enabled=True, percentage=100, variants=(Variant(name="no", weight=1, value=False),)),
    }
    async with in_tenant(sessions, "agency") as session:
        for key, rule in rules.items():
            await FlagService(session, "agency", datetime.now(UTC)).create(key, rule)
    async with open_features(sessions, platform, redis, "staging") as opened:
        yield opened


def test_an_asker_comes_through_openfeatures_context_as_they_went_in():
    guest = Asker(name="a" * 32, tenant="public")
    assert [asker_of(context_of(asker)) for asker in (ADA, guest)] == [ADA, guest]


@pytest.mark.parametrize(
    ("key", "value", "variant", "reason"),
    [
        ("all-in", True, "on", Reason.SPLIT),
        ("no-one", False, "off", Reason.SPLIT),
        ("switched-off", False, "off", Reason.DISABLED),
        ("for-agents", True, "on", Reason.TARGETING_MATCH),
        ("colour", True, "blue", Reason.SPLIT),
        ("inverse", False, "no", Reason.SPLIT),
    ],
)
async def test_a_flag_is_resolved_with_its_variant_and_reason(features, key, value, variant, reason):
    found = await features.client.get_boolean_details_async(key, not value, context_of(ADA))
    assert (found.value, found.variant, found.reason, found.error_code) == (value, variant, reason, None)
    assert found.flag_metadata["version"] == 1


async def test_variants_have_the_type_of_their_values(features):
    context, client = context_of(ADA), features.client
    assert await client.get_string_value_async("colour", "#000", context) == "#00f"
    assert await client.get_integer_value_async("size", 1, context) == 7
    assert await client.get_float_value_async("share", 1.0, context) == 0.5
    wrong = await client.get_integer_details_async("colour", 1, context)
    assert (wrong.value, wrong.error_code) == (1, ErrorCode.TYPE_MISMATCH)
    objects = await client.get_object_details_async("colour", {}, context)
    assert objects.error_code == ErrorCode.TYPE_MISMATCH


async def test_who_does_not_have_a_feature_gets_the_default(features):
    assert await features.client.get_string_value_async("switched-off", "as before", context_of(ADA)) == "as before"


async def test_what_there_is_not_is_the_default_and_says_why(features):
    for context, code in ((context_of(ADA), ErrorCode.FLAG_NOT_FOUND), (None, ErrorCode.TARGETING_KEY_MISSING)):
        found = await features.client.get_boolean_details_async("never-made", True, context)
        assert (found.value, found.error_code) == (True, code)


async def test_the_synchronous_calls_answer_from_what_was_last_read(features):
    assert features.client.get_boolean_details("all-in", False, context_of(ADA)).error_code == ErrorCode.FLAG_NOT_FOUND
    await features.current.of("agency")
    assert features.client.get_boolean_value("all-in", False, context_of(ADA))


async def test_every_resolution_counts_and_shows(features):
    for _ in range(3):
        await features.client.get_boolean_value_async("all-in", False, context_of(ADA))
    await features.tallies.flush()
    async with in_tenant(features.current.sessions, "agency") as session:
        now = datetime.now(UTC)
        status = await FlagService(session, "agency", now).status("all-in", now, now.replace(minute=59, second=59))
    assert (status.evaluations, status.active_users, status.total_users) == (3, 1, 1)
