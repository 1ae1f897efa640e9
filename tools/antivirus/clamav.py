"""ClamAV's daemon over its own socket protocol (docs.clamav.net, clamd(8): INSTREAM, read 2026-11-21)."""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass

from domain.errors import Failure, Unavailable

_PROVIDER = "clamav"
_CHUNK = 64 * 1024
_MOST_ANSWER = 4096


@dataclass(frozen=True)
class ClamAv:
    """`address` is host:port, or the path of a socket; `timeout_s` is for a scan as a whole."""

    address: str
    timeout_s: float = 15.0

    async def find(self, content: bytes) -> str | None:
        try:
            async with asyncio.timeout(self.timeout_s):
                answer = await self._ask(b"zINSTREAM\0", content)
        except TimeoutError as error:
            raise Unavailable(_PROVIDER, "no answer in time", Failure.TIMEOUT) from error
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise Unavailable(_PROVIDER, f"cannot be reached: {type(error).__name__}", Failure.NETWORK) from error
        return _found(answer)

    async def is_alive(self) -> bool:
        try:
            async with asyncio.timeout(self.timeout_s):
                return await self._ask(b"zPING\0", None) == "PONG"
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            return False

    async def _ask(self, command: bytes, content: bytes | None) -> str:
        reader, writer = await self._connect()
        try:
            writer.write(command)
            if content is not None:
                await _send(writer, content)
            return (await reader.readuntil(b"\0"))[:-1].decode("utf-8", "replace").strip()
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self.address.startswith("/"):
            return await asyncio.open_unix_connection(self.address, limit=_MOST_ANSWER)
        host, _, port = self.address.rpartition(":")
        return await asyncio.open_connection(host.strip("[]"), int(port), limit=_MOST_ANSWER)


async def _send(writer: asyncio.StreamWriter, content: bytes) -> None:
    """Chunks with their lengths before them, an empty one last."""
    for begin in range(0, len(content), _CHUNK):
        chunk = content[begin : begin + _CHUNK]
        writer.write(struct.pack("!I", len(chunk)) + chunk)
        await writer.drain()
    writer.write(struct.pack("!I", 0))
    await writer.drain()


def _found(answer: str) -> str | None:
    """Reads "stream: OK" and "stream: Eicar-Test-Signature FOUND"; anything else is no word on the file."""
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise Unavailable(_PROVIDER, f"answered {answer[:100]!r}", Failure.MALFORMED)


def build_scanner(address: str) -> ClamAv | None:
    """None without an address. Raises ValueError for one that is neither host:port nor a path."""
    if not address:
        return None
    if not address.startswith("/") and not address.rpartition(":")[2].isdigit():
        raise ValueError(f"CLAMAV_ADDRESS={address!r} is neither host:port nor a path")
    return ClamAv(address)
