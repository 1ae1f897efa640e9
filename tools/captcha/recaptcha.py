"""Google reCAPTCHA v2 and v3 (developers.google.com/recaptcha/docs/verify, 2025)."""

from __future__ import annotations

from typing import Any

from tools.captcha.contract import Shown
from tools.captcha.siteverify import SiteVerify

_LEAST_SCORE = 0.5  # v3 gives 1.0 for a person; Google's own advice for a start


class Recaptcha(SiteVerify):
    name = "recaptcha"
    version = "v3"
    account = "recaptcha"
    home = "https://www.google.com"
    path = "/recaptcha/api/siteverify"

    def suits(self, answer: dict[str, Any], shown: Shown) -> bool:
        return super().suits(answer, shown) and float(answer.get("score", 1.0)) >= _LEAST_SCORE
