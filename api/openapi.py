"""Writes the OpenAPI document: `python -m api.openapi FILE`; the page's client is generated from it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from api.app import create_app
from infra.settings import Settings


def main(target: Path) -> None:
    document = create_app(Settings()).openapi()
    target.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
