"""`python -m tests.emulators --port N`: every provider on one port, for `make run EMULATED=1` and the fault matrix."""

from __future__ import annotations

import argparse
import logging

import uvicorn

from tests.emulators.server import build_app

if __name__ == "__main__":
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # askers that give up in the middle of a drip are the point
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=8199)
    uvicorn.run(build_app(), port=options.parse_args().port, log_level="critical", access_log=False)
