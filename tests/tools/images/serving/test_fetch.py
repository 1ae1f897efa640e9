"""What must not be fetched is not, whatever the address looks like; servers are real ones on this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tools.images.serving.fetch import Fetcher, NoPicture, is_public


class Server(ThreadingHTTPServer):
    """Pages by path, and what was asked for."""

    def __init__(self, pages: dict[str, tuple[int, dict[str, str], bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.pages = pages
        self.seen: list[tuple[str, dict[str, str]]] = []


class _Pages(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return None


@contextmanager
def serving(pages: dict[str, tuple[int, dict[str, str], bytes]]) -> Iterator[Server]:
    server = Server(pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def address(server: Server, path: str = "/a") -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def trusting(*servers: Server) -> frozenset[tuple[str, str]]:
    return frozenset(("http", f"127.0.0.1:{server.server_address[1]}") for server in servers)


def nothing(_: str) -> dict[str, str]:
    return {}


@pytest.fixture
async def client():
    async with httpx.AsyncClient() as made:
        yield made


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/a.jpg",
        "http://localhost/a.jpg",
        "http://[::1]/a.jpg",
        "http://10.0.0.1/a.jpg",
        "http://192.168.1.1/a.jpg",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",  # 127.0.0.1 as one number
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fd00::1]/",
        "https://example.org:22/a.jpg",
        "ftp://example.org/a.jpg",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "//127.0.0.1/a.jpg",
        "http://user@127.0.0.1/",
        "http:///a.jpg",
        "",
    ],
)
async def test_private_addresses_and_other_schemes_are_not_asked(client, url):
    with pytest.raises(NoPicture):
        await Fetcher(client).fetch(url, nothing)


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("172.16.9.9", False),
        ("224.0.0.1", False),
        ("2002:7f00:1::1", False),
        ("fe80::1%eth0", False),
        ("not an address", False),
    ],
)
def test_public_is_what_everybody_can_reach(ip, public):
    assert is_public(ip) is public


async def test_a_host_with_one_private_address_among_public_ones_is_not_asked(client, monkeypatch):
    async def lookup(*_: object, **__: object) -> list[object]:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 80)),
        ]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    with pytest.raises(NoPicture, match="public"):
        await Fetcher(client).fetch("http://example.org/a.jpg", nothing)


async def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """A name that leads elsewhere at the second look (DNS rebinding) gains nothing."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, stream=httpx.ByteStream(b"picture"))

    async def lookup(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        assert await Fetcher(client).fetch("https://example.org/a.jpg?b=1", nothing) == b"picture"
    assert str(asked[0].url) == "https://93.184.216.34/a.jpg?b=1"
    assert asked[0].headers["host"] == "example.org"
    assert asked[0].extensions["sni_hostname"] == "example.org"


async def test_a_redirect_to_a_private_address_is_not_followed(client):
    with serving({"/secret": (200, {}, b"inside")}) as inner, serving({}) as outer:
        outer.pages = {"/a": (302, {"Location": address(inner, "/secret")}, b"")}
        with pytest.raises(NoPicture):
            await Fetcher(client, trusting(outer)).fetch(address(outer), nothing)
        assert inner.seen == []


async def test_a_redirect_is_followed_a_few_times_and_headers_are_asked_for_anew(client):
    with serving({"/b": (200, {}, b"picture")}) as other, serving({}) as first:
        first.pages = {"/a": (302, {"Location": "/c"}, b""), "/c": (307, {"Location": address(other, "/b")}, b"")}
        fetcher = Fetcher(client, trusting(first, other))
        body = await fetcher.fetch(
            address(first), lambda url: {"X-Key": "k"} if url.startswith(address(first, "")) else {}
        )
        assert body == b"picture"
        assert first.seen[0][1]["X-Key"] == "k"
        assert "X-Key" not in other.seen[0][1]


async def test_a_circle_of_redirects_ends(client):
    with serving({"/a": (302, {"Location": "/a"}, b"")}) as server, pytest.raises(NoPicture, match="redirects"):
        await Fetcher(client, trusting(server)).fetch(address(server), nothing)


async def test_too_long_is_given_up_and_so_is_what_is_packed(client):
    pages = {"/a": (200, {}, b"x" * 5000), "/b": (200, {"Content-Encoding": "gzip"}, b"x"), "/c": (404, {}, b"")}
    with serving(pages) as server:
        fetcher = Fetcher(client, trusting(server), longest=4999)
        for path in pages:
            with pytest.raises(NoPicture):
                await fetcher.fetch(address(server, path), nothing)
