"""Whether an upload may be kept, as a virus scanner sees it."""

from __future__ import annotations

from typing import Protocol

from domain.errors import FieldError, InvalidRequest


class Scanner(Protocol):
    async def find(self, content: bytes) -> str | None:
        """The name of what is malicious in it, None: nothing is. Raises Unavailable where it cannot say."""


async def scan(content: bytes, scanner: Scanner | None, field: str = "file") -> None:
    """Raises InvalidRequest for a malicious upload and Unavailable where a scanner is set and cannot say.

    Without a scanner everything passes: uploads are then only as safe as their decoding makes them.
    """
    if scanner is not None and (found := await scanner.find(content)) is not None:
        raise InvalidRequest([FieldError(field, f"the file is refused: it contains {found}")])
