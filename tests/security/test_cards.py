"""No card number is taken, kept or told: payments are references to a payment provider (PCI DSS v4.0.1, SAQ A)."""

from __future__ import annotations

import re

import pytest

from api.app import create_app
from infra.settings import Settings
from tests.services.privacy.test_holdings import all_tables

FORBIDDEN = re.compile(
    r"(?:^|_)(?:pan|cvv|cvc|cvv2|card_?number|cardnumber|card_?holder|track_?data|iban|expiry_(?:month|year))(?:$|_)"
)


def names_in(schema: object):
    """Every property name of an OpenAPI document."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}) if isinstance(schema.get("properties"), dict) else ()
        for part in schema.values():
            yield from names_in(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from names_in(part)


def test_no_table_has_a_column_for_cards():
    columns = {f"{name}.{column.name}" for name, table in all_tables().items() for column in table.columns}
    assert not [name for name in columns if FORBIDDEN.search(name.split(".")[1])]


def test_no_route_takes_or_gives_a_card():
    document = create_app(
        Settings(environment="test", database_url="postgresql://x/y", redis_url="redis://x")
    ).openapi()
    assert not [name for name in names_in(document) if FORBIDDEN.search(name)]


@pytest.mark.parametrize("name", ["pan", "card_number", "cvc", "payment_card_number", "iban"])
def test_the_rule_knows_what_it_looks_for(name):
    assert FORBIDDEN.search(name)


@pytest.mark.parametrize("name", ["panel", "company", "span", "discard", "card", "cancelled"])
def test_the_rule_leaves_others_alone(name):
    assert not FORBIDDEN.search(name)
