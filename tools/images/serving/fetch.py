"""Fetches a picture from an address that a stranger gave, without going where a stranger must not send us.

Only http and https; a host's addresses are looked up once, all of them must be public (RFC 6890), and the connection
goes to the one that was looked at; every redirect is looked at anew. OWASP's Server-Side Request Forgery Prevention
Cheat Sheet (2025) is what this follows.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx

from tools.images.plain import web_address
from tools.network import USER_AGENT

_HOPS = 3
_WITHIN_S = 10.0
LONGEST = 16_000_000
_PORTS = {"http": 80, "https": 443}
Origin = tuple[str, str]


class NoPicture(Exception):
    """It cannot be had, or must not be fetched, or is no picture; the message says which."""


@dataclass(frozen=True)
class Fetcher:
    """`trusted` are origins of our own configuration (an emulator) that may lie in a private network.

    The client's own redirects are not followed.
    """

    http: httpx.AsyncClient
    trusted: frozenset[Origin] = frozenset()
    longest: int = LONGEST

    async def fetch(self, url: str, headers_for: Callable[[str], Mapping[str, str]]) -> bytes:
        """The bytes at an address; `headers_for` is asked again for each address that a redirect leads to."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                for _ in range(_HOPS + 1):
                    body, onward = await self._hop(url, headers_for(url))
                    if onward is None:
                        return body
                    url = urljoin(url, onward)
        except TimeoutError as error:
            raise NoPicture(f"nothing within {_WITHIN_S:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NoPicture(f"connection: {type(error).__name__}") from error
        raise NoPicture("too many redirects")

    async def _hop(self, url: str, headers: Mapping[str, str]) -> tuple[bytes, str | None]:
        """The body, or where the answer leads on."""
        target, told, extensions = await self._pinned(url)
        sent = {"User-Agent": USER_AGENT, "Accept": "image/*", "Accept-Encoding": "identity", **headers, **told}
        request = self.http.stream("GET", target, headers=sent, extensions=extensions, follow_redirects=False)
        async with request as answer:
            if answer.has_redirect_location:
                return b"", answer.headers["location"]
            if answer.status_code != httpx.codes.OK:
                raise NoPicture(f"status {answer.status_code}")
            if answer.headers.get("content-encoding", "identity") != "identity":
                raise NoPicture("packed, though asked not to be")
            return await self._bounded(answer), None

    async def _bounded(self, answer: httpx.Response) -> bytes:
        read = bytearray()
        async for part in answer.aiter_raw():
            read += part
            if len(read) > self.longest:
                raise NoPicture(f"longer than {self.longest} bytes")
        return bytes(read)

    async def _pinned(self, url: str) -> tuple[str, dict[str, str], dict[str, str]]:
        """The address with the host's own in place of its name, and what the server must still hear of the name."""
        url = web_address(url)
        if not url:
            raise NoPicture("no web address")
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) in self.trusted:
            return url, {}, {}
        host = parts.hostname or ""
        port = parts.port or _PORTS[parts.scheme]
        if port != _PORTS[parts.scheme]:
            raise NoPicture(f"port {port}")
        address = await _public_address(host, port)
        pinned = httpx.URL(url).copy_with(host=address)
        return str(pinned), {"Host": parts.netloc}, {"sni_hostname": host}


async def _public_address(host: str, port: int) -> str:
    """One of the host's addresses, when all of them are public."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoPicture("no such host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(is_public, addresses)):
        raise NoPicture("not a public address")
    return addresses[0]


def is_public(address: str) -> bool:
    """Reachable by everybody; addresses that carry another one inside (NAT64, 6to4, Teredo, mapped) are not."""
    try:
        ip = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        wraps = ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in _NAT64
        return ip.is_global and not ip.is_multicast and not wraps
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
