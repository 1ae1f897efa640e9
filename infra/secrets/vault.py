"""Secrets from HashiCorp Vault's KV version 2 (developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2, 2026)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import hvac  # type: ignore[import-untyped]
from hvac.exceptions import InvalidPath, VaultError  # type: ignore[import-untyped]
from pydantic import SecretStr
from requests.exceptions import RequestException

from infra.secrets.contract import Secret, SecretsUnavailable, checked

_TIMEOUT_S = 5


@dataclass(frozen=True)
class VaultSource:
    """Each secret is an entry `path/name` of the mount, in its field `value`."""

    address: str
    token: SecretStr
    mount: str = "secret"
    path: str = "tripwright"
    name: str = "vault"

    @cached_property
    def _client(self) -> Any:
        return hvac.Client(self.address, self.token.get_secret_value(), timeout=_TIMEOUT_S)

    def read(self, name: str) -> Secret | None:
        entry = f"{self.path}/{checked(name).lower()}"
        try:
            found = self._client.secrets.kv.v2.read_secret_version(
                entry, mount_point=self.mount, raise_on_deleted_version=True
            )
        except InvalidPath:
            return None
        except (VaultError, RequestException) as error:
            raise SecretsUnavailable(f"Vault: {type(error).__name__}") from error
        value = (found["data"]["data"] or {}).get("value")
        written = datetime.fromisoformat(found["data"]["metadata"]["created_time"])
        return Secret(SecretStr(str(value)), written) if value else None
