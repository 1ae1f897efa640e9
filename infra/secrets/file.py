"""Secrets from a folder with a file for each, as Docker (/run/secrets) and Kubernetes mount them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from infra.secrets.contract import Secret, SecretsUnavailable, checked


@dataclass(frozen=True)
class FileSource:
    """The file's name is the secret's, in capitals or small; one line end at its end is not part of it."""

    folder: Path
    name: str = "file"

    def read(self, name: str) -> Secret | None:
        for spelling in (checked(name).upper(), name.lower()):
            file = self.folder / spelling
            try:
                if file.is_file():
                    text = file.read_text(encoding="utf-8").removesuffix("\n").removesuffix("\r")
                    written = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                    return Secret(SecretStr(text), written) if text else None
            except (OSError, UnicodeDecodeError) as error:
                raise SecretsUnavailable(f"{file.name} cannot be read: {type(error).__name__}") from error
        return None
