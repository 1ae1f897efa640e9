"""Finds a Chromium: the setting's, Playwright's own, or the distribution's; `python -m infra.chromium` installs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from infra.settings import Settings

# The address bar's own pages, which each new window would render beside ours; and, because the browser takes the last
# list only, what Playwright turns off (its chromiumSwitches, 1.64).
_OFF = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# For a machine without a network or a display; harmless elsewhere.
QUIET_FLAGS = (
    f"--disable-features={','.join(_OFF)}",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def start_flags() -> list[str]:
    """Command-line flags; as root Chromium's sandbox cannot be used."""
    is_root = os.name == "posix" and os.geteuid() == 0
    return [*QUIET_FLAGS, *(["--no-sandbox"] if is_root else [])]


def find_chromium(setting: str = "") -> str | None:
    """A path to start; None when there is none yet. Playwright's own is preferred to the distribution's."""
    if setting:
        return setting
    own = _playwrights_own()
    if own is not None:
        return own
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


_ASK = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"


def _playwrights_own() -> str | None:
    """Asked in a process of its own: Playwright cannot be started where an event loop runs."""
    answer = subprocess.run([sys.executable, "-c", _ASK], check=False, capture_output=True, text=True)  # noqa: S603
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else None


def install() -> str:
    """Playwright's own download; where that is not to be had and we are root, the distribution's package."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        commands += [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]]
    for command in commands:
        subprocess.run(command, check=False, stdout=sys.stderr, stderr=subprocess.DEVNULL)  # noqa: S603
        found = find_chromium()
        if found is not None:
            return found
    raise SystemExit("No Chromium: install one and set CHROMIUM_PATH to it.")


if __name__ == "__main__":
    print(find_chromium(Settings().chromium_path) or install())  # noqa: T201
