"""Brings the database's schema up to the code's."""

from __future__ import annotations

from alembic import command
from alembic.config import Config

from infra.settings import ROOT


def config(database_url: str) -> Config:
    made = Config()
    made.set_main_option("script_location", str(ROOT / "migrations"))
    made.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return made


def upgrade(database_url: str) -> None:
    """Apply what is missing; nothing happens when all is there."""
    command.upgrade(config(database_url), "head")
