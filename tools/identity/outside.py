"""HTTP to identity providers, whose addresses an agency's administrator may name: so they are looked at first."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from domain.errors import Failure, Rejected, Unavailable

_TIMEOUT_S = 5.0
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Outside:
    """`loopback`: addresses of this machine may be asked, over plain http too; for development and tests."""

    http: httpx.AsyncClient
    loopback: bool = False

    async def get(self, provider: str, url: str) -> dict[str, Any]:
        return await self._json(provider, "GET", url)

    async def post(
        self,
        provider: str,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        json: Any = None,
        auth: tuple[str, str] | None = None,
    ) -> dict[str, Any]:
        """Raises Rejected for a 4xx, Unavailable for all else that goes wrong."""
        return await self._json(provider, "POST", url, data=form, json=json, auth=auth)

    async def _json(self, provider: str, method: str, url: str, **content: Any) -> dict[str, Any]:
        await self.allow(provider, url)
        try:
            answer = await self.http.request(method, url, timeout=_TIMEOUT_S, follow_redirects=False, **content)
        except httpx.TimeoutException as error:
            raise Unavailable(provider, "no answer in time", Failure.TIMEOUT) from error
        except httpx.HTTPError as error:
            raise Unavailable(provider, f"connection: {type(error).__name__}", Failure.NETWORK) from error
        return _read(provider, answer)

    async def allow(self, provider: str, url: str) -> None:
        """Raises Rejected for an address that is not https, or that leads into our own network."""
        parts = urlsplit(url)
        encrypted = parts.scheme == "https" and not parts.username
        if not await self.near(provider, parts.hostname or "") and not encrypted:
            raise Rejected(provider, f"{parts.hostname or url[:100]!r} is not asked over https")

    async def near(self, provider: str, host: str) -> bool:
        """Whether it is this machine, where that is allowed; raises Rejected for any other that is not public."""
        found = [ip_address(address) for address in await _addresses(provider, host)]
        if self.loopback and all(address.is_loopback for address in found):
            return True
        if not all(address.is_global for address in found):
            raise Rejected(provider, f"{host[:100]!r} is not a public address")
        return False


async def _addresses(provider: str, host: str) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unavailable(provider, f"there is no host {host[:100]!r}", Failure.NETWORK) from error
    return [str(entry[4][0]).partition("%")[0] for entry in found]


def _read(provider: str, answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise Unavailable(provider, "too many requests", Failure.RATE_LIMITED)
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or answer.is_redirect:
        raise Unavailable(provider, f"status {answer.status_code}", Failure.SERVER)
    if answer.is_client_error:
        raise Rejected(provider, f"refused with status {answer.status_code}")
    try:
        told = answer.json() if answer.content and len(answer.content) <= _LONGEST else {}
    except ValueError as error:
        raise Unavailable(provider, "not JSON", Failure.MALFORMED) from error
    if not isinstance(told, dict):
        raise Unavailable(provider, "not a JSON object", Failure.MALFORMED)
    return told
