from __future__ import annotations

import asyncio
import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRequest, Unavailable
from tools.antivirus.clamav import ClamAv, build_scanner
from tools.antivirus.contract import scan

# The test file of eicar.org, in two parts so that no scanner takes this source for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon:
    """clamd as far as we speak with it: PING, and INSTREAM with a limit of its own."""

    def __init__(self, answer: bytes | None = None, limit: int = 1_000_000) -> None:
        self.answer, self.limit, self.received, self.address = answer, limit, b"", ""

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readuntil(b"\0")
        if command == b"zPING\0":
            writer.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            writer.write(await self.scanned(reader))
        await writer.drain()
        writer.close()

    async def scanned(self, reader: asyncio.StreamReader) -> bytes:
        content = b""
        while size := struct.unpack("!I", await reader.readexactly(4))[0]:
            content += await reader.readexactly(size)
        self.received = content
        if self.answer is not None:
            return self.answer
        if len(content) > self.limit:
            return b"INSTREAM size limit exceeded. ERROR\0"
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@pytest.fixture
async def daemon():
    daemon = Daemon()
    server = await asyncio.start_server(daemon, "127.0.0.1", 0)
    daemon.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield daemon
    server.close()


async def test_the_eicar_file_is_refused_and_names_its_field(daemon):
    for upload in (EICAR, b"\x89PNG" + os.urandom(200_000) + EICAR):
        with pytest.raises(InvalidRequest, match="Eicar-Test-Signature") as refused:
            await scan(upload, ClamAv(daemon.address), "avatar")
        assert refused.value.errors[0].field == "avatar"


async def test_a_harmless_file_passes_and_arrives_whole(daemon):
    for size in (0, 1, 64 * 1024, 64 * 1024 + 1, 300_000):
        content = os.urandom(size)
        await scan(content, ClamAv(daemon.address))
        assert daemon.received == content


async def test_a_socket_of_this_machine_serves_too(tmp_path):
    server = await asyncio.start_unix_server(Daemon(), tmp_path / "clamd")
    scanner = build_scanner(str(tmp_path / "clamd"))
    assert await scanner.is_alive()
    assert await scanner.find(EICAR) == "Eicar-Test-Signature"
    server.close()


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: \0", b"", b"x" * 9000])
async def test_what_is_no_word_on_the_file_lets_nothing_pass(daemon, answer):
    daemon.answer = answer
    with pytest.raises(Unavailable):
        await scan(b"x", ClamAv(daemon.address))


async def test_a_scanner_that_is_away_or_slow_lets_nothing_pass(daemon):
    with pytest.raises(Unavailable, match="cannot be reached"):
        await scan(b"x", ClamAv("127.0.0.1:1"))
    assert not await ClamAv("127.0.0.1:1").is_alive()

    async def sleeps(*_: object) -> None:
        await asyncio.sleep(1)

    server = await asyncio.start_server(sleeps, "127.0.0.1", 0)
    with pytest.raises(Unavailable, match="no answer in time"):
        await scan(b"x", ClamAv(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout_s=0.05))
    server.close()


async def test_without_a_scanner_everything_passes():
    assert build_scanner("") is None
    await scan(EICAR, None)


@given(st.text(alphabet=st.characters(exclude_characters=":/0123456789"), min_size=1))
def test_an_address_that_is_none_is_refused_at_the_start(text):
    with pytest.raises(ValueError, match="CLAMAV_ADDRESS"):
        build_scanner(text)
