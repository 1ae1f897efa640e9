"""Runs migrations against the address in the configuration or the settings; online only."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil

from alembic import context
from sqlalchemy import create_engine, make_url

import services
from infra.settings import Settings
from services.tables import Table

for noun in pkgutil.iter_modules(services.__path__):
    if noun.ispkg and importlib.util.find_spec(f"services.{noun.name}.tables"):
        importlib.import_module(f"services.{noun.name}.tables")  # its tables belong to the metadata


def run() -> None:
    address = context.config.get_main_option("sqlalchemy.url") or Settings().database_url
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Table.metadata, compare_type=True)
        with context.begin_transaction():
            # Two processes that start at once take turns.
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7203150611)")
            context.run_migrations()
    engine.dispose()


run()
