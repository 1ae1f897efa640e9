"""LDAP (RFC 4511): somebody is found by what they typed, and proves to be it by binding with their password."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ldap3 import SUBTREE, Connection, Server, Tls  # type: ignore[import-untyped]
from ldap3.core.exceptions import LDAPException  # type: ignore[import-untyped]
from ldap3.utils.conv import escape_filter_chars  # type: ignore[import-untyped]

from domain.errors import Failure, Rejected, Unavailable
from tools.identity.contract import Identity

_TIMEOUT_S = 5
_INVALID_CREDENTIALS = 49
_REFUSED = "the name or the password is wrong"


@dataclass(frozen=True)
class LdapDirectory:
    """`filter` holds {login}; `bind_dn` "" searches anonymously."""

    name: str
    url: str
    base_dn: str
    filter: str
    subject_attribute: str
    bind_dn: str = ""
    bind_password: str = ""


Connect = Callable[[LdapDirectory, str, str], Connection]


def connect(directory: LdapDirectory, user: str, password: str) -> Connection:
    """Not bound yet; over TLS always, with a certificate that holds (ldap:// begins TLS before the bind)."""
    tls = Tls(validate=ssl.CERT_REQUIRED, version=ssl.PROTOCOL_TLS_CLIENT)
    address = urlsplit(directory.url)
    secure = address.scheme == "ldaps"
    server = Server(address.hostname, address.port, use_ssl=secure, tls=tls, connect_timeout=_TIMEOUT_S)
    connection = Connection(server, user or None, password or None, receive_timeout=_TIMEOUT_S, read_only=True)
    if not secure:
        connection.open()
        connection.start_tls()
    return connection


async def identity(directory: LdapDirectory, login: str, password: str, connect: Connect = connect) -> Identity:
    """Raises Rejected for a wrong name or password, Unavailable where the directory does not answer."""
    if not login.strip() or not password:
        raise Rejected(directory.name, _REFUSED)  # a bind without a password is anonymous, and succeeds
    return await asyncio.to_thread(_identity, directory, login, password, connect)


def _identity(directory: LdapDirectory, login: str, password: str, connect: Connect) -> Identity:
    with _bound(directory, directory.bind_dn, directory.bind_password, connect) as connection:
        if connection is None:
            raise Unavailable(directory.name, "our own bind is refused", Failure.FORBIDDEN)
        entry = _found(directory, connection, login)
    with _bound(directory, entry["dn"], password, connect) as connection:
        if connection is None:
            raise Rejected(directory.name, _REFUSED)
    return _read(directory, entry)


def _found(directory: LdapDirectory, connection: Connection, login: str) -> dict[str, Any]:
    wanted = directory.filter.replace("{login}", escape_filter_chars(login.strip()))
    attributes = [directory.subject_attribute, "mail", "givenName", "sn"]
    connection.search(directory.base_dn, wanted, SUBTREE, attributes=attributes, size_limit=2)
    entries = [one for one in connection.response or [] if one.get("type", "searchResEntry") == "searchResEntry"]
    if len(entries) != 1:
        raise Rejected(directory.name, _REFUSED)
    return dict(entries[0])


@contextmanager
def _bound(directory: LdapDirectory, user: str, password: str, connect: Connect) -> Iterator[Connection | None]:
    """A bound connection; None where the directory does not take the name and password."""
    try:
        connection = connect(directory, user, password)
        bound = connection.bind()
        if not bound and connection.result["result"] != _INVALID_CREDENTIALS:
            raise Unavailable(directory.name, str(connection.result["description"]), Failure.REFUSED)
        try:
            yield connection if bound else None
        finally:
            connection.unbind()
    except (LDAPException, OSError) as error:
        raise Unavailable(directory.name, f"LDAP: {type(error).__name__}", Failure.NETWORK) from error


def _read(directory: LdapDirectory, entry: dict[str, Any]) -> Identity:
    attributes = entry["attributes"]
    return Identity(
        issuer=f"ldap:{directory.base_dn.lower()}",
        subject=_first(attributes, directory.subject_attribute) or str(entry["dn"]).lower(),
        email=_first(attributes, "mail"),
        first_name=_first(attributes, "givenName")[:100],
        last_name=_first(attributes, "sn")[:100],
    )


def _first(attributes: Any, name: str) -> str:
    value = attributes.get(name) or ""
    value = value[0] if isinstance(value, list) else value
    return value.hex() if isinstance(value, bytes) else str(value)
