"""The built page, served from web/dist; hashed assets may be kept for ever, the page itself not."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response

from api.assets import Assets, first_words, language_of, preloads
from api.guard import anyone
from api.stack.csrf import csrf_signer, give_token
from api.stack.security_headers import page_policy
from infra.settings import ROOT, Settings

DIST = ROOT / "web" / "dist"
_TYPES = {".webmanifest": "application/manifest+json"}  # not in every system's table
_ENGLISH, _RIGHT_TO_LEFT = '<html lang="en">', {"ar"}
_FIRST = re.compile("<!-- first -->.*<!-- /first -->", re.DOTALL)  # the shape of any page
_A_DAY = "public, max-age=86400"
_LIBRARIES = ("https://cdn.jsdelivr.net",)  # where FastAPI's pages of the documentation have theirs


def mount_page(app: FastAPI, settings: Settings, dist: Path = DIST) -> None:
    """Serve the page at / and /trips/…; without a build a sentence says how to make one.

    Its scripts carry this answer's nonce, and the browser gets the token that its writes send back.
    """
    app.mount("/assets", Assets(directory=dist / "assets", check_dir=False), name="assets")
    signer, beside = csrf_signer(settings), {file.name: file for file in dist.glob("*") if file.is_file()}

    async def page(request: Request) -> Response:
        html = page_html(request, dist)
        if html is None:
            return PlainTextResponse("The page is not built yet: run `make setup`.", status_code=503)
        answer = HTMLResponse(html, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"})
        give_token(request, answer, signer)
        return answer

    async def file_beside(name: str, request: Request) -> Response:
        if name not in beside or name == "index.html":
            return await page(request)
        return FileResponse(beside[name], media_type=_TYPES.get(beside[name].suffix), headers=_headers_of(name))

    _mount_documentation(app)
    for path in (
        "/",
        "/trips/{trip_id}",
        "/shared/{token}",
        "/travellers/{id}",
        "/console",
        "/console/{rest:path}",
        "/account/{rest:path}",
    ):
        app.add_api_route(path, page, include_in_schema=False, dependencies=[anyone()])
    app.add_api_route("/{name}", file_beside, include_in_schema=False, dependencies=[anyone()])


def page_html(request: Request, dist: Path = DIST) -> str | None:
    """The built page with this answer's nonce at its scripts and the names of those to come; None without a build."""
    index = dist / "index.html"
    if not index.is_file():
        return None
    html = _read(index, index.stat().st_mtime_ns).replace("<script", f'<script nonce="{request.state.nonce}"')
    path, language = request.url.path, language_of(dist, _wanted(request))
    told = preloads(dist, path, language)
    links = (_link(address) for address in told if address not in html)
    html = html.replace("</head>", f"{''.join(links)}</head>").replace(_ENGLISH, _tag_of(language))
    words = first_words(dist, path, language)
    return html if words is None else _FIRST.sub(lambda _: words, html)


def _link(address: str) -> str:
    """A style is taken before anything is shown, as those of every page; a script is only fetched."""
    kind = "stylesheet" if address.endswith(".css") else "modulepreload"
    return f'<link rel="{kind}" crossorigin href="{address}">'


def _wanted(request: Request) -> str:
    """What was chosen on this device before (web/src/i18n/languages.ts), then what the browser asks for."""
    return f"{request.cookies.get('language', '')},{request.headers.get('accept-language', '')}"


def _tag_of(language: str) -> str:
    return f'<html lang="{language}" dir="{"rtl" if language in _RIGHT_TO_LEFT else "ltr"}">'


def _headers_of(name: str) -> dict[str, str]:
    """The service worker is asked for anew each time, and its own policy lets it fetch from this host."""
    if name != "sw.js":
        return {"Cache-Control": _A_DAY}
    policy = "default-src 'none'; script-src 'self'; connect-src 'self'"
    return {"Cache-Control": "no-cache", "Content-Security-Policy": policy}


def _mount_documentation(app: FastAPI) -> None:
    """FastAPI's own pages of the API, with a policy that lets their libraries in."""

    async def swagger(request: Request) -> Response:
        return _documentation(request, get_swagger_ui_html(openapi_url="/openapi.json", title=app.title))

    async def redoc(request: Request) -> Response:
        return _documentation(request, get_redoc_html(openapi_url="/openapi.json", title=app.title))

    app.add_api_route("/docs", swagger, include_in_schema=False, dependencies=[anyone()])
    app.add_api_route("/redoc", redoc, include_in_schema=False, dependencies=[anyone()])


def _documentation(request: Request, answer: HTMLResponse) -> Response:
    nonce = request.state.nonce
    html = bytes(answer.body).decode().replace("<script>", f'<script nonce="{nonce}">')
    html = html.replace("<style>", f'<style nonce="{nonce}">')
    return HTMLResponse(html, headers={"Content-Security-Policy": page_policy(nonce, _LIBRARIES, _LIBRARIES)})


@lru_cache(maxsize=4)
def _read(index: Path, _changed_ns: int) -> str:
    return index.read_text(encoding="utf-8")
