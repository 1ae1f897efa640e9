"""The OpenAPI document as a file, from which the page's client is generated.

`python -m api.openapi FILE` writes it, `python -m api.openapi --check FILE` says whether it is current.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from api.app import create_app
from infra.settings import Settings


def document() -> str:
    return json.dumps(create_app(Settings()).openapi(), indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    target = Path(arguments[-1])
    if "--check" not in arguments:
        target.write_text(document(), encoding="utf-8")
        return 0
    if target.read_text(encoding="utf-8") == document():
        return 0
    sys.stderr.write(f"{target} is not the API's; run `make openapi`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
