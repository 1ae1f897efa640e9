"""All settings, read once at the start from the environment and `.env`, and checked there."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


def default_data_dir() -> Path:
    """`.data/` beside the code; as root outside any home.

    The embedded PostgreSQL refuses to run as root and runs as a user of its own, to whom it opens
    the permissions of every parent folder: that must never be somebody's home.
    """
    inside = ROOT / ".data"
    if os.name == "posix" and os.geteuid() == 0 and Path.home() in inside.parents:
        digest = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
        return Path("/var/lib") / f"tripwright-{digest}"
    return inside


class CapabilitySettings(BaseModel):
    """How the providers of a capability (places, weather, rates …) are used."""

    model_config = ConfigDict(frozen=True)

    order: tuple[str, ...] = Field(default=(), description="names, first asked first; empty: as registered")
    disabled: tuple[str, ...] = ()
    timeout_s: float = Field(default=10.0, gt=0, le=120)


class Settings(BaseSettings):
    """What an operator may set; an invalid value stops the process with a message that names it."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env",
        env_file_encoding="utf-8",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
    )

    environment: Literal["development", "staging", "production", "test"] = "development"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    app_url: str = Field(default="", description="public address; empty: from host and port")
    data_dir: Path = Field(default_factory=default_data_dir)
    database_url: str = Field(default="", description="postgresql://…; empty: the embedded server")
    redis_url: str = Field(default="", description="redis://…; empty: the embedded server")
    qdrant_url: str = Field(default="", description="http://…; empty: the client's local mode")
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_json: bool = False

    worker_threads: Annotated[int, Field(ge=1, le=500)] = 32
    solver_processes: Annotated[int, Field(ge=1, le=64)] = Field(default=min(2, os.cpu_count() or 1))
    solver_seconds: Annotated[float, Field(gt=0, le=60)] = Field(default=0.8, description="search time per city")
    seed: int = 0
    lease_s: Annotated[float, Field(ge=0.2)] = Field(
        default=10.0, description="a run without a sign for so long is taken over"
    )
    event_days: Annotated[int, Field(ge=1)] = Field(default=7, description="how long a run's event log is kept")
    embedder: Literal["hashing", "fastembed"] = "hashing"
    chromium_path: str = Field(default="", description="a Chromium to use instead of Playwright's own")

    providers: dict[str, CapabilitySettings] = Field(
        default_factory=dict, description='per capability, e.g. PROVIDERS__PLACES__ORDER=["atlas"]'
    )
    booking_affiliate_id: str = ""
    getyourguide_partner_id: str = ""
    viator_partner_id: str = ""
    gemini_api_key: SecretStr | None = None
    openai_api_key: SecretStr | None = None
    anthropic_api_key: SecretStr | None = None

    @property
    def address(self) -> str:
        """The address that links in documents lead to, without a slash at the end."""
        return (self.app_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def affiliates(self) -> dict[str, str]:
        """Affiliate ids by booking provider; providers without one are absent."""
        ids = {
            "booking": self.booking_affiliate_id,
            "getyourguide": self.getyourguide_partner_id,
            "viator": self.viator_partner_id,
        }
        return {provider: value for provider, value in ids.items() if value}
