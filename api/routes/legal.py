"""The privacy policy and the terms, as pages for people, and their versions for whoever asks for consent."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

from api.guard import anyone
from services.privacy.texts import TEXTS, LegalText

router = APIRouter(tags=["privacy"], dependencies=[anyone()])
_PAGES = Path(__file__).resolve().parent.parent / "legal"
_KEPT = {"Cache-Control": "public, max-age=300"}


@router.get("/v1/privacy/texts")
async def texts() -> tuple[LegalText, ...]:
    """The texts as they hold now: name these versions in consents."""
    return TEXTS


@router.get("/privacy", include_in_schema=False)
async def privacy() -> Response:
    return _page("privacy.html")


@router.get("/terms", include_in_schema=False)
async def terms() -> Response:
    return _page("terms.html")


@router.get("/legal.css", include_in_schema=False)
async def style() -> Response:
    return Response((_PAGES / "legal.css").read_bytes(), media_type="text/css", headers=_KEPT)


def _page(name: str) -> HTMLResponse:
    return HTMLResponse((_PAGES / name).read_text(encoding="utf-8"), headers=_KEPT)
