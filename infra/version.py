"""The product's version, read from pyproject.toml, the one place it is written."""

from __future__ import annotations

import tomllib

from infra.settings import ROOT

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
