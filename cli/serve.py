"""Runs the product: servers where none are given, the schema, the API and a worker, kept alive."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from infra.embedded import stop_redis, with_servers
from infra.settings import ROOT, Settings
from services.migrate import upgrade

_RESTART_S = 1.0
_STOP_S = 15.0
_START_S = 20.0


@dataclass
class Child:
    """A process of ours that is started again when it dies."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = field(default=None)
    started: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment)  # noqa: S603

    def revive(self) -> None:
        """Start it again when it has died, but not more often than once a second."""
        if self.process is not None and self.process.poll() is None:
            return
        if time.monotonic() - self.started > _RESTART_S:
            print(f"{self.name} ended; starting it again", file=sys.stderr)  # noqa: T201
            self.start()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()


def serve(settings: Settings, *, emulated: bool = False) -> None:
    """Serve until SIGINT or SIGTERM; `emulated`: with every provider live on this machine, without a key."""
    embedded_redis = not settings.redis_url
    ready = with_servers(settings)
    providers = _emulators() if emulated else None
    environment = _environment(ready) | ({"EMULATOR": providers.address, "OFFLINE": "false"} if providers else {})
    children = [Child(name, command, environment) for name, command in _commands(ready).items()]
    stopping: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    api, worker = children
    if providers is not None:
        providers.start()
        children.append(providers)
    api.start()  # its imports take longer than the migration that runs meanwhile
    upgrade(ready.database_url)
    _wait_for_page(api, ready)
    worker.start()  # it imports much more, and nobody needs it before the page is there
    print(f"Tripwright is at http://{ready.host}:{ready.port}  (Ctrl-C stops it)", flush=True)  # noqa: T201
    while not stopping:
        time.sleep(0.2)
        for child in children:
            child.revive()
    for child in reversed(children):
        child.stop()
    if embedded_redis:
        stop_redis(ready.redis_url)


@dataclass
class Emulators(Child):
    """All providers' wires, emulated for developers (tests/emulators)."""

    address: str = ""


def _emulators() -> Emulators:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.emulators", "--port", str(port)]
    return Emulators("emulators", command, dict(os.environ), address=f"http://127.0.0.1:{port}")


def _wait_for_page(api: Child, settings: Settings) -> None:
    """Until the API listens or has ended; the loop that follows deals with either."""
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and api.process is not None and api.process.poll() is None:
        with suppress(OSError), socket.create_connection((settings.host, settings.port), timeout=1):
            return
        time.sleep(0.05)


def _commands(settings: Settings) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    api = "uvicorn api.main:app --log-level warning --no-access-log --no-proxy-headers --timeout-graceful-shutdown 3"
    api += " --ws-max-size 65536"  # whoever says so much is cut off before it is read; the socket itself takes less
    worker = "celery -q -A workers.app worker --pool threads --loglevel WARNING"
    alone = "--without-gossip --without-mingle --without-heartbeat"  # workers need not know each other
    return {
        "api": [*python, *api.split(), "--no-server-header", "--host", settings.host, "--port", str(settings.port)],
        "worker": [*python, *worker.split(), *alone.split(), "--concurrency", str(settings.worker_threads)],
    }


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "DATA_DIR": str(settings.data_dir),
        "HOST": settings.host,
        "PORT": str(settings.port),
    }
