"""Keeps secrets and personal data out of what is logged, traced and reported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MASK = "***"
_DEEPEST = 6

# A name is secret when one of its parts is: `x-api-key`, `refresh_token`, `user_email`.
_SECRET_PARTS = frozenset(
    {
        "apikey", "authorization", "birthday", "cookie", "cookies", "credential", "credentials", "cvc", "cvv", "dob",
        "dsn", "email", "iban", "mail", "mobile", "otp", "pan", "passphrase", "passport", "passwd", "password", "phone",
        "pin", "pwd", "secret", "secrets", "signature", "ssn", "ticket", "token",
    }
)  # fmt: skip
_SECRET_PAIRS = ("api_key", "private_key", "secret_key", "access_key", "credit_card", "card_number", "birth_date")
_COUNTS = re.compile(r"(^|_)(tokens?_(in|out|cached)|tokens|token_count|max_tokens)$")  # numbers, not secrets
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")

_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}"), rf"\1 {MASK}"),
    (re.compile(r"\b(sk|pk|rk)_(live|test)_[A-Za-z0-9_-]{4,}"), rf"\1_\2_{MASK}"),
    (re.compile(r"\bsk-[A-Za-z0-9_-]{12,}"), f"sk-{MASK}"),
    (re.compile(r"\bAIza[0-9A-Za-z_-]{20,}"), f"AIza{MASK}"),
    (re.compile(r"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{3,}\.[A-Za-z0-9_-]*"), MASK),  # JSON Web Tokens
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@/]+@"), rf"\1:{MASK}@"),  # passwords in addresses
    (re.compile(r"(?i)([?&](?:\w*key|\w*token|secret|sig|signature|code|appid)=)[^&\s\"']+"), rf"\1{MASK}"),
    (re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"), "***@***"),
    (re.compile(r"(?<!\w)\+\d[\d ()/-]{6,}\d"), MASK),  # telephone numbers
)  # fmt: skip
_CARD = re.compile(r"(?<![\w-])[3-6]\d{3}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?![\w-])")


def masked_text(text: str) -> str:
    """The text without bearer tokens, keys, passwords in addresses, e-mail addresses and card numbers."""
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return _CARD.sub(lambda found: MASK if _is_card(found[0]) else found[0], text)


def _is_card(text: str) -> bool:
    """Whether the last digit is the check digit that ISO/IEC 7812-1 (annex B) wants."""
    digits = [int(digit) for digit in text if digit.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def is_secret(name: str) -> bool:
    """Whether what goes by this name is a secret or personal."""
    parts = [part.lower() for part in _SPLIT.split(name) if part]
    plain = "_".join(parts)
    if _COUNTS.search(plain):
        return False
    return not _SECRET_PARTS.isdisjoint(parts) or any(pair in plain for pair in _SECRET_PAIRS)


def masked(value: Any, *, deepest: int = _DEEPEST) -> Any:
    """The value with secrets masked by name and by look, however deep they lie."""
    match value:
        case str():
            return masked_text(value)
        case bytes() | bytearray():
            return MASK
        case Mapping() if deepest:
            return {
                key: MASK if is_secret(str(key)) else masked(one, deepest=deepest - 1) for key, one in value.items()
            }
        case list() | tuple() | set() | frozenset() if deepest:
            return [masked(one, deepest=deepest - 1) for one in value]
        case None | bool() | int() | float():
            return value
        case _:
            return masked_text(str(value))
