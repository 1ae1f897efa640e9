from __future__ import annotations

import importlib
import importlib.util
import pkgutil

import pytest

import services
from services.privacy.gathering import table_of
from services.privacy.holdings import HOLDINGS, NOBODYS, End
from services.tables import Table

PEOPLE = {
    "user",
    "user_id",
    "owner",
    "visitor",
    "ip",
    "email_hash",
    "email",
    "personal",
    "author",
    "created_by",
    "actor",
}


def all_tables():
    for noun in pkgutil.iter_modules(services.__path__):
        if noun.ispkg and importlib.util.find_spec(f"services.{noun.name}.tables"):
            importlib.import_module(f"services.{noun.name}.tables")
    return Table.metadata.tables


def refers_to_people(table) -> bool:
    named = PEOPLE & set(table.c.keys())
    referred = {key.column.table.name for key in table.foreign_keys} & {"users", "trips"}
    return bool(named or referred)


def test_every_table_that_names_a_user_is_declared():
    declared = {holding.table for holding in HOLDINGS} | set(NOBODYS)
    missing = {name for name, table in all_tables().items() if refers_to_people(table)} - declared
    assert not missing, f"declare in services/privacy/holdings.py: {sorted(missing)}"


def test_nothing_is_declared_that_there_is_not():
    tables = all_tables()
    for holding in HOLDINGS:
        columns = set(tables[holding.table].c.keys())
        assert {holding.whose, "tenant", *holding.only, *holding.hidden, *holding.blank} <= columns
    assert set(NOBODYS) <= set(tables)


def test_what_is_kept_says_why_and_files_are_named_once():
    assert all(holding.why for holding in HOLDINGS if holding.end is End.KEEP)
    files = [holding.file for holding in HOLDINGS if holding.file]
    assert len(files) == len(set(files))


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda holding: holding.table)
def test_rows_go_before_those_they_refer_to(holding):
    order = [one.table for one in HOLDINGS if one.end is End.REMOVE]
    if holding.table in order:
        for key in table_of(holding).foreign_keys:
            target = key.column.table.name
            if target in order and key.ondelete != "CASCADE" and target != holding.table:
                assert order.index(holding.table) < order.index(target)
