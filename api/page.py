"""The built page, served from web/dist; hashed assets may be kept for ever, the page itself not."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from infra.settings import ROOT

DIST = ROOT / "web" / "dist"


class _Assets(StaticFiles):
    """Files whose names carry a hash of their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_page(app: FastAPI, dist: Path = DIST) -> None:
    """Serve the page at / and /trips/…; without a build a sentence says how to make one."""
    app.mount("/assets", _Assets(directory=dist / "assets", check_dir=False), name="assets")

    beside = {file.name: file for file in dist.glob("*") if file.is_file()}

    async def page() -> Response:
        index = dist / "index.html"
        if not index.is_file():
            return PlainTextResponse("The page is not built yet: run `make setup`.", status_code=503)
        return FileResponse(index, headers={"Cache-Control": "no-cache"})

    async def file_beside(name: str) -> Response:
        return FileResponse(beside[name]) if name in beside else await page()

    app.add_api_route("/", page, include_in_schema=False)
    app.add_api_route("/trips/{trip_id}", page, include_in_schema=False)
    app.add_api_route("/{name}", file_beside, include_in_schema=False)
