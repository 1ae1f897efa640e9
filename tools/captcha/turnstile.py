"""Cloudflare Turnstile (developers.cloudflare.com/turnstile/get-started/server-side-validation, 2025)."""

from __future__ import annotations

from tools.captcha.siteverify import SiteVerify


class Turnstile(SiteVerify):
    name = "turnstile"
    version = "v0"
    account = "turnstile"
    home = "https://challenges.cloudflare.com"
    path = "/turnstile/v0/siteverify"
