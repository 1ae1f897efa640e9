"""Mail: one message to one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """`id` names the mail for ever: whoever receives it twice sees that it is one. `html` "": plain text alone."""

    id: str
    to: str
    subject: str
    text: str
    html: str = ""


class Mailer(Protocol):
    async def send(self, mail: Mail) -> None:
        """Hand the mail on. Raises Unavailable where it may go later, Rejected where it never will."""
