"""The secrets of a process: the source that the settings name, and the settings that are secrets filled from it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, get_args

from pydantic import SecretStr
from redis.asyncio import Redis

from infra.ending import end
from infra.secrets.contract import SecretSource
from infra.secrets.env import EnvSource
from infra.secrets.file import FileSource
from infra.secrets.store import Secrets
from infra.settings import Settings


def build_source(settings: Settings) -> SecretSource:
    """The heavy SDKs are imported by those who use them. Raises ValueError for a source that lacks its settings."""
    match settings.secrets_from:
        case "file":
            return FileSource(settings.secrets_dir)
        case "vault":
            if not settings.vault_addr or settings.vault_token is None:
                raise ValueError("SECRETS_FROM=vault needs VAULT_ADDR and VAULT_TOKEN")
            from infra.secrets.vault import VaultSource  # noqa: PLC0415

            return VaultSource(settings.vault_addr, settings.vault_token, settings.vault_mount, settings.vault_path)
        case "aws":
            from infra.secrets.aws import AwsSource  # noqa: PLC0415

            return AwsSource(settings.aws_region, settings.aws_secrets_prefix)
        case _:
            return EnvSource()


def secret_names() -> tuple[str, ...]:
    """The settings that are secrets, as variables are named; but for the one that opens the source itself."""
    fields = Settings.model_fields.items()
    return tuple(name.upper() for name, field in fields if _is_secret(field.annotation) and name != "vault_token")


def with_secrets(settings: Settings, on_access: Callable[[str, str], None] | None = None) -> Settings:
    """The settings with their secrets from the source, over the environment's. Raises SecretsUnavailable."""
    if settings.secrets_from == "env":
        return settings  # they are there already
    source = build_source(settings)
    found = {name.lower(): source.read(name) for name in secret_names()}
    if on_access is not None:
        for name in found:
            on_access(name.upper(), source.name)
    return settings.model_copy(update={name: one.value for name, one in found.items() if one is not None})


@asynccontextmanager
async def open_secrets(
    settings: Settings,
    redis: Redis,
    on_access: Callable[[str, str], None],
    on_change: Callable[[], None] = lambda: None,
) -> AsyncIterator[Secrets]:
    """Secrets that hear of changes until the block ends."""
    secrets = Secrets(build_source(settings), on_access, on_change)
    listening = asyncio.create_task(secrets.listen_forever(redis))
    try:
        yield secrets
    finally:
        await end(listening)


def _is_secret(annotation: Any) -> bool:
    return annotation is SecretStr or set(get_args(annotation)) == {SecretStr, type(None)}
