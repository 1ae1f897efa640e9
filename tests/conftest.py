"""Real servers for the tests: one PostgreSQL and one Redis a session, a database of its own per worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
import redis as redis_sync
from hypothesis import settings as hypothesis_settings

from infra.embedded import start_postgres, start_redis
from infra.settings import ROOT, Settings, default_data_dir
from services.migrate import upgrade

hypothesis_settings.register_profile("tripwright", deadline=None, max_examples=40, derandomize=True)
hypothesis_settings.load_profile("tripwright")


def _worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def test_data_dir() -> Path:
    return default_data_dir() / "test"


def _fresh_database(data_dir: Path, name: str) -> str:
    server = start_postgres(data_dir)
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
    )


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
        "LEASE_S": "2",
        "PYTHONPATH": str(ROOT),
        **environment,
    }
    output = tempfile.TemporaryFile()
    command = [sys.executable, "-m", "cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=values, stdout=output, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, process, output)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], output: object) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output.seek(0)  # type: ignore[attr-defined]
            raise RuntimeError(output.read().decode())  # type: ignore[attr-defined]
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
