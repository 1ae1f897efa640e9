from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.errors import Conflict, InvalidRequest, NotFound, Unauthenticated
from services.credentials.factors import factors_of
from services.credentials.passkeys import PasskeyService, RelyingParty, views
from tests.services.credentials.authenticator import Authenticator

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PARTY = RelyingParty("localhost", ("http://localhost",))


@pytest.fixture
def service(session, redis) -> PasskeyService:
    return PasskeyService(session, "public", redis, PARTY, NOW)


async def registered(service, user_id, device) -> None:
    options = (await service.registration_options(user_id, "ada@example.org")).public_key
    await service.register(user_id, device.create(options), "Laptop")


async def log_in(service, device, user_id=None):
    return await service.login(device.get((await service.login_options(user_id)).public_key), user_id)


async def test_a_passkey_opens_its_owners_account_without_a_name_typed(service, session, user_id):
    device = Authenticator(synced=True)
    await registered(service, user_id, device)
    assert await log_in(service, device) == user_id
    assert await log_in(service, device, user_id) == user_id
    [shown] = await views(service.session, "public", user_id)
    assert (shown.name, shown.synced, shown.last_used_at) == ("Laptop", True, NOW)
    assert await factors_of(session, "public", user_id) == ("passkey",)


async def test_a_challenge_is_answered_once_and_only_for_what_it_was_posed(service, user_id):
    device = Authenticator(counts=False)
    await registered(service, user_id, device)
    answer = device.get((await service.login_options()).public_key)
    assert await service.login(answer) == user_id
    with pytest.raises(Unauthenticated):
        await service.login(answer)
    for_creation = (await service.registration_options(user_id, "ada@example.org")).public_key
    with pytest.raises(Unauthenticated):
        await service.login(device.get({"challenge": for_creation["challenge"], "rpId": "localhost"}))
    for_ada = device.get((await service.login_options(user_id)).public_key)
    with pytest.raises(Unauthenticated):
        await service.login(for_ada)


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://localhost.evil.example"},
        {"verifies": False},
        {"count": -1},
        {"handle": uuid4().bytes},
        {"credential_id": b"unknown"},
    ],
    ids=["another page", "nobody verified", "a counter that stands still", "another's handle", "unknown"],
)
async def test_an_answer_that_does_not_hold_opens_nothing(service, user_id, change):
    device = Authenticator(count=5)
    await registered(service, user_id, device)
    await log_in(service, device)
    for member, value in change.items():
        setattr(device, member, value)
    with pytest.raises(Unauthenticated, match="does not open an account"):
        await log_in(service, device)


async def test_another_devices_signature_opens_nothing(service, user_id):
    device = Authenticator()
    await registered(service, user_id, device)
    thief = Authenticator(credential_id=device.credential_id, handle=device.handle, count=9)
    with pytest.raises(Unauthenticated):
        await log_in(service, thief)
    with pytest.raises(Unauthenticated):
        await log_in(service, device, uuid4())


async def test_a_registration_needs_its_own_users_challenge_and_verification(service, user_id):
    options = (await service.registration_options(user_id, "ada@example.org")).public_key
    with pytest.raises(InvalidRequest) as refused:
        await service.register(uuid4(), Authenticator().create(options), "x")
    assert refused.value.errors[0].field == "credential"
    for device in (Authenticator(verifies=False), Authenticator(origin="https://evil.example")):
        options = (await service.registration_options(user_id, "ada@example.org")).public_key
        with pytest.raises(InvalidRequest):
            await service.register(user_id, device.create(options), "x")
    for nonsense in ({}, {"id": 1}, {"id": "a", "rawId": "a", "type": "public-key", "response": {}}):
        with pytest.raises(InvalidRequest):
            await service.register(user_id, nonsense, "x")
        with pytest.raises(Unauthenticated):
            await service.login(nonsense)


async def test_a_known_passkey_is_refused_and_the_browser_told_of_those_there_are(service, user_id):
    device = Authenticator()
    await registered(service, user_id, device)
    options = (await service.registration_options(user_id, "ada@example.org")).public_key
    assert [known["type"] for known in options["excludeCredentials"]] == ["public-key"]
    with pytest.raises(Conflict, match="known already"):
        await service.register(user_id, device.create(options), "again")


async def test_its_owner_renames_and_removes_it_and_nobody_else(service, user_id):
    device = Authenticator()
    await registered(service, user_id, device)
    [shown] = await views(service.session, "public", user_id)
    renamed, before = await service.rename(user_id, shown.id, "Phone")
    assert (renamed.name, before) == ("Phone", "Laptop")
    for act in (service.rename(uuid4(), shown.id, "x"), service.forget(uuid4(), shown.id)):
        with pytest.raises(NotFound):
            await act
    assert await service.forget(user_id, shown.id) == "Phone"
    with pytest.raises(Unauthenticated):
        await log_in(service, device)
