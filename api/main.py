"""The application as a server imports it: settings from the environment."""

from __future__ import annotations

from api.app import create_app
from infra.log import configure
from infra.settings import Settings

settings = Settings()
configure(settings.log_level, as_json=settings.log_json)
app = create_app(settings)
