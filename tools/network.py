"""What adapters that speak HTTP share: address, key, and failures said in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar

import httpx

from domain.errors import Failure, Unavailable
from infra.tally import came_in
from tools.adapter import Access

USER_AGENT = "Tripwright/0.1 (+https://github.com/tripwright/tripwright)"
_LONGEST_ANSWER = 20_000_000
_REACH_S = 3.0
Parameters = Mapping[str, str | int | float | bool | list[str]]


class Networked:
    """The members of an adapter that speaks HTTP; `account` names the key that it is used with, "" none.

    `home` is the provider's own address, without a slash at the end; `beside` says what else the account has to
    give, "" where the key is enough.
    """

    name: str
    version: str
    network = True
    account: ClassVar[str] = ""
    home: ClassVar[str] = ""
    beside: ClassVar[str] = ""

    def __init__(self, access: Access) -> None:
        self._access = access
        self.address = (access.address or self.home).rstrip("/")

    @property
    def user_agent(self) -> str:
        """Who asks, and whom to write to about it."""
        contact = self._access.contact
        return f"{USER_AGENT[:-1]}; {contact})" if contact else USER_AGENT

    @property
    def enabled(self) -> bool:
        """Without the key that it needs an adapter is simply not there."""
        return not self._lacks

    @property
    def _lacks(self) -> str:
        """What of the account is missing; "" when all is there."""
        if self.account and not self._access.key:
            return f"no key for {self.account}"
        return f"no {self.beside} beside the key" if self.beside and not self._access.secret else ""

    async def initialize(self) -> None:
        if self._lacks:
            raise Unavailable(self.name, self._lacks, Failure.UNCONFIGURED)

    async def health_check(self) -> bool:
        """Whether anybody answers at the address, whatever they say: without a network no run need find that out.

        A key is taken at its word: asking would cost money, and the breaker finds out what it is worth.
        """
        assert self._access.http is not None, f"{self.name} was given no HTTP client"
        try:
            async with asyncio.timeout(_REACH_S):
                await self._access.http.head(
                    self.address, headers={"User-Agent": self.user_agent}, follow_redirects=False
                )
        except (httpx.HTTPError, TimeoutError):
            return False
        return True

    async def shutdown(self) -> None:
        """The HTTP client belongs to the process."""

    async def get(self, path: str, parameters: Parameters | None = None, **headers: str) -> Any:
        """The JSON at a path (or a whole address); Unavailable says what went wrong."""
        return await self.request("GET", path, parameters=parameters, headers=headers)

    async def post(self, path: str, body: Any = None, parameters: Parameters | None = None, **headers: str) -> Any:
        return await self.request("POST", path, parameters=parameters, headers=headers, json=body)

    async def request(
        self,
        method: str,
        path: str,
        *,
        parameters: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        data: Mapping[str, str] | str | None = None,
    ) -> Any:
        """One exchange; header names are given with `_` for `-`. Time limits are the caller's."""
        response = await self.exchange(method, path, parameters=parameters, headers=headers, json=json, data=data)
        return self.decoded(response)

    async def exchange(
        self,
        method: str,
        path: str,
        *,
        parameters: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        data: Mapping[str, str] | str | None = None,
    ) -> httpx.Response:
        """The whole answer with a good status; raises Unavailable for any other."""
        assert self._access.http is not None, f"{self.name} was given no HTTP client"
        url = path if path.startswith("http") else f"{self.address}{path}"
        told = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        content: dict[str, Any] = {"content": data} if isinstance(data, str) else {"data": data}
        try:
            response = await self._access.http.request(
                method,
                url,
                params=dict(parameters or {}),
                headers={"User-Agent": self.user_agent, **told},
                json=json,
                **content,
            )
        except httpx.TimeoutException as error:
            raise Unavailable(self.name, "no answer in time", Failure.TIMEOUT) from error
        except httpx.HTTPError as error:
            raise Unavailable(self.name, f"connection: {type(error).__name__}", Failure.NETWORK) from error
        came_in(len(response.content))
        self._check(response)
        return response

    def decoded(self, response: httpx.Response) -> Any:
        """The answer's JSON; Unavailable when it is none."""
        if len(response.content) > _LONGEST_ANSWER:
            raise Unavailable(self.name, "an answer too long to be one", Failure.MALFORMED)
        try:
            return response.json()
        except ValueError as error:
            kind = response.headers.get("content-type", "no content type")
            raise Unavailable(self.name, f"not JSON ({kind})", Failure.MALFORMED) from error

    def malformed(self, error: Exception) -> Unavailable:
        """What a reader raises when the answer is not of the documented shape: `raise self.malformed(e) from e`."""
        return Unavailable(self.name, f"unexpected answer: {type(error).__name__}", Failure.MALFORMED)

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status < 400:
            return
        if status == 429:
            raise Unavailable(
                self.name, "too many requests", Failure.RATE_LIMITED, retry_after_s=_retry_after(response)
            )
        if status in (401, 403):
            raise Unavailable(self.name, f"not allowed ({status})", Failure.FORBIDDEN)
        kind = Failure.SERVER if status >= 500 else Failure.REFUSED
        raise Unavailable(self.name, f"status {status}", kind, retry_after_s=_retry_after(response))


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds that `Retry-After` asks for (RFC 9110 section 10.2.3), whose date is read by the server's own clock."""
    said = response.headers.get("retry-after", "").strip()
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - parsedate_to_datetime(response.headers["date"])).total_seconds())
    except (ValueError, KeyError, TypeError):
        return None
