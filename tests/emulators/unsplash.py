"""Unsplash's API (https://unsplash.com/documentation), and the picture service that its addresses lead to."""

from __future__ import annotations

from zlib import crc32

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.emulators.pictures import home, landscape

NOWHERE = "nowhere"
DOWNLOADS: list[str] = []
_ORIENTATIONS = {"landscape": (5400, 3600), "portrait": (3600, 5400), "squarish": (4000, 4000)}
_AUTHORS = (("Aiko Tanabe", "aikot"), ("Jonas Weber", "jweber"), ("Inés Duarte", "inesd"))


def _errors(status: int, *messages: str) -> JSONResponse:
    return JSONResponse({"errors": list(messages)}, status, headers={"X-Ratelimit-Limit": "50"})


def _refused(request: Request) -> Response | None:
    said = request.headers.get("authorization", "")
    key = said.removeprefix("Client-ID ").strip() if said.startswith("Client-ID ") else ""
    if key or request.query_params.get("client_id"):
        return None
    return _errors(401, "OAuth error: The access token is invalid")


async def search(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    asked = request.query_params
    query, orientation = asked.get("query", "").strip(), asked.get("orientation", "landscape")
    if not query:
        return _errors(400, "query is missing")
    if orientation not in _ORIENTATIONS:
        return _errors(400, "orientation does not have a valid value")
    if asked.get("content_filter", "low") not in {"low", "high"}:
        return _errors(400, "content_filter does not have a valid value")
    try:
        page, per_page = int(asked.get("page", 1)), min(30, int(asked.get("per_page", 10)))
    except ValueError:
        return _errors(400, "page and per_page must be numbers")
    total = 0 if NOWHERE in query.lower() else 12
    numbers = range((page - 1) * per_page, min(total, page * per_page))
    base = home(request)
    results = [_photo(base, query, number, _ORIENTATIONS[orientation]) for number in numbers]
    headers = {"X-Ratelimit-Limit": "50", "X-Ratelimit-Remaining": "42", "X-Total": str(total)}
    return JSONResponse({"total": total, "total_pages": -(-total // per_page), "results": results}, headers=headers)


def _photo(base: str, query: str, number: int, size: tuple[int, int]) -> dict[str, object]:
    """The first of each page shows something else, as a bank's often do."""
    seen = "person holding a red umbrella" if number == 0 else f"{query.lower()} under a clear sky"
    photo_id = f"{crc32(f'{query}/{number}'.encode()):08x}Un"
    raw = f"{base}/images/photo-{photo_id}?ixid=M3wx{number}&ixlib=rb-4.1.0&words={query.replace(' ', '+')}"
    name, user = _AUTHORS[number % len(_AUTHORS)]
    return {
        "id": photo_id,
        "slug": f"{'-'.join(seen.split())}-{photo_id}",
        "created_at": "2023-04-12T06:31:10Z",
        "updated_at": "2025-08-30T10:11:12Z",
        "width": size[0],
        "height": size[1],
        "color": "#8ca6c0",
        "blur_hash": "LGF5?xYk^6#M@-5c,1J5@[or[Q6.",
        "description": None if number % 2 or number == 0 else f"{query}, early in the morning",
        "alt_description": seen,
        "urls": {
            "raw": raw,
            "full": f"{raw}&q=85&fm=jpg",
            "regular": f"{raw}&w=1080&q=80&fm=jpg",
            "small": f"{raw}&w=400&q=80&fm=jpg",
            "thumb": f"{raw}&w=200&q=80&fm=jpg",
        },
        "links": {
            "self": f"{base}/photos/{photo_id}",
            "html": f"https://unsplash.com/photos/{photo_id}",
            "download": f"https://unsplash.com/photos/{photo_id}/download?ixid=M3wx{number}",
            "download_location": f"{base}/photos/{photo_id}/download?ixid=M3wx{number}",
        },
        "likes": 17 * (number + 1),
        "user": {
            "id": f"u{number}",
            "username": user,
            "name": name,
            "links": {"self": f"{base}/users/{user}", "html": f"https://unsplash.com/@{user}"},
        },
        "tags": [{"type": "search", "title": word.lower()} for word in query.split()[:3]] if number else [],
    }


async def download(request: Request) -> Response:
    if refused := _refused(request):
        return refused
    photo_id = request.path_params["photo_id"]
    if "ixid" not in request.query_params:
        return _errors(400, "ixid is missing")
    DOWNLOADS.append(photo_id)
    return JSONResponse({"url": f"{home(request)}/images/photo-{photo_id}"})


async def image(request: Request) -> Response:
    """imgix: `w` at most so wide; without it the whole picture."""
    try:
        width = min(1600, int(request.query_params.get("w", 1600)))
    except ValueError:
        return Response("w", 400)
    words = request.query_params.get("words", request.path_params["name"])
    body = landscape(words, width, width * 2 // 3)
    return Response(body, media_type="image/jpeg", headers={"Cache-Control": "public, max-age=31536000"})


app = Starlette(
    routes=[
        Route("/search/photos", search),
        Route("/photos/{photo_id}/download", download),
        Route("/images/{name}", image),
    ]
)
