"""The application in this process, as the API's own tests have it."""

from __future__ import annotations

from tests.api.conftest import client

__all__ = ["client"]
