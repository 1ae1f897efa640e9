"""One TLS context a process: reading the certificates of the world takes longer than most calls."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def tls_context() -> ssl.SSLContext:
    """For every HTTP client of ours; never changed after it is made."""
    return httpx.create_ssl_context()
