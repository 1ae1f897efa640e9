"""Who vouches for people: what an identity provider says of somebody, and what its adapter can do."""

from __future__ import annotations

from typing import Protocol

from pydantic import BaseModel, ConfigDict


class Identity(BaseModel):
    """Somebody as an issuer knows them; only the pair of issuer and subject never changes hands.

    `email_verified` is the issuer's own word that the address is theirs; `strong` that they showed a
    second factor there.
    """

    model_config = ConfigDict(frozen=True)

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False
    first_name: str = ""
    last_name: str = ""
    strong: bool = False


class ProviderTokens(BaseModel):
    """What a provider's sign-in or refresh gives; `expires_in` in seconds."""

    model_config = ConfigDict(frozen=True)

    id_token: str
    refresh_token: str = ""
    expires_in: int = 0


class AuthAdapter(Protocol):
    """One provider of accounts. Its methods raise Unavailable (try the next) or Rejected (understood and refused)."""

    @property
    def name(self) -> str:
        """By which it is told apart."""

    async def sign_in(self, email: str, password: str) -> ProviderTokens:
        """With the provider's own password."""

    async def sign_out(self, refresh_token: str) -> None:
        """The refresh token opens nothing any more, as far as the provider offers that."""

    async def verify_token(self, id_token: str, nonce: str = "") -> Identity:
        """Whom the token is about; `nonce` "": none was asked for."""

    async def refresh_token(self, refresh_token: str) -> ProviderTokens:
        """New tokens for the same sign-in."""
