from __future__ import annotations

import pytest
from ldap3 import MOCK_SYNC, OFFLINE_SLAPD_2_4, Connection, Server  # type: ignore[import-untyped]
from ldap3.core.exceptions import LDAPSocketOpenError  # type: ignore[import-untyped]

from domain.errors import Rejected, Unavailable
from tools.identity.ldap import LdapDirectory, identity

BASE = "ou=people,dc=example,dc=org"
DIRECTORY = LdapDirectory("corp", "ldaps://ldap.example.org", BASE, "(mail={login})", "entryUUID", "cn=search", "s")
PEOPLE = {
    "cn=search": {"userPassword": "s", "sn": "search"},
    f"cn=ada,{BASE}": {
        "userPassword": "right",
        "mail": "ada@example.org",
        "givenName": "Ada",
        "sn": "Lovelace",
        "entryUUID": "0c1f4f3a-6a0e-4b6e-9b57-0f5f0d8f4c11",
    },
    f"cn=one,{BASE}": {"userPassword": "right", "mail": "twice@example.org", "sn": "One"},
    f"cn=two,{BASE}": {"userPassword": "right", "mail": "twice@example.org", "sn": "Two"},
}


def connect(directory: LdapDirectory, user: str, password: str) -> Connection:
    """ldap3's own directory in memory."""
    server = Server("directory", get_info=OFFLINE_SLAPD_2_4)
    connection = Connection(server, user, password, client_strategy=MOCK_SYNC)
    for dn, attributes in PEOPLE.items():
        connection.strategy.add_entry(dn, dict(attributes))
    return connection


async def test_the_right_password_shows_who_it_is():
    who = await identity(DIRECTORY, "ada@example.org", "right", connect)
    assert (who.issuer, who.email) == (f"ldap:{BASE}", "ada@example.org")
    assert (who.first_name, who.last_name) == ("Ada", "Lovelace")
    assert who.subject


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("ada@example.org", "wrong"),
        ("ada@example.org", ""),
        ("", "right"),
        ("nobody@example.org", "right"),
        ("*", "right"),
        ("*)(mail=ada@example.org", "right"),
        ("twice@example.org", "right"),
    ],
)
async def test_anything_else_is_refused_in_the_same_words(login, password):
    with pytest.raises(Rejected, match="the name or the password is wrong"):
        await identity(DIRECTORY, login, password, connect)


async def test_a_directory_that_is_away_or_refuses_us_is_not_their_fault():
    def away(directory: LdapDirectory, user: str, password: str) -> Connection:
        raise LDAPSocketOpenError

    with pytest.raises(Unavailable):
        await identity(DIRECTORY, "ada@example.org", "right", away)
    ours = LdapDirectory(
        "corp", "ldaps://ldap.example.org", BASE, "(mail={login})", "entryUUID", "cn=search", "changed"
    )
    with pytest.raises(Unavailable, match="our own bind"):
        await identity(ours, "ada@example.org", "right", connect)
