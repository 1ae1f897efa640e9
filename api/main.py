"""The application as a server imports it: settings from the environment."""

from __future__ import annotations

import gc

from api.app import create_app
from infra.log import configure
from infra.secrets.opening import with_secrets
from infra.settings import Settings

settings = with_secrets(Settings())
configure(settings.log_level, as_json=settings.log_json, service="api")
app = create_app(settings)
gc.freeze()  # what is there by now stays: no request waits while all of it is looked through for garbage
