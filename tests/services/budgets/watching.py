"""The database itself as a witness that no sum ever passed a limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import psycopg


@contextmanager
def never_above(database_url: str, scope: str, limit: Decimal) -> Iterator[None]:
    """While it is open a write that brings a sum of that scope above the limit fails, whoever makes it."""
    rule = f"CHECK (scope <> '{scope}' OR held_usd + spent_usd + unknown_usd <= {limit})"
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET lock_timeout = '60s'")
        connection.execute(f"ALTER TABLE budgets ADD CONSTRAINT witness {rule}")
        try:
            yield
        finally:
            connection.execute("ALTER TABLE budgets DROP CONSTRAINT witness")
