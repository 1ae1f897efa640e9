"""Row-level security over every table there is: the metadata's, and whatever else is in the database."""

from __future__ import annotations

import importlib
import pkgutil

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

import services
from infra.database import APP, PLATFORM, TENANT_SETTING, in_tenant, libpq_url
from services.tables import Table

for noun in pkgutil.walk_packages(services.__path__, "services."):
    if noun.name.endswith(".tables"):
        importlib.import_module(noun.name)

TABLES = sorted(Table.metadata.tables)
UNSEEN = {"alembic_version"}  # belongs to migrations; neither role may touch it
BY_ID = {"tenants": "id"}


@pytest.fixture
def owner(settings):
    with psycopg.connect(settings.database_url, autocommit=True) as connection:
        yield connection


def test_the_metadata_is_all_there_is(owner):
    found = {name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    partitions = {name for (name,) in owner.execute("SELECT inhrelid::regclass::text FROM pg_inherits")}
    assert found - partitions == set(TABLES) | UNSEEN


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_tenant_and_forces_its_security(owner, table):
    columns = Table.metadata.tables[table].columns
    assert BY_ID.get(table, "tenant") in columns
    [(enabled, forced)] = owner.execute(
        "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [f'public."{table}"']
    )
    assert (enabled, forced) == (True, True)


@pytest.mark.parametrize("role", [APP, PLATFORM])
def test_neither_role_can_bypass_it_or_owns_anything_of_the_books(owner, role):
    [flags] = owner.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", [role])
    assert flags == (False, False, False)
    owned = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s", [role])
    assert owned.fetchall() == []


def test_of_the_embedded_server_the_app_cannot_become_anybody_else(settings):
    with psycopg.connect(libpq_url(settings.database_url, APP), autocommit=True) as connection:
        for other in ("NONE", PLATFORM, "postgres"):
            try:
                connection.execute(f"SET ROLE {other}")
            except InsufficientPrivilege:
                continue
            assert connection.execute("SELECT current_user").fetchone() == (APP,)


async def answered(session: AsyncSession, statement: str) -> int:
    """The one number that a statement gives; 0 where the role may not even ask."""
    try:
        async with session.begin_nested():
            return int(await session.scalar(text(statement)) or 0)
    except DBAPIError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            return 0
        raise


@pytest.mark.parametrize("table", TABLES)
async def test_without_a_tenant_nothing_is_seen(sessions, table):
    """But what is everybody's, where a table has such rows (`everybody` of services/protection.py)."""
    column = BY_ID.get(table, "tenant")
    async with sessions() as session:
        assert not await answered(session, f"SELECT count(*) FROM \"{table}\" WHERE {column} IS DISTINCT FROM '*'")


@pytest.mark.parametrize("table", TABLES)
async def test_nothing_can_be_written_for_another_tenant(sessions, table):
    """Not inserted, and not moved there: whatever the columns are, the row's tenant decides."""
    column = BY_ID.get(table, "tenant")
    async with in_tenant(sessions, "agency-a") as session:
        moved = f"WITH moved AS (UPDATE \"{table}\" SET {column} = 'agency-b' RETURNING 1) SELECT count(*) FROM moved"
        assert not await answered(session, moved)


async def test_the_name_of_the_tenant_ends_with_its_transaction(sessions):
    async with in_tenant(sessions, "agency-a") as session:
        assert await session.scalar(text(f"SELECT current_setting('{TENANT_SETTING}', true)")) == "agency-a"
    async with sessions() as session:
        assert await session.scalar(text(f"SELECT current_setting('{TENANT_SETTING}', true)")) in (None, "")


def test_the_scratch_of_the_graph_is_out_of_the_apps_sight(settings):
    with (
        psycopg.connect(libpq_url(settings.database_url, APP), autocommit=True) as connection,
        pytest.raises(InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE checkpoints.mine (id int)")
