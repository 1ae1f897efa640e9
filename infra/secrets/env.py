"""Secrets from the environment, as containers are given them."""

from __future__ import annotations

import os

from pydantic import SecretStr

from infra.secrets.contract import Secret, checked


class EnvSource:
    name = "env"

    def read(self, name: str) -> Secret | None:
        value = os.environ.get(checked(name).upper(), "")
        return Secret(SecretStr(value)) if value else None
