"""All settings, read once at the start from the environment and `.env`, and checked there."""

from __future__ import annotations

import hashlib
import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, SecretStr
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


class Key(BaseModel):
    """What opens an account; `secret` where the provider gives a pair."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: SecretStr
    secret: SecretStr | None = None


class OidcAccount(BaseModel):
    """A way to sign in through an OpenID Connect issuer; google, microsoft and apple need no `issuer`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    client_id: str = Field(min_length=1)
    client_secret: SecretStr | None = None
    issuer: str = ""
    sign_up: bool = True
    trust_email: bool = Field(default=False, description="its addresses are verified even where it does not say so")
    trust_mfa: bool = Field(default=False, description="a second factor that was shown there counts here")


class ProviderLimits(BaseModel):
    """What one provider has of its own instead of its capability's settings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    timeout_s: float | None = Field(default=None, gt=0, le=120)
    calls: int | None = Field(default=None, ge=1, description="at most so many calls …")
    per_s: float = Field(default=60.0, gt=0, description="… in so many seconds")
    model: str = Field(default="", description="of a language model's provider; empty: its default")


class CapabilitySettings(BaseModel):
    """How the providers of a capability (places, weather, rates …) are used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    order: tuple[str, ...] = Field(default=(), description="names, first asked first; empty: as registered")
    disabled: tuple[str, ...] = ()
    timeout_s: float = Field(default=10.0, gt=0, le=120, description="for one provider, its retries included")
    deadline_s: float = Field(default=20.0, gt=0, le=120, description="for all providers together")
    retries: int = Field(default=3, ge=0, le=10, description="after the first try, of failures that may pass")
    retry_pause_s: float = Field(default=0.1, gt=0, le=5, description="before the first retry; it doubles, with jitter")
    calls: int | None = Field(default=None, ge=1, description="to each provider at most so many calls …")
    per_s: float = Field(default=60.0, gt=0, description="… in so many seconds; no number of calls: no limit")
    keep_s: float | None = Field(
        default=None, gt=0, description="how long answers are kept; None: the capability's own"
    )
    breaker_failures: int = Field(default=5, ge=1, description="failures in a row that open the breaker")
    breaker_s: float = Field(default=30.0, gt=0, description="until an open breaker lets a call try again")
    per_provider: dict[str, ProviderLimits] = Field(default_factory=dict)

    def timeout_of(self, provider: str) -> float:
        """Seconds that a provider has for an answer."""
        own = self.per_provider.get(provider)
        return own.timeout_s if own is not None and own.timeout_s is not None else self.timeout_s


# The account that each well-known variable opens. Pairs (Amadeus, Expedia) are given as KEYS__AMADEUS__KEY, __SECRET.
ACCOUNTS = {
    "gemini": "gemini_api_key",
    "openai": "openai_api_key",
    "anthropic": "anthropic_api_key",
    "google": "google_maps_api_key",
    "mapbox": "mapbox_access_token",
    "openweather": "openweather_api_key",
    "openexchangerates": "openexchangerates_app_id",
    "unsplash": "unsplash_access_key",
    "pexels": "pexels_api_key",
    "duffel": "duffel_access_token",
    "kiwi": "kiwi_api_key",
    "booking": "booking_api_key",
    "viator": "viator_api_key",
    "getyourguide": "getyourguide_api_key",
}


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
    matrix_points: Annotated[int, Field(ge=0, le=100)] = Field(
        default=12,
        description="of so many places a city travel times are read from a provider that is paid by the pair, 0: from"
        " none at all; 12 places are some 90 pairs, 25 some 400 and half of a plan's ways, 40 some 1,000",
    )
    offline: bool = Field(default=False, description="call nobody: only what is embedded serves")
    emulator: str = Field(default="", description="http://…: every provider is asked there instead, for development")
    contact: str = Field(default="", description="an e-mail address that open services may write to")
    secret_keys: SecretStr = Field(
        default=SecretStr(""), description="base64 of 32 bytes each, newest first; empty: a file in data_dir"
    )
    secrets_from: Literal["env", "file", "vault", "aws"] = Field(
        default="env", description="where the settings that are secrets are read, over the environment"
    )
    secrets_dir: Path = Field(default=Path("/run/secrets"), description="with a file for each secret")
    vault_addr: str = ""
    vault_token: SecretStr | None = None
    vault_mount: str = "secret"
    vault_path: str = "tripwright"
    aws_region: str = "eu-central-1"
    aws_secrets_prefix: str = "tripwright/"
    clamav_address: str = Field(default="", description="host:port or a socket's path; empty: uploads are not scanned")

    admin_token: SecretStr | None = Field(default=None, description="opens /v1/admin; without one nobody may")
    cors_origins: tuple[str, ...] = Field(default=(), description="https://… of pages elsewhere that may call the API")
    trusted_proxies: tuple[str, ...] = Field(
        default=(), description="networks (10.0.0.0/8) whose X-Forwarded-For and -Proto are believed"
    )
    limits_enforced: bool = Field(default=True, description="false: requests are counted and told, but none refused")
    request_timeout_s: Annotated[float, Field(gt=0)] = Field(
        default=30.0, description="until an answer has begun; documents and jobs have no such limit"
    )
    captcha: Literal["off", "turnstile", "recaptcha"] = Field(default="off", description="on public forms")
    captcha_secret: SecretStr | None = Field(default=None, description="of Turnstile or reCAPTCHA")
    captcha_site_key: str = Field(default="", description="its public half, for the page")
    unit_prices_usd: dict[str, Decimal] = Field(
        default_factory=dict,
        description="what one costs: a provider's call (google-places), a query (postgresql), a byte (network, disk)",
    )
    budget_run_usd: Annotated[Decimal, Field(ge=0)] | None = Field(
        default=Decimal("0.50"), description="what language models may cost in one run"
    )
    budget_user_month_usd: Annotated[Decimal, Field(ge=0)] | None = Field(
        default=None, description="what they may cost a user in a calendar month (UTC); none: no limit"
    )
    budget_tenant_month_usd: Annotated[Decimal, Field(ge=0)] | None = Field(
        default=None, description="what they may cost a tenant in a calendar month (UTC); none: no limit"
    )
    otel_exporter_otlp_endpoint: str = Field(default="", description="http://collector:4318; empty: no traces are sent")
    otel_sample_rate: Annotated[float, Field(ge=0, le=1)] = Field(
        default=1.0, description="share of the traces begun here that are kept; a caller's choice is followed"
    )
    sentry_dsn: SecretStr | None = Field(
        default=None, description="failures are sent to Sentry too; none: they are not"
    )
    metrics_token: SecretStr | None = Field(default=None, description="opens GET /metrics, as Bearer or Basic password")
    metrics_allow: tuple[IPvAnyNetwork, ...] = Field(
        default=(), description='addresses and networks that read GET /metrics without it, e.g. ["10.0.0.0/8"]'
    )
    worker_metrics_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=0, description="where a worker tells its metrics to Prometheus; 0: nowhere"
    )
    worker_metrics_host: str = "127.0.0.1"
    slow_query_s: Annotated[float, Field(gt=0)] = Field(
        default=0.1, description="a statement that takes longer is kept"
    )
    keys: dict[str, Key] = Field(default_factory=dict, description="per account, e.g. KEYS__GOOGLE__KEY=…")
    addresses: dict[str, str] = Field(default_factory=dict, description="per provider, instead of its own address")
    booking_affiliate_id: str = ""
    getyourguide_partner_id: str = ""
    viator_partner_id: str = ""
    affiliate_ids: dict[str, str] = Field(
        default_factory=dict,
        validation_alias="affiliates",
        description="our ids by booking site, e.g. AFFILIATES__SKYSCANNER=…",
    )
    conversion_secrets: dict[str, SecretStr] = Field(
        default_factory=dict, description="what a site signs its conversions with, e.g. CONVERSION_SECRETS__VIATOR=…"
    )
    access_token_s: Annotated[int, Field(ge=60, le=3600)] = Field(default=900, description="life of an access token")
    refresh_days: Annotated[float, Field(gt=0, le=90)] = Field(default=7, description="life of a refresh token")
    session_idle_s: Annotated[float, Field(ge=60)] = Field(
        default=24 * 3600, description="a session without a sign of life for so long has ended"
    )
    session_days: Annotated[float, Field(gt=0, le=365)] = Field(
        default=30, description="a session ends after so long, however busy it is"
    )
    password_memory_mib: Annotated[int, Field(ge=19, le=1024)] = Field(
        default=64, description="what Argon2id takes for each password that it hashes"
    )
    smtp_url: SecretStr | None = Field(
        default=None, description="smtp://user:password@host:587 (STARTTLS) or smtps://…:465; none: files in data_dir"
    )
    mail_from: str = Field(default="Tripwright <noreply@localhost>", description="the sender of our mails")
    document_pages: Annotated[int, Field(ge=1, le=16)] = Field(
        default=3, description="documents that a worker's browser lays out at once; more wait their turn"
    )
    document_days: Annotated[int, Field(ge=1, le=365)] = Field(
        default=7, description="how long a finished document is kept"
    )
    document_link_s: Annotated[int, Field(ge=60, le=7 * 24 * 3600)] = Field(
        default=3600, description="life of a document's download address"
    )
    document_mail_link_s: Annotated[int, Field(ge=3600, le=30 * 24 * 3600)] = Field(
        default=3 * 24 * 3600, description="life of the download address in a mail"
    )
    files_bucket: str = Field(default="", description="an S3 bucket for finished files; empty: files in data_dir")
    files_endpoint: str = Field(default="", description="https://… of what speaks S3; empty: Amazon's own")
    files_region: str = "eu-central-1"
    files_prefix: str = Field(default="tripwright", description="stands before the names of our files in the bucket")
    files_access_key: SecretStr | None = Field(default=None, description="none: what the machine itself has")
    files_secret_key: SecretStr | None = None
    wallet_passes: bool = Field(default=False, description="offer Apple Wallet passes; needs the certificate below")
    wallet_pass_type: str = Field(default="", description="the pass type identifier, e.g. pass.com.example.trip")
    wallet_team: str = Field(default="", description="Apple's team identifier")
    wallet_certificate: Path | None = Field(default=None, description="the pass type's certificate with its key, PEM")
    wallet_authority: Path | None = Field(default=None, description="Apple's WWDR certificate, PEM")
    identity_providers: dict[str, OidcAccount] = Field(
        default_factory=dict, description="for every agency, e.g. IDENTITY_PROVIDERS__GOOGLE__CLIENT_ID=…"
    )
    firebase_project: str = Field(default="", description="whose ID tokens POST /v1/auth/token-exchange takes")
    firebase_api_key: str = Field(default="", description="the project's web key, which is no secret")
    auth0_domain: str = Field(default="", description="e.g. example.eu.auth0.com, asked where Firebase does not know")
    auth0_client_id: str = ""
    auth0_client_secret: SecretStr | None = None
    auth0_realm: str = Field(default="", description="the database connection of Auth0's password grant")
    gemini_api_key: SecretStr | None = None
    openai_api_key: SecretStr | None = None
    anthropic_api_key: SecretStr | None = None
    google_maps_api_key: SecretStr | None = None
    mapbox_access_token: SecretStr | None = None
    openweather_api_key: SecretStr | None = None
    openexchangerates_app_id: SecretStr | None = None
    unsplash_access_key: SecretStr | None = None
    pexels_api_key: SecretStr | None = None
    duffel_access_token: SecretStr | None = None
    kiwi_api_key: SecretStr | None = None
    booking_api_key: SecretStr | None = None
    viator_api_key: SecretStr | None = None
    getyourguide_api_key: SecretStr | None = None

    @property
    def accounts(self) -> dict[str, Key]:
        """Keys by account: those of the well-known variables, and KEYS__… over them."""
        known = {account: getattr(self, variable) for account, variable in ACCOUNTS.items()}
        keys = {account: Key(key=key) for account, key in known.items() if key is not None}
        if "booking" in keys:  # the affiliate id is asked for beside the key
            keys["booking"] = keys["booking"].model_copy(update={"secret": SecretStr(self.booking_affiliate_id)})
        return keys | self.keys

    @property
    def address(self) -> str:
        """The address that links in documents lead to, without a slash at the end."""
        return (self.app_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def affiliates(self) -> dict[str, str]:
        """Affiliate ids by booking provider, AFFILIATES__… over the older names; providers without one are absent."""
        ids = {
            "booking": self.booking_affiliate_id,
            "getyourguide": self.getyourguide_partner_id,
            "viator": self.viator_partner_id,
        } | self.affiliate_ids
        return {provider: value for provider, value in ids.items() if value}
