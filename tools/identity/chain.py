"""The order in which providers of accounts are asked, and what a failure of one means for the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from domain.errors import AllProvidersFailed, ProviderError, Rejected, Unavailable
from tools.identity.contract import AuthAdapter, Identity, ProviderTokens

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class AuthChain:
    """Firebase first, Auth0 next, then a house's own issuer: as far as they are set up."""

    adapters: Sequence[AuthAdapter]

    async def verify_token(self, id_token: str, nonce: str = "") -> Identity:
        """Of the first that knows the token. Raises Rejected where all refuse it.

        A provider that knows nothing of a token refuses it, so that here a refusal too leads to the
        next; AllProvidersFailed where one that did not answer may have known it.
        """
        return (await self.verify_named(id_token, nonce))[1]

    async def verify_named(self, id_token: str, nonce: str = "") -> tuple[str, Identity]:
        """The same, with the name of whoever knew it."""
        return await self._ask(lambda adapter: adapter.verify_token(id_token, nonce))

    async def sign_in(self, email: str, password: str) -> tuple[str, ProviderTokens]:
        """Who let them in, and the tokens: what follows goes to that one."""
        return await self._ask(lambda adapter: adapter.sign_in(email, password))

    async def refresh_token(self, provider: str, refresh_token: str) -> ProviderTokens:
        return await self._named(provider).refresh_token(refresh_token)

    async def sign_out(self, provider: str, refresh_token: str) -> None:
        await self._named(provider).sign_out(refresh_token)

    async def _ask(self, ask: Callable[[AuthAdapter], Awaitable[Answer]]) -> tuple[str, Answer]:
        failures: list[ProviderError] = []
        for adapter in self.adapters:
            try:
                return adapter.name, await ask(adapter)
            except (Unavailable, Rejected) as error:
                failures.append(error)
        if any(isinstance(error, Unavailable) for error in failures):
            raise AllProvidersFailed("identity", failures)
        raise Rejected("identity", "; ".join(map(str, failures)) or "no provider of accounts is set up")

    def _named(self, provider: str) -> AuthAdapter:
        found = next((adapter for adapter in self.adapters if adapter.name == provider), None)
        if found is None:
            raise Rejected(provider, "no such provider of accounts is set up")
        return found
