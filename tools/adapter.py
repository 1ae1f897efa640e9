"""What every provider implements, and who is asking it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeVar

import httpx

Query_contra = TypeVar("Query_contra", contravariant=True)
Answer_co = TypeVar("Answer_co", covariant=True)


@dataclass(frozen=True)
class Caller:
    """On whose account a call is made; the run is None outside a run. `feature` is what it is made for."""

    tenant: str = "public"
    user: str | None = None
    run_id: str | None = None
    trip_id: str | None = None
    feature: str = "planning"


@dataclass(frozen=True)
class Access:
    """How an adapter reaches its provider; an empty `address` is the provider's own.

    `contact` is an e-mail address of the operator's, for open services that want to know whom to write to.
    """

    http: httpx.AsyncClient | None = None
    key: str = ""
    secret: str = ""
    address: str = ""
    model: str = ""
    contact: str = ""


NOWHERE = Access()


class Adapter(Protocol[Query_contra, Answer_co]):
    """What every provider implements; `execute` raises Unavailable or Rejected, nothing else.

    `network` says whether it calls somebody: such answers are cached and such calls rate-limited.
    """

    name: str
    version: str
    network: bool

    @property
    def enabled(self) -> bool:
        """Whether it has what it needs to be asked at all."""

    async def initialize(self) -> None:
        """Make ready; raise when a key or a resource is missing."""

    async def health_check(self) -> bool:
        """Whether it could serve now."""

    async def execute(self, query: Query_contra) -> Answer_co:
        """Serve one query."""

    async def shutdown(self) -> None:
        """Give resources back; may be called twice."""


class Keyless:
    """The members of an adapter that needs no key, no network and no preparation."""

    enabled = True
    network = False
    account: ClassVar[str] = ""

    def __init__(self, access: Access = NOWHERE) -> None:
        """Nothing is reached, so `access` is not used; every adapter is made in the same way."""

    async def initialize(self) -> None:
        return None

    async def health_check(self) -> bool:
        return True

    async def shutdown(self) -> None:
        return None
