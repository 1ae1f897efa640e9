"""Whether a form was filled in by a person: what every provider of such a test says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Shown:
    """What came with a form: the provider's token, where from, and what for."""

    token: str
    address: str
    action: str = ""


class Captcha(Protocol):
    name: str

    async def is_human(self, shown: Shown) -> bool:
        """Whether the token holds; each holds once. Raises Unavailable where the provider does not answer."""
