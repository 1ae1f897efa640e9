"""The operator's own key from the environment: opens everything before there is any account."""

from __future__ import annotations

from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from pydantic import SecretStr
from starlette.datastructures import Headers

from domain.identity import PUBLIC_TENANT, Principal, Role

OPERATOR_ID = UUID(int=0)  # nobody's account


@dataclass(frozen=True)
class OperatorToken:
    """`Authorization: Bearer` with ADMIN_TOKEN; without that setting nobody is the operator."""

    token: SecretStr | None

    async def identify(self, headers: Headers, tenant: str, address: str) -> Principal | None:
        del address  # it holds from anywhere
        given = headers.get("authorization", "").removeprefix("Bearer ").encode()
        if self.token is None or not compare_digest(given, self.token.get_secret_value().encode()):
            return None
        return Principal(
            tenant=tenant or PUBLIC_TENANT, user_id=OPERATOR_ID, roles=frozenset({Role.PLATFORM_ADMIN}), strong=True
        )
