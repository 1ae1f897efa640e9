"""API keys, shown as `Authorization: Bearer sk_live_…` or `X-API-Key: sk_live_…`."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import Headers

from domain.errors import Unauthenticated
from domain.identity import Principal
from services.credentials.api_keys import PREFIX
from services.credentials.key_lookup import KeyLookup

HEADER = "x-api-key"
_LENGTH = len(PREFIX) + 64


@dataclass(frozen=True)
class ApiKeys:
    """Identifies by API key."""

    lookup: KeyLookup

    async def identify(self, headers: Headers, tenant: str, address: str) -> Principal | None:  # noqa: ARG002 (a key knows its own tenant)
        """The key's owner within its scopes; raises Unauthenticated for a key that does not hold."""
        key = _shown(headers)
        if key is None:
            return None
        if not key.startswith(PREFIX) or len(key) != _LENGTH:
            raise Unauthenticated(f"an API key is {PREFIX} and 64 hexadecimal digits")
        return await self.lookup.holder(key, address)


def _shown(headers: Headers) -> str | None:
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer" and value.strip().startswith(PREFIX):
        return value.strip()
    return headers.get(HEADER)
