"""The emulated providers, as a server of this process's own that ends with it."""

from __future__ import annotations

import atexit
import socket
import subprocess
import sys
import time
from functools import cache

from infra.settings import ROOT

_START_S = 60.0


@cache
def emulator_url() -> str:
    """Started at the first call; its faults are chosen by the address that an adapter is given."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "tests.emulators", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT)  # noqa: S603
    atexit.register(server.kill)
    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return f"http://127.0.0.1:{port}"
    raise RuntimeError("the emulators did not start")
