from __future__ import annotations

import os
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import LargeBinary, delete, select

from domain.accounts import Personal
from infra.sealing import CannotUnseal, Sealer
from infra.settings import Key
from services.accounts.personal import PersonalCipher
from services.accounts.repository import AccountRepository
from services.accounts.tables import UserRow
from services.providers.service import ProviderService
from services.providers.tables import ProviderKey
from services.resealing import service
from services.resealing.columns import BY_ITSELF, SEALED
from services.resealing.service import reseal
from tests.services.privacy.test_holdings import all_tables

NOW = datetime.now(UTC)


@pytest.fixture
async def platform(platform):
    yield platform
    async with platform.begin() as session:
        await session.execute(delete(ProviderKey))


async def make_user(platform, tenant: str, sealer: Sealer):
    user_id = uuid4()
    async with platform.begin() as session:
        accounts = AccountRepository(session, tenant, PersonalCipher(sealer))
        row = UserRow(id=user_id, tenant=tenant, roles=["user"], status="active", created_at=NOW, updated_at=NOW)
        row.status_reason, row.language, row.version = "", "en", 1
        accounts.seal(row, Personal(email=f"{user_id.hex}@example.org", first_name="Ada", last_name="L"))
        assert await accounts.add(row)
    return user_id


def test_every_sealed_column_is_in_the_list():
    listed = {(sealed.table, sealed.column) for sealed in SEALED} | BY_ITSELF
    suspects = {
        (name, column.name)
        for name, table in all_tables().items()
        for column in table.c
        if isinstance(column.type, LargeBinary) and ("sealed" in column.name or column.name == "personal")
    }
    assert suspects == listed


async def test_everything_is_sealed_anew_and_the_old_key_can_go(platform, monkeypatch):
    monkeypatch.setattr(service, "_AT_ONCE", 2)  # so that several transactions are needed
    old, new = os.urandom(32), os.urandom(32)
    tenant = f"t{uuid4().hex[:12]}"
    async with platform.begin() as session:
        for account in ("google", "openai", "gemini"):
            await ProviderService(session, tenant, Sealer((old,)), NOW).put_key(account, Key(key=SecretStr(account)))
    users = [await make_user(platform, tenant, Sealer((old,))) for _ in range(3)]
    resealed = await reseal(platform, Sealer((new, old)))
    assert resealed.done["provider_keys"] == 3
    assert resealed.done["users"] == 3
    again = await reseal(platform, Sealer((new, old)))
    assert not {"provider_keys", "users"} & set(again.done), "what was done is not done again"
    async with platform() as session:
        config = await ProviderService(session, tenant, Sealer((new,)), NOW).config(_base())
        assert {name: key.key.get_secret_value() for name, key in config.keys.items()} == {
            name: name for name in ("google", "openai", "gemini")
        }
        accounts = AccountRepository(session, tenant, PersonalCipher(Sealer((new,))))
        found = await accounts.find_by_email(f"{users[0].hex}@example.org")
        assert accounts.user(found).personal.first_name == "Ada"


async def test_what_no_key_opens_is_told_and_stops_nothing(platform):
    old, new = os.urandom(32), os.urandom(32)
    tenant = f"t{uuid4().hex[:12]}"
    async with platform.begin() as session:
        await ProviderService(session, tenant, Sealer((old,)), NOW).put_key("google", Key(key=SecretStr("x")))
        row = ProviderKey(tenant=tenant, account="openai", sealed=os.urandom(60), updated_at=NOW)
        session.add(row)
    resealed = await reseal(platform, Sealer((new, old)))
    assert (resealed.done["provider_keys"], resealed.lost["provider_keys"]) == (1, 1)
    async with platform() as session:
        lost = await session.scalar(select(ProviderKey).where(ProviderKey.account == "openai"))
    with pytest.raises(CannotUnseal):
        Sealer((new, old)).unseal(lost.sealed, "x")


def _base():
    from tools.switchboard import ProviderConfig

    return ProviderConfig({}, {})
