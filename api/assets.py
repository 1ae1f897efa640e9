"""The built page's files: each as small as the browser can read it, and what it will ask for next told beforehand."""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

_SMALLER = (("br", ".br"), ("gzip", ".gz"))  # what the build has laid beside a file, the smallest first
_NONE = re.compile(r"\bq=0(\.0*)?\s*$")  # a quality of 0


class Assets(StaticFiles):
    """Files whose names carry a hash of their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        return response

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        asked = Headers(scope=scope)
        accepted = codings(asked.get("accept-encoding", ""))
        for coding, ending in _SMALLER:
            smaller = Path(f"{full_path!s}{ending}")
            if coding in accepted and smaller.is_file():
                found = FileResponse(
                    smaller,
                    status_code,
                    {"Content-Encoding": coding},
                    media_type=guess_type(str(full_path))[0],
                    stat_result=smaller.stat(),
                )
                return NotModifiedResponse(found.headers) if self.is_not_modified(found.headers, asked) else found
        return super().file_response(full_path, stat_result, scope, status_code)


def codings(accepted: str) -> frozenset[str]:
    """The content codings that an Accept-Encoding header allows by name (RFC 9110, 12.5.3), none of quality 0."""
    told = (one.partition(";") for one in accepted.lower().split(","))
    return frozenset(name.strip() for name, _, parameters in told if not _NONE.search(parameters))


def language_of(dist: Path, wanted: str) -> str:
    """The first of the wanted languages that the page is written in, else English; `wanted` as in Accept-Language."""
    tags = (tag.strip().partition(";")[0].partition("-")[0].lower() for tag in wanted.split(","))
    written = _told(dist, "first.json")
    return next((one for one in tags if one in written), "en")


def first_words(dist: Path, path: str, language: str) -> str | None:
    """What the page at `path` shows until its code is there, in HTML; None: only its shape."""
    words: str | None = _told(dist, "first.json").get(language) if path == "/" else None
    return words


def preloads(dist: Path, path: str, language: str) -> tuple[str, ...]:
    """Addresses of the styles and scripts that the page at `path` will import; empty where the build names none."""
    told = _told(dist, "preloads.json")
    start = max((one for one in told if _begins(path, one)), key=len, default=None)
    return () if start is None else tuple(f"/{name}" for name in told[start].get(language, ()))


def _begins(path: str, start: str) -> bool:
    return path == start if start == "/" else path.startswith(start)


def _told(dist: Path, name: str) -> dict[str, Any]:
    """What the build has told the server (web/plugins/preloads.ts); nothing before the first build."""
    file = dist / name
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else {}


@lru_cache(maxsize=4)
def _read(file: Path, _changed_ns: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return told
